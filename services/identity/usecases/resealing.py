"""What is sealed follows the key ring."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from kernel.database import Database
from services.identity.domain.members import Invitation
from services.identity.domain.modules import Activation
from services.identity.domain.passports import StatedPassport
from services.identity.store.sealing import sealed_otherwise
from services.identity.vault import activations, invitations, passports
from services.identity.vault.sealing import Vault

BATCH = 200
RESEAL: Mapping[type, Callable[[Vault, Any], None]] = {
    StatedPassport: passports.reseal,
    Activation: activations.reseal,
    Invitation: invitations.reseal,
}


def reseal(database: Database, vault: Vault) -> int:
    """Move every row of these kinds to the current key. Gives how many were moved."""
    return sum(_reseal_all(database, vault, kind) for kind in RESEAL)


def _reseal_all(database: Database, vault: Vault, kind: type) -> int:
    moved = 0
    while batch := _reseal_batch(database, vault, kind):
        moved += batch
    return moved


def _reseal_batch(database: Database, vault: Vault, kind: type) -> int:
    with database.transaction() as session:
        others: Sequence[Any] = sealed_otherwise(session, kind, vault.mark, BATCH)
        for row in others:
            RESEAL[kind](vault, row)
        return len(others)
