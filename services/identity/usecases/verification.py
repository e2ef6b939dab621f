"""How far the data of an account are confirmed."""

from __future__ import annotations

from collections.abc import Sequence

from contracts.identity import verification as contract
from kernel.database import Database
from kernel.messages import Caller
from services.identity.domain import verification
from services.identity.domain.links import ProfileChange
from services.identity.store import links, passports, people
from services.identity.vault import passports as vaulted_passports
from services.identity.vault import registry as vaulted
from services.identity.vault.sealing import Vault
from services.identity.views import verification as views


def my_verification(database: Database, vault: Vault, caller: Caller) -> contract.Verification:
    """Field by field, how the caller's account stands to what Госуслуги say. Raises: UnknownPerson."""
    with database.reading() as session:
        person = people.read(session, caller.person)
        link = links.of_person(session, person.person_id)
        changes = links.changes_of(session, person.person_id)
        stated = passports.of_person(session, person.person_id)
    personal = vault.open_personal(person.person_id, person.sealed)
    own = vaulted_passports.opened(vault, stated) if stated else None
    told = vaulted.open_held(vault, link).passport if link else None
    confirmed = link.confirmed if link else ()
    fields = [
        *verification.compared(personal, confirmed, _typed(vault, changes)),
        *verification.compared_passport(own, told),
    ]
    return views.report(link, fields)


def _typed(vault: Vault, changes: Sequence[ProfileChange]) -> dict[str, str]:
    """What the fields said that were corrected, before they first were. changes: oldest first."""
    typed: dict[str, str] = {}
    for change in changes:
        before = verification.shown(vaulted.open_before(vault, change))
        typed |= {field: before.get(field, "") for field in change.fields if field not in typed}
    return typed
