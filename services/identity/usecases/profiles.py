"""Profiles, brought up to what the registry says. The registry wins; what was before is kept."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from contracts.identity import esia as contract
from kernel import clock, journal, logs, outbox
from kernel.database import Database, Session
from kernel.messages import Unavailable
from kernel.values import new_id
from services.identity.channels.provider import Provider
from services.identity.domain import registry
from services.identity.domain.claims import Subject
from services.identity.domain.links import Held, Link, ProfileChange
from services.identity.domain.person import Person
from services.identity.domain.personal import Personal
from services.identity.domain.registry import Identified
from services.identity.store import law, links, people
from services.identity.usecases import suspicions
from services.identity.vault import registry as vaulted
from services.identity.vault.sealing import Vault
from services.identity.views import esia as views

log = logs.get(__name__)

SOURCE = "esia"
AT_ONCE = 20  # profiles asked for again in one go; each costs the provider a few requests


def bring_up_to_date(
    session: Session, vault: Vault, person: Person, link: Link, said: Identified, now: datetime
) -> None:
    """Let the profile say what the registry says. person: locked."""
    personal = vault.open_personal(person.person_id, person.sealed)
    corrections = said.person.corrections(personal)
    taken = _taken(session, vault, person, corrections)
    for field, holder in taken.items():
        # Two persons cannot both have it, and which of them does is for people to find out.
        del corrections[field]
        journal.record(session, "identity.profile.contradicted", str(person.person_id), field=field)
        suspicions.suspect(session, person.person_id, holder.person_id, field, now)
    if corrections:
        correct(session, vault, person, personal, corrections, now, source=SOURCE)
    confirmed = tuple(field for field in said.person.confirmed if field not in taken)
    _keep(vault, link, said)
    if link.tell(said.person.trust, confirmed, now):
        outbox.add(session, views.trust_changed(link))


def refresh_profiles(database: Database, vault: Vault, provider: Provider) -> int:
    """Ask again for profiles not told for long, where people allowed it. Gives how many were told."""
    with database.reading() as session:
        lasts = law.in_force(session, clock.now()).registry_refreshed_after
        stale = links.told_before(session, clock.now() - lasts, AT_ONCE)
    return sum(_refresh(database, vault, provider, link) for link in stale)


def _refresh(database: Database, vault: Vault, provider: Provider, link: Link) -> bool:
    """Whether the registry told. A token that no longer counts is forgotten until the next log-in."""
    held, now = vaulted.open_held(vault, link), clock.now()
    try:
        said = provider.look_again(Subject(oid=held.oid, trust=link.trust), held.refresh_token or "", now)
    except Unavailable:
        return False
    except (contract.AuthorisationDenied, contract.IdTokenRefused):
        said = None
    with database.transaction() as session:
        person = people.locked(session, link.person_id)
        current = links.of_person(session, link.person_id)
        if current is None or current.version != link.version:
            return False
        if said is None:
            current.keep(vaulted.seal_held(vault, link.person_id, held.without_token()), is_renewable=False)
            return False
        bring_up_to_date(session, vault, person, current, said, now)
    return True


def correct(
    session: Session,
    vault: Vault,
    person: Person,
    before: Personal,
    corrections: dict[str, Any],
    now: datetime,
    *,
    source: str,
) -> None:
    """Keep what is said now, and what was said before; announce which fields have changed.

    person: locked. Raises: AlreadyRegistered -- what is said now belongs to another account.
    """
    change_id = new_id()
    change = ProfileChange(
        change_id=change_id,
        person_id=person.person_id,
        changed_at=now,
        source=source,
        fields=tuple(corrections),
        sealed_before=vaulted.seal_before(vault, change_id, before),
    )
    links.add_change(session, change)
    after = registry.corrected(before, corrections)
    person.seal(vault.seal_personal(person.person_id, after), vault.digests_of(after)[0])
    people.prove(session)
    outbox.add(session, views.profile_updated(change))


def _taken(session: Session, vault: Vault, person: Person, corrections: dict[str, Any]) -> dict[str, Person]:
    """Which numbers that the registry gives to this person belong to another account, and to which."""
    found = {
        field: links.holder(session, field, vault.digests(field, str(corrections[field])))
        for field in ("snils", "inn")
        if field in corrections
    }
    return {field: holder for field, holder in found.items() if holder is not None and holder is not person}


def _keep(vault: Vault, link: Link, said: Identified) -> None:
    """Keep what the registry has told; a token is kept until another one is given."""
    known = vaulted.open_held(vault, link)
    held = Held(
        oid=said.oid,
        passport=said.person.passport,
        organisations=said.person.organisations,
        refresh_token=said.refresh_token or known.refresh_token,
    )
    sealed = vaulted.seal_held(vault, link.person_id, held)
    link.keep(sealed, is_renewable=held.refresh_token is not None)
