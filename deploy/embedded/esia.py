"""The suite as Госуслуги, emulated, know it: its name, the key it signs with, where people come back to."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from deploy.embedded.keyring import write_private

CLIENT = "NMO"
YEARS = timedelta(days=3650)


class Registration:
    """folder: of secrets. url: of the emulator. public_url: of the suite."""

    def __init__(self, folder: Path, url: str, public_url: str) -> None:
        self.url = url
        self.return_url = f"{public_url}/login/esia"
        self._key, self._certificate = folder / "esia-client.pem", folder / "esia-client.crt"

    @property
    def certificate(self) -> Path:
        """What the suite has shown when it registered; made together with its key."""
        if not (self._key.exists() and self._certificate.exists()):
            key = generate_private_key(public_exponent=65537, key_size=2048)
            pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
            write_private(self._key, pem.decode())
            write_private(self._certificate, _self_signed(key).public_bytes(Encoding.PEM).decode())
        return self._certificate

    def told(self) -> dict[str, str]:
        """The settings of the service that lets people in."""
        return {
            "NMO_ESIA_URL": self.url,
            "NMO_ESIA_ISSUER": re.escape(f"{self.url}/"),
            "NMO_ESIA_CLIENT_ID": CLIENT,
            "NMO_ESIA_RETURN_URLS": self.return_url,
            "NMO_ESIA_PKCE": "yes",
            "NMO_ESIA_ACCESS_TYPE": "offline",
            "NMO_ESIA_CERTIFICATE": str(self.certificate),
            "NMO_ESIA_KEY_FILE": str(self._key),
        }


def _self_signed(key: RSAPrivateKey) -> x509.Certificate:
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, CLIENT)])
    now = datetime.now(UTC)
    builder = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    return builder.not_valid_before(now).not_valid_after(now + YEARS).sign(key, SHA256())
