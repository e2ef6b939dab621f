"""Confirmation acts: drawn up when credits are posted, revoked when they are reversed."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from pathlib import Path

from contracts.catalogue.activities import ActivityKind
from contracts.credits.ledger import EntryPosted, EntryReversed
from contracts.identity.accounts import NamePerson, PersonName, name_person
from contracts.portfolio import confirmations as contract
from contracts.portfolio.documents import Download
from kernel import clock, cursors, numbers, outbox, paper
from kernel.database import Database
from kernel.files import Files
from kernel.messages import Caller
from kernel.rpc import Rpc
from services.portfolio import store, views
from services.portfolio.domain.confirmation import Confirmation

TEMPLATE = Path(__file__).parent.parent / "paper" / "confirmation.typ"
KINDS = {
    ActivityKind.PROGRAMME: "Программа повышения квалификации",
    ActivityKind.EVENT: "Образовательное мероприятие",
    ActivityKind.MODULE: "Интерактивный образовательный модуль",
    ActivityKind.SIMULATION: "Симуляционный тренинг",
}
DOWNLOAD_WINDOW = timedelta(minutes=5)


def confirm_entry(database: Database, rpc: Rpc, files: Files, public_url: str, event: EntryPosted) -> None:
    """Draw up and store the act of a posted entry. Repeats, and restarts in the middle, are harmless:
    the number is given once, the bytes are written to one place, the act is issued once.

    What goes on from an entry of a merged account has its act already: that one speaks of it, unchanged.
    """
    if event.carried_from is not None:
        with database.transaction() as session:
            store.carry_entry(session, event.entry_id, event.carried_from)
        return
    confirmation = _entered(database, event)
    if confirmation.state is not contract.ConfirmationState.PENDING:
        return
    person = rpc.call(name_person, NamePerson(person_id=event.person_id))
    content = _content(event, confirmation, person, public_url)
    pdf = paper.render(TEMPLATE, content, at=event.occurred_at)
    files.put(confirmation.key, pdf, "application/pdf")
    _issue(database, confirmation, hashlib.sha256(pdf).hexdigest())


def _entered(database: Database, event: EntryPosted) -> Confirmation:
    with database.transaction() as session:
        return store.enter_confirmation(
            session,
            Confirmation(
                number=numbers.unguessable("CA", event.completed_on.year),
                entry_id=event.entry_id,
                person_id=event.person_id,
                activity_id=event.activity_id,
                activity_number=event.activity_number,
                title=event.title,
                credits=event.credits,
                completed_on=event.completed_on,
            ),
        )


def _issue(database: Database, drawn_up: Confirmation, sha256: str) -> None:
    now = clock.now()
    with database.transaction() as session:
        confirmation = store.lock_confirmation(session, drawn_up.entry_id)
        if confirmation.issue(sha256, now):
            outbox.add(session, views.issued(confirmation, sha256, now))


def _content(
    event: EntryPosted, confirmation: Confirmation, person: PersonName, public_url: str
) -> dict[str, object]:
    """What the template says; numbers and dates as people read them."""
    names = (person.surname, person.name, person.patronymic)
    return {
        "number": confirmation.number,
        "person": " ".join(name for name in names if name),
        "snils": person.snils_masked,
        "title": confirmation.title,
        "kind": KINDS[event.kind],
        "speciality": event.speciality,
        "entry_id": str(event.entry_id),
        "activity_number": confirmation.activity_number,
        "issued_on": f"{clock.legal_day(event.occurred_at):%d.%m.%Y}",
        "credits": str(confirmation.credits).replace(".", ","),
        "completed_on": f"{confirmation.completed_on:%d.%m.%Y}",
        "verify_at": f"{public_url}/v1/public/confirmations/{confirmation.number}",
    }


def revoke_confirmation(database: Database, event: EntryReversed) -> None:
    """Revoke the act of a reversed entry, unless another entry goes on from it. Repeats are ignored."""
    if event.carried_to is not None:
        return
    now = clock.now()
    with database.transaction() as session:
        confirmation = store.lock_confirmation(session, store.first_entry(session, event.entry_id))
        if confirmation.revoke():
            outbox.add(session, views.revoked(confirmation, now))


def my_confirmations(
    database: Database, caller: Caller, query: contract.ListConfirmations
) -> contract.ConfirmationPage:
    """The caller's confirmations, newest first, those being drawn up included."""
    before = cursors.identifier(query.cursor)
    with database.reading() as session:
        rows = store.page_of_confirmations(session, caller.person, before, query.limit + 1)
    return views.confirmation_page(rows, query.limit)


def download_confirmation(
    database: Database, files: Files, caller: Caller, query: contract.ReadConfirmation
) -> Download:
    """A short-lived link to the act.

    Raises: UnknownConfirmation, ConfirmationPending.
    """
    with database.reading() as session:
        act = store.confirmation_of(session, caller.person, query.confirmation_id)
    if act is None:
        raise contract.UnknownConfirmation(confirmation_id=query.confirmation_id)
    if act.issued_at is None:
        raise contract.ConfirmationPending(confirmation_id=query.confirmation_id)
    filename = f"{act.number}.pdf"
    return Download(
        url=files.download_url(act.key, filename, "application/pdf", DOWNLOAD_WINDOW),
        filename=filename,
        media_type="application/pdf",
        expires_at=clock.now() + DOWNLOAD_WINDOW,
    )


def verify_confirmation(database: Database, query: contract.VerifyConfirmation) -> contract.ConfirmationProof:
    """Raises: UnknownConfirmation."""
    with database.reading() as session:
        act = store.confirmation_by_number(session, numbers.as_typed(query.number))
    if act is None:
        raise contract.UnknownConfirmation(number=query.number)
    return views.proof(act)
