"""Secrets of one root: generated once, readable by their owner only.

One file per secret in `<root>/secrets`, named for what it opens:

    broker/<process>          password of a process at the broker
    database-<service>        password of the runtime role of a service
    database-owner-<service>  password of the role that owns its database
    files-<service>           secret key of a service at the document store
    signing-<process>.pem     Ed25519 key with which a process signs what it asks for
    trusted/<process>.pem     the public half, for everybody
    data-keys-<service>       key ring for encrypted fields, the first one is current
"""

from __future__ import annotations

import base64
import os
import secrets
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat


def write_private(path: Path, content: str) -> Path:
    """Write a file that only its owner may read."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with open(descriptor, "w", encoding="utf-8") as file:
        file.write(content)
    return path


class Keyring:
    def __init__(self, root: Path) -> None:
        self.folder = root.resolve() / "secrets"

    @property
    def trusted(self) -> Path:
        """The folder of public keys: `<process>.pem`."""
        return self.folder / "trusted"

    def password(self, name: str) -> str:
        """The password called `name`: 32 characters that are safe in a URL."""
        path = self.folder / name
        if not path.exists():
            write_private(path, secrets.token_urlsafe(24))
        return path.read_text()

    def keep(self, name: str, secret: str) -> None:
        """Keep a secret that somebody else has made."""
        write_private(self.folder / name, secret)

    def kept(self, name: str) -> str | None:
        path = self.folder / name
        return path.read_text() if path.exists() else None

    def signing_key(self, process: str) -> Path:
        """The private key of `process`; its public half joins `trusted`."""
        path = self.folder / f"signing-{process}.pem"
        public = self.trusted / f"{process}.pem"
        if not (path.exists() and public.exists()):
            key = Ed25519PrivateKey.generate()
            pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
            write_private(path, pem.decode())
            half = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
            write_private(public, half.decode())
        return path

    def data_keys(self, service: str) -> Path:
        """The key ring of the encrypted fields of `service`: one key of 32 bytes a line, in base64."""
        path = self.folder / f"data-keys-{service}"
        if not path.exists():
            write_private(path, base64.b64encode(secrets.token_bytes(32)).decode() + "\n")
        return path
