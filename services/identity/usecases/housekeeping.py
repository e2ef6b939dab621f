"""What identity does by itself: it forgets what is no longer needed, and follows the key ring."""

from __future__ import annotations

from kernel import clock
from kernel.database import Database
from services.identity.domain.codes import HOUR
from services.identity.domain.policy import LOG_INS, REGISTRATIONS, SESSIONS
from services.identity.store import codes, people, sessions
from services.identity.vault.sealing import Vault

BATCH = 200


def forget(database: Database) -> None:
    """Delete registrations never confirmed, old codes, sessions past renewal, and failures that expired."""
    now = clock.now()
    with database.transaction() as session:
        people.forget_unproven(session, now - REGISTRATIONS.unproven_kept)
        codes.forget(session, now - HOUR)
        sessions.forget(
            session, opened_before=now - SESSIONS.longest, tried_before=now - LOG_INS.forgotten_after
        )


def reseal(database: Database, vault: Vault) -> int:
    """Move the personal data of all persons to the current key of the ring. Gives how many were moved."""
    moved = 0
    while batch := _reseal_batch(database, vault):
        moved += batch
    return moved


def _reseal_batch(database: Database, vault: Vault) -> int:
    with database.transaction() as session:
        persons = people.sealed_otherwise(session, vault.mark, BATCH)
        for person in persons:
            personal = vault.open_personal(person.person_id, person.sealed)
            person.seal(vault.seal_personal(person.person_id, personal), vault.digests_of(personal)[0])
        return len(persons)
