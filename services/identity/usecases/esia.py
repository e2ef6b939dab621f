"""Logging in through Госуслуги, and linking an account to them.

Their tokens stay here: whoever logs in gets a session of the suite, like everybody else.
"""

from __future__ import annotations

from datetime import datetime

from contracts.identity import esia as contract
from contracts.identity.sessions import LogInAnswer
from kernel import clock, outbox
from kernel.database import Database, Session
from kernel.messages import Caller, Nothing, ServiceError
from services.identity.domain.authorisations import Purpose
from services.identity.domain.contacts import ContactRecord
from services.identity.domain.links import Link
from services.identity.domain.person import NO_PASSWORD, Person
from services.identity.domain.registry import Identified
from services.identity.store import contacts, law, links, people
from services.identity.usecases import (
    accounts,
    authorisations,
    entering,
    linking,
    profiles,
    reaching,
)
from services.identity.usecases.authorisations import Esia
from services.identity.vault import registry as vaulted
from services.identity.vault.sealing import Vault
from services.identity.vault.tokens import Mint
from services.identity.views import esia as views


def begin_esia_log_in(
    database: Database, esia: Esia, command: contract.BeginEsiaLogIn
) -> contract.EsiaAuthorisation:
    """Raises: ReturnAddressRefused."""
    return authorisations.begin(database, esia, command.return_to, purpose=Purpose.LOG_IN)


def finish_esia_log_in(
    database: Database, mint: Mint, esia: Esia, caller: Caller, command: contract.FinishEsiaLogIn
) -> LogInAnswer:
    """Let in whom Госуслуги know: by their link, or with a new account; never into one not proved theirs.

    Raises: what `authorisations.finish` raises. AccountExists. AccountLinked. ProfileInsufficient.
        AlreadyRegistered -- the phone, the address or the ИНН belongs to another account.
    """
    said = authorisations.finish(database, esia, command, purpose=Purpose.LOG_IN)
    now = clock.now()
    with database.transaction() as session:
        found = _whom(session, mint.vault, said, now)
        if isinstance(found, Person):
            return entering.enter(
                session, mint, caller, found.person_id, shown=linking.SHOWN, device=command.device, now=now
            )
    raise found


def begin_esia_link(
    database: Database, esia: Esia, caller: Caller, command: contract.BeginEsiaLink
) -> contract.EsiaAuthorisation:
    """Raises: ReturnAddressRefused."""
    return authorisations.begin(
        database, esia, command.return_to, purpose=Purpose.LINK, person_id=caller.person
    )


def link_esia(
    database: Database, vault: Vault, esia: Esia, caller: Caller, command: contract.LinkEsia
) -> contract.EsiaLink:
    """Link the caller's account to Госуслуги who know the same person.

    Raises: what `authorisations.finish` raises. EsiaLinkedElsewhere. AccountLinked. OtherPerson.
        AccountExists -- the person has another account, and may link that one. ProfileInsufficient.
    """
    said = authorisations.finish(database, esia, command, purpose=Purpose.LINK, person_id=caller.person)
    now = clock.now()
    with database.transaction() as session:
        found = _linked(session, vault, caller, said, now)
        if isinstance(found, Link):
            return _shown(session, vault, found)
    raise found


def my_esia(database: Database, vault: Vault, caller: Caller, *, is_offered: bool) -> contract.OwnEsia:
    """How the caller's account is linked, if it is."""
    with database.reading() as session:
        link = links.of_person(session, caller.person)
        own = _shown(session, vault, link) if link else None
    return contract.OwnEsia(is_offered=is_offered, link=own)


def unlink_esia(database: Database, caller: Caller) -> Nothing:
    """Let the account stand on its own again. What the registry confirmed stays as it is.

    Raises: NotLinked. OnlyWayIn -- the account has no password; one can be had by resetting it.
    """
    with database.transaction() as session:
        person = people.locked(session, caller.person)
        link = links.read(session, caller.person)
        if not person.has_password:
            raise contract.OnlyWayIn
        links.remove(session, link)
        outbox.add(session, views.unlinked(person.person_id, clock.now()))
    return Nothing()


def _whom(session: Session, vault: Vault, said: Identified, now: datetime) -> Person | ServiceError:
    """Whom Госуслуги know, or why they are not let in."""
    link = linking.hold(session, vault, said)
    if link is not None:
        person = people.locked(session, link.person_id)
        profiles.bring_up_to_date(session, vault, person, link, said, now)
        return person
    holder = linking.holder(session, vault, said)
    if holder is not None:
        return linking.offer(session, vault, holder, said, now)
    today = clock.legal_day(now)
    lacking = said.person.lacking(today, law.in_force(session, now).persons)
    return contract.ProfileInsufficient(lacking) if lacking else _newcomer(session, vault, said, now)


def _newcomer(session: Session, vault: Vault, said: Identified, now: datetime) -> Person:
    """A new account, with phone and address that Госуслуги have verified. Raises: AlreadyRegistered."""
    person = accounts.begin(session, vault, said.person.personal(), NO_PASSWORD, now)
    accounts.activate(session, vault, person, now)
    contacts.keep(session, ContactRecord(person_id=person.person_id, checked_at=now))
    reaching.hold_email(session, vault, person, now)
    linking.make(session, vault, person, said, now)
    return person


def _linked(
    session: Session, vault: Vault, caller: Caller, said: Identified, now: datetime
) -> Link | ServiceError:
    """The link of the caller, or why there is none."""
    link = linking.hold(session, vault, said)
    person = people.locked(session, caller.person)
    if link is not None and link.person_id != person.person_id:
        return contract.EsiaLinkedElsewhere()
    if link is not None:
        profiles.bring_up_to_date(session, vault, person, link, said, now)
        return link
    if links.of_person(session, person.person_id) is not None:
        return contract.AccountLinked()
    return _other(session, vault, person, said, now) or linking.make(session, vault, person, said, now)


def _other(
    session: Session, vault: Vault, person: Person, said: Identified, now: datetime
) -> ServiceError | None:
    """Why whom Госуслуги know is not the person of this account; None when they are."""
    if said.person.is_nameless:
        return contract.ProfileInsufficient(missing="snils")
    contradicting = said.person.contradicting(vault.open_personal(person.person_id, person.sealed))
    if not contradicting:
        return None
    holder = linking.holder(session, vault, said)
    if holder is not None:
        return linking.offer(session, vault, holder, said, now)
    return contract.OtherPerson(dict.fromkeys(contradicting, "identity.differs"))


def _shown(session: Session, vault: Vault, link: Link) -> contract.EsiaLink:
    held = vaulted.open_held(vault, link)
    return views.link(link, held, links.known_organisations(session, held.organisations))
