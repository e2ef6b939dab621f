"""Consents: to whom a person lets the suite hand on which of their data."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from contracts.identity import consents as contract
from kernel import clock, cursors, outbox
from kernel.database import Database, Session
from kernel.messages import Caller
from kernel.values import PersonId, new_id
from services.identity.domain.consents import Consent, check_last_day, check_text
from services.identity.store import consents as store
from services.identity.store import organisations, people
from services.identity.vault.sealing import Vault
from services.identity.views import consents as views

AT_ONCE = 200


def list_consent_texts(database: Database) -> contract.ConsentTextList:
    """The texts in force today."""
    with database.reading() as session:
        texts = store.texts_on(session, clock.today())
    return contract.ConsentTextList(items=tuple(views.text(text) for text in texts))


def my_consents(database: Database, caller: Caller, query: contract.ListConsents) -> contract.ConsentPage:
    """The caller's consents, newest first. Raises: Invalid -- the cursor is not one of this list."""
    before = cursors.read(query.cursor, UUID)[0] if query.cursor else None
    with database.reading() as session:
        rows = store.page(session, caller.person, before, query.limit + 1)
        names = store.names(session, (row.recipient_id for row in rows))
    return views.page(rows, names, query.limit)


def give_consent(database: Database, caller: Caller, command: contract.GiveConsent) -> contract.Consent:
    """Agree to a text; one that stood for the same purpose and recipient is withdrawn.

    Raises: UnknownOrganisation. ConsentTextOutdated.
        Invalid -- there is no text for this purpose, or the last day has passed.
    """
    check_last_day(command.valid_until, clock.today())
    with database.transaction() as session:
        recipient = organisations.read(session, command.recipient_id)
        texts = {text.purpose: text for text in store.texts_on(session, clock.today())}
        check_text(texts.get(command.purpose), command.text_version)
        stood = store.standing(session, caller.person, command.purpose, command.recipient_id)
        said_already = stood is not None and stood.says(command)
        given = stood if stood and said_already else _give(session, caller.person, command, instead_of=stood)
    return views.consent(given, {recipient.organisation_id: recipient.name})


def withdraw_consent(
    database: Database, caller: Caller, command: contract.WithdrawConsent
) -> contract.Consent:
    """Take a consent back; again, it changes nothing. Raises: UnknownConsent."""
    with database.transaction() as session:
        consent = store.locked(session, caller.person, command.consent_id)
        withdraw(session, consent, clock.now())
        names = store.names(session, [consent.recipient_id])
    return views.consent(consent, names)


def read_consent_receipt(
    database: Database, vault: Vault, caller: Caller, query: contract.ReadConsentReceipt
) -> contract.ConsentReceipt:
    """All that was agreed, for the person to keep. Raises: UnknownConsent."""
    with database.reading() as session:
        consent = store.read(session, caller.person, query.consent_id)
        told = store.text(session, consent.purpose, consent.text_version)
        names = store.names(session, [consent.recipient_id])
        person = people.read(session, consent.person_id)
    personal = vault.open_personal(person.person_id, person.sealed)
    return views.receipt(consent, names, told, personal, clock.now())


def end_consents(database: Database) -> int:
    """Withdraw the consents whose last day has passed, and announce it. Gives how many there were."""
    now = clock.now()
    with database.transaction() as session:
        over = store.over_on(session, clock.legal_day(now), AT_ONCE)
        for consent in over:
            withdraw(session, consent, now)
    return len(over)


def _give(
    session: Session, person_id: PersonId, command: contract.GiveConsent, *, instead_of: Consent | None
) -> Consent:
    now = clock.now()
    if instead_of:
        withdraw(session, instead_of, now)
    given = Consent(
        consent_id=new_id(),
        person_id=person_id,
        purpose=command.purpose,
        recipient_id=command.recipient_id,
        level=command.level,
        text_version=command.text_version,
        granted_at=now,
        valid_until=command.valid_until,
    )
    store.add(session, given)
    outbox.add(session, views.given(given))
    return given


def withdraw(session: Session, consent: Consent, now: datetime) -> None:
    """End a consent that stands, and announce it."""
    if consent.withdraw(now):
        store.settle(session)
        outbox.add(session, views.withdrawn(consent, now))
