"""Addresses as services are told them: by a keyed hash, the same in every process of the gateway."""

from __future__ import annotations

import hashlib
import hmac

_PURPOSE = b"nmo.gateway.address"


class Addresses:
    """secret: what only gateways know; without it four billion addresses are soon tried."""

    def __init__(self, secret: str) -> None:
        self._key = hmac.digest(secret.encode(), _PURPOSE, hashlib.sha256)

    def digest(self, address: str) -> str:
        return hmac.digest(self._key, address.encode(), hashlib.sha256)[:16].hex()
