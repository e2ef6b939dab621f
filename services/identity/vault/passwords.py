"""Password hashes: Argon2id, with the first parameters of the OWASP Password Storage Cheat Sheet.

Each function takes some 30 ms of processor time: call it through `kernel.offload`.
"""

from __future__ import annotations

import secrets
import unicodedata
from pathlib import Path

from argon2 import PasswordHasher, Type
from argon2.exceptions import VerifyMismatchError

# No dated row: how much work a hash is belongs to the machine; and the work for a login that nobody has
# must be the same. Others at the next release hash each password anew as its owner logs in.
_argon2 = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1, type=Type.ID)

# What people try first, of six characters and more, one a line.
# Source: the lists of Django 5.2 (BSD) and zxcvbn 4.5 (MIT), merged; see NOTICE.
COMMON = frozenset(Path(__file__).with_name("common_passwords.txt").read_text(encoding="utf-8").splitlines())


def hashed(password: str) -> str:
    return _argon2.hash(_normal(password))


def is_right(password_hash: str | None, password: str) -> bool:
    """Whether `password` was hashed to `password_hash`; as much work when there is no hash."""
    try:
        _argon2.verify(password_hash or _NOBODY, _normal(password))
    except VerifyMismatchError:
        return False
    return password_hash is not None


def renewed(password_hash: str, password: str) -> str | None:
    """A hash with the parameters of today, where `password_hash` was made with others."""
    return hashed(password) if _argon2.check_needs_rehash(password_hash) else None


def _normal(password: str) -> str:
    # One password, two keyboards: the same letter may arrive composed or decomposed.
    return unicodedata.normalize("NFKC", password)


_NOBODY = hashed(secrets.token_hex())
