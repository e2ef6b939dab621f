"""The keys that sign access tokens: each signs for a time, and is known before it does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from services.identity.domain.terms import SigningLaw

# No dated row: a gateway asks for keys that it does not know every ten seconds, so that less would break
# the agreement with it, and more would leave a key that somebody may know in use.
HASTENED_BY = timedelta(seconds=12)


@dataclass(eq=False, kw_only=True)
class SigningKey:
    """kid: its name in tokens. public: the 32 bytes of the Ed25519 public key."""

    kid: str
    sealed_private: bytes
    public: bytes
    signs_from: datetime


def in_force(keys: Sequence[SigningKey], at: datetime) -> SigningKey | None:
    """The key that signs at `at`. keys: in the order of their `signs_from`."""
    begun = [key for key in keys if key.signs_from <= at]
    return begun[-1] if begun else None


def missing(keys: Sequence[SigningKey], now: datetime, law: SigningLaw) -> list[datetime]:
    """From when new keys must sign, so that there is one in force and one to follow it."""
    present = in_force(keys, now)
    if present is None:
        return [now, now + law.signs_for]
    if keys[-1].signs_from > now:
        return []
    return [max(present.signs_from + law.signs_for, now + law.published_before)]


def hasten(keys: Sequence[SigningKey], now: datetime) -> SigningKey | None:
    """Let the key that follows sign as soon as everybody can know it; None where that is so already."""
    soon = now + HASTENED_BY
    following = next((key for key in keys if key.signs_from > now), None)
    if following is None or following.signs_from <= soon:
        return None
    following.signs_from = soon
    return following


def retired(keys: Sequence[SigningKey], now: datetime, tokens_live: timedelta) -> list[SigningKey]:
    """Keys with which no living token can have been signed."""
    living_since = in_force(keys, now - 2 * tokens_live)
    return [key for key in keys if living_since is not None and key.signs_from < living_since.signs_from]
