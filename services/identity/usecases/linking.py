"""What links an account to Госуслуги, inside somebody's transaction; and what becomes of links by and by."""

from __future__ import annotations

from datetime import datetime

from contracts.identity import esia as contract
from kernel import journal, outbox
from kernel.database import Database, Session
from services.identity.domain.links import Held, Link, Offer
from services.identity.domain.person import Person
from services.identity.domain.registry import Identified
from services.identity.store import authorisations, law, links
from services.identity.usecases import profiles
from services.identity.vault import registry as vaulted
from services.identity.vault.sealing import Vault
from services.identity.vault.tickets import new_ticket
from services.identity.vault.tokens import sha256
from services.identity.views import esia as views

# The first factor of a log-in, as the tokens of the session tell it. RFC 8176 has no word for it.
SHOWN = "esia"
BATCH = 200


def hold(session: Session, vault: Vault, said: Identified) -> Link | None:
    """The link of whom Госуслуги know, who is linked by nobody else until the transaction ends."""
    return links.hold(session, vaulted.oid_digests(vault, said.oid))


def holder(session: Session, vault: Vault, said: Identified) -> Person | None:
    """Whose account it is by its СНИЛС."""
    snils = said.person.snils
    return links.holder(session, "snils", vault.digests("snils", str(snils))) if snils else None


def make(session: Session, vault: Vault, person: Person, said: Identified, now: datetime) -> Link:
    """Link an account that is proved to be theirs, and let its profile say what the registry says."""
    held = Held(oid=said.oid, passport=None, organisations=(), refresh_token=None)
    link = Link(
        person_id=person.person_id,
        oid_digest=vaulted.oid_digests(vault, said.oid)[0],
        sealed=vaulted.seal_held(vault, person.person_id, held),
        trust=said.person.trust,
        confirmed=(),
        linked_at=now,
        refreshed_at=now,
    )
    links.add(session, link)
    outbox.add(session, views.linked(link))
    profiles.bring_up_to_date(session, vault, person, link, said, now)
    return link


def offer(
    session: Session, vault: Vault, person: Person, said: Identified, now: datetime
) -> contract.AccountExists | contract.AccountLinked:
    """Offer an account to whom Госуслуги know as its owner, for them to prove that it is theirs."""
    if links.of_person(session, person.person_id) is not None:
        return contract.AccountLinked()
    ticket = new_ticket()
    made = Offer(
        offer_sha256=sha256(ticket),
        person_id=person.person_id,
        sealed=vaulted.seal_offered(vault, person.person_id, said),
        made_at=now,
    )
    authorisations.add_offer(session, made)
    journal.record(session, "identity.esia.offered", str(person.person_id))
    return views.account_exists(made, ticket, law.in_force(session, now).esia)


def reseal(database: Database, vault: Vault) -> int:
    """Move links, and what profiles were, to the current key of the ring. Gives how many rows were moved."""
    moved = 0
    while batch := _reseal_links(database, vault) + _reseal_changes(database, vault):
        moved += batch
    return moved


def _reseal_links(database: Database, vault: Vault) -> int:
    with database.transaction() as session:
        others = links.sealed_otherwise(session, vault.mark, BATCH)
        for link in others:
            vaulted.reseal_link(vault, link)
        return len(others)


def _reseal_changes(database: Database, vault: Vault) -> int:
    with database.transaction() as session:
        others = links.changes_sealed_otherwise(session, vault.mark, BATCH)
        for change in others:
            vaulted.reseal_change(vault, change)
        return len(others)
