"""Numbers that people type to check a paper: short, unmistakable, impossible to guess."""

from __future__ import annotations

import secrets

# Crockford's base 32: no letter that can be taken for a digit or for another.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def unguessable(prefix: str, year: int) -> str:
    """A fresh number like `CA-2026-7QK4-M9ZD-1XWB`, of 60 random bits."""
    symbols = "".join(secrets.choice(ALPHABET) for _ in range(12))
    return f"{prefix}-{year}-{symbols[:4]}-{symbols[4:8]}-{symbols[8:]}"


def as_typed(number: str) -> str:
    """The number that somebody meant who typed `ca-2026-7qk4-m9zd-ixwb`."""
    return number.strip().upper().translate(str.maketrans("OIL", "011"))
