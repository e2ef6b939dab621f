"""Recovery codes: 80 random bits each, so that a plain hash keeps them."""

from __future__ import annotations

import base64
import hashlib
import secrets

from kernel.values import PersonId

# No dated row: with fewer, a plain hash would no longer keep them.
_OCTETS = 10


def new_code() -> str:
    """`k4hq-7zwn-2mfp-xuda`: sixteen signs of base32."""
    signs = base64.b32encode(secrets.token_bytes(_OCTETS)).decode().lower()
    return "-".join(signs[place : place + 4] for place in range(0, len(signs), 4))


def code_sha256(person_id: PersonId, typed: str) -> bytes:
    """What is stored of a code, however it is typed: blanks, hyphens and case do not matter."""
    signs = "".join(sign for sign in typed.casefold() if sign.isalnum())
    return hashlib.sha256(f"{person_id}:{signs}".encode()).digest()
