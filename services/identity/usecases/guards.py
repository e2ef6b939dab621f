"""Who guesses must wait: counted by what is guessed, and by the address the guesses come from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from contracts.identity.accounts import TooManyAttempts
from contracts.identity.second_factor import CodeUsed
from kernel.database import Session
from kernel.messages import Caller, ServiceError
from services.identity.domain.law import Law
from services.identity.domain.logins import AddressGuard, LogInGuard
from services.identity.store import law
from services.identity.store import sessions as store
from services.identity.vault.sealing import Vault


@dataclass(frozen=True)
class Guards:
    """Those that a try must pass, each locked until the transaction ends. law: by which they count."""

    locked: Sequence[AddressGuard | LogInGuard]
    law: Law


def of(session: Session, vault: Vault, caller: Caller, digest: bytes, now: datetime) -> Guards:
    """The guard of the address, where it is known, and the one of what is guessed; locked in this order."""
    by_address = of_address(session, vault, caller, now)
    return Guards([*by_address.locked, store.guard_of(session, digest, now)], by_address.law)


def of_address(session: Session, vault: Vault, caller: Caller, now: datetime) -> Guards:
    """The guard of the address alone, where what is guessed counts its own failures."""
    in_force = law.in_force(session, now)
    if caller.address is None:
        return Guards([], in_force)
    return Guards([store.address_guard_of(session, vault.digest("address", caller.address), now)], in_force)


def begin(guards: Guards, now: datetime) -> TooManyAttempts | None:
    """Count a try as failed before it is judged. Gives why it is not judged at all, if it is not."""
    try:
        for guard in guards.locked:
            guard.begin(now, guards.law)
    except TooManyAttempts as refusal:
        return refusal
    return None


def refuse(guards: Guards, refusal: ServiceError, now: datetime) -> None:
    """The try was refused: a wrong one may mean a wait, a right one that was used before is no guess."""
    if isinstance(refusal, TooManyAttempts):
        return
    for guard in guards.locked:
        if isinstance(refusal, CodeUsed):
            guard.forgive()
        else:
            guard.fail(now, guards.law)


def succeed(guards: Guards) -> None:
    for guard in guards.locked:
        guard.succeed()
