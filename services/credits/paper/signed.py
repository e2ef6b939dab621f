"""JSON signed with the key of this process: JWS in its flattened JSON form (RFC 7515, 7.2.2), EdDSA."""

from __future__ import annotations

import base64
import hashlib

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_private_key

from kernel import wire


class Signer:
    """Signs with an Ed25519 key."""

    def __init__(self, private_pem: str) -> None:
        key = load_pem_private_key(private_pem.encode(), password=None)
        if not isinstance(key, Ed25519PrivateKey):
            raise TypeError("transcripts are signed with an Ed25519 key")
        self._key = key

    @property
    def public(self) -> dict[str, str]:
        """The public key as a JWK (RFC 8037); its id is its thumbprint (RFC 7638)."""
        raw = self._key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        key = {"crv": "Ed25519", "kty": "OKP", "x": _text(raw)}
        return {**key, "kid": _text(hashlib.sha256(wire.canonical(key)).digest()), "use": "sig"}

    def signed(self, facts: dict[str, object]) -> bytes:
        """A JWS whose payload is the canonical JSON of `facts`."""
        header = {"alg": "EdDSA", "kid": self.public["kid"], "cty": "application/json"}
        protected, payload = _text(wire.canonical(header)), _text(wire.canonical(facts))
        signature = _text(self._key.sign(f"{protected}.{payload}".encode()))
        return wire.canonical({"payload": payload, "protected": protected, "signature": signature})


def _text(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()
