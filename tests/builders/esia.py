"""Госуслуги as tests meet them: the emulator in a thread, a suite registered with it, a person who clicks."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import httpx
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from deploy.emulators.esia.desk import Client
from deploy.emulators.esia.server import serve
from kernel.settings import EsiaSettings

SUITE, PAGE = "NMO", "http://127.0.0.1/login/esia"
DOCTOR, SIMPLIFIED, CHILD, CHIEF, EARLY = 1000000801, 1000000802, 1000000803, 1000000804, 1000000600


@cache
def a_key() -> RSAPrivateKey:
    return generate_private_key(public_exponent=65537, key_size=2048)


@cache
def another_key() -> RSAPrivateKey:
    return generate_private_key(public_exponent=65537, key_size=2048)


def pem_of(key: RSAPrivateKey) -> str:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


def public_pem_of(key: RSAPrivateKey) -> bytes:
    return key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def a_certificate(key: RSAPrivateKey) -> x509.Certificate:
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, SUITE)])
    now = datetime.now(UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .sign(key, SHA256())
    )


@dataclass(frozen=True)
class Gosuslugi:
    """The emulator, running. settings: of the suite that is registered with it."""

    url: str
    settings: EsiaSettings

    def asking(self, **changed: object) -> EsiaSettings:
        """The settings of the same suite, set up otherwise."""
        return replace(self.settings, **changed)  # type: ignore[arg-type]  # any of its fields

    def fail(self, **switches: object) -> None:
        """Fail like this from now on; without any, work again."""
        httpx.put(f"{self.url}/switches", json=switches).raise_for_status()

    def rotate(self) -> None:
        httpx.post(f"{self.url}/keys/rotation").raise_for_status()

    def learn(self, oid: int, **facts: object) -> None:
        """Let the registry know better."""
        httpx.put(f"{self.url}/personas/{oid}", json=facts).raise_for_status()


@contextmanager
def gosuslugi(folder: Path) -> Iterator[Gosuslugi]:
    """folder: where the certificate is kept."""
    key = a_key()
    certificate = folder / "suite.crt"
    certificate.write_bytes(a_certificate(key).public_bytes(Encoding.PEM))
    server = serve(0, Client(client_id=SUITE, key=key.public_key(), return_urls=(PAGE,)))
    answering = threading.Thread(target=server.serve_forever)
    answering.start()
    url = f"http://127.0.0.1:{server.server_port}"
    settings = EsiaSettings(
        url=url,
        issuer=re.compile(re.escape(f"{url}/")),
        client_id=SUITE,
        return_urls=(PAGE,),
        pkce=True,
        key=pem_of(key),
        certificate=certificate,
    )
    try:
        yield Gosuslugi(url, settings)
    finally:
        server.shutdown()
        answering.join()
        server.server_close()


def visit(address: str, oid: int | None) -> dict[str, str]:
    """Open the page of Госуслуги and be somebody; nobody refuses. What the suite's page is told then."""
    page = httpx.get(address)
    if page.is_redirect:
        return _told(page)
    request = re.search(r'name="request" value="([^"]+)"', page.raise_for_status().text)
    assert request, page.text
    form = {"request": request[1], "oid": "" if oid is None else str(oid)}
    return _told(httpx.post(f"{_origin(address)}/aas/oauth2/login", data=form))


def _told(answer: httpx.Response) -> dict[str, str]:
    assert answer.is_redirect, answer.text
    return dict(parse_qsl(urlsplit(answer.headers["Location"]).query))


def _origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"
