"""python -m deploy.emulators.esia --port 8090 --client NMO --certificate suite.crt --return-url URL"""

from __future__ import annotations

import argparse
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

from deploy.emulators.esia.desk import Client
from deploy.emulators.esia.server import serve


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m deploy.emulators.esia", description="Госуслуги (ЕСИА) without citizens."
    )
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--client", required=True, help="name of the suite")
    parser.add_argument("--certificate", type=Path, required=True, help="of the suite, PEM, RSA")
    parser.add_argument("--return-url", action="append", required=True, help="page of the suite; repeatable")
    parser.add_argument("--issuer", help="who the tokens say has issued them")
    given = parser.parse_args()
    key = x509.load_pem_x509_certificate(given.certificate.read_bytes()).public_key()
    if not isinstance(key, RSAPublicKey):
        parser.error("the certificate must be of an RSA key")
    client = Client(client_id=given.client, key=key, return_urls=tuple(given.return_url))
    serve(given.port, client, given.issuer).serve_forever()


if __name__ == "__main__":
    main()
