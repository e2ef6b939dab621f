"""Passports: sealed, and found by a digest."""

from __future__ import annotations

import json
from datetime import datetime

from kernel import wire
from kernel.values import PersonId
from services.identity.domain.passports import Passport, StatedPassport
from services.identity.vault.sealing import Vault


def sealed(vault: Vault, person_id: PersonId, passport: Passport, at: datetime) -> StatedPassport:
    return StatedPassport(
        person_id=person_id,
        sealed=vault.seal(wire.canonical(wire.dump(passport)), _of(person_id)),
        digest=digests(vault, passport)[0],
        stated_at=at,
    )


def digests(vault: Vault, passport: Passport) -> list[bytes]:
    """Under which it may be found; the first is the one to store."""
    return vault.digests("passport", passport.series.digits + passport.number.digits)


def opened(vault: Vault, stated: StatedPassport) -> Passport:
    return wire.load(Passport, json.loads(vault.open(stated.sealed, _of(stated.person_id))))


def reseal(vault: Vault, stated: StatedPassport) -> None:
    """Move a passport to the current key of the ring."""
    again = sealed(vault, stated.person_id, opened(vault, stated), stated.stated_at)
    stated.sealed, stated.digest = again.sealed, again.digest


def _of(person_id: PersonId) -> str:
    return f"passport:{person_id}"
