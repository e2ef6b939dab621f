"""Secrets are made once, and only their owner may read them."""

from __future__ import annotations

import base64
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key, load_pem_public_key

from deploy.embedded.keyring import Keyring


def test_a_password_is_made_once(tmp_path: Path) -> None:
    first = Keyring(tmp_path).password("broker/credits")

    assert Keyring(tmp_path).password("broker/credits") == first


def test_every_password_is_another(tmp_path: Path) -> None:
    keyring = Keyring(tmp_path)

    assert keyring.password("broker/credits") != keyring.password("broker/gateway")


def test_secrets_are_readable_by_their_owner_only(tmp_path: Path) -> None:
    keyring = Keyring(tmp_path)
    keyring.password("broker/credits")
    keyring.signing_key("credits")
    keyring.data_keys("identity")

    files = [path for path in keyring.folder.rglob("*") if path.is_file()]

    assert {path.stat().st_mode & 0o777 for path in files} == {0o600}


def test_what_a_process_signs_is_verified_with_its_trusted_key(tmp_path: Path) -> None:
    keyring = Keyring(tmp_path)

    private = load_pem_private_key(keyring.signing_key("credits").read_bytes(), password=None)

    assert isinstance(private, Ed25519PrivateKey)
    public = load_pem_public_key((keyring.trusted / "credits.pem").read_bytes())
    assert isinstance(public, Ed25519PublicKey)
    public.verify(private.sign(b"who asks"), b"who asks")


def test_a_data_key_has_32_bytes(tmp_path: Path) -> None:
    [key] = Keyring(tmp_path).data_keys("identity").read_text().splitlines()

    assert len(base64.b64decode(key)) == 32
