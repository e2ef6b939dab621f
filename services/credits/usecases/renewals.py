"""An admission renews: it begins the next cycle, and the one that runs gives way."""

from __future__ import annotations

from contracts.admission.decisions import AdmissionGranted
from kernel import clock, inbox, journal, outbox
from kernel.database import Database, Session
from services.credits import views
from services.credits.domain.cycle import Cycle
from services.credits.domain.succession import Granted, claimed_again, give_way
from services.credits.store import cycles, ledger
from services.credits.usecases import posting
from services.credits.vault import Vault

MOVED = "Перенос: мероприятие завершено в следующем цикле"


def renew(database: Database, vault: Vault, event: AdmissionGranted) -> None:
    """Begin the cycle of an admission; where a cycle begins in its time already, that one stays."""
    granted = _granted(event)
    with database.transaction() as session:
        cycles.lock_person(session, granted.person_id)
        if not inbox.first_time(session, event, "renew_cycle"):
            return
        if cycles.begins_within(session, granted):
            journal.record(session, "credits.renewal.foregone", str(granted.application_id))
            return
        following = granted.cycle(clock.now())
        following.basis_sealed = vault.seal(following, granted.basis)
        _begin(session, following, cycles.run_into(session, granted))


def _begin(session: Session, following: Cycle, running: Cycle | None) -> None:
    """running: the last cycle before; its entries of days that are no longer its own move on."""
    if running is None:
        cycles.add(session, following)
    else:
        renewal = give_way(running, following, clock.now())
        cycles.succeed(session, renewal)
        outbox.add(session, views.renewed(renewal))
    outbox.add(session, views.opened(following))
    if running is not None:
        _move_entries(session, running, following)
    posting.post_waiting(session, following)


def _move_entries(session: Session, running: Cycle, following: Cycle) -> None:
    """All are taken back before the first is posted again, or the cap of a day would count them twice."""
    entries = ledger.counting_since(session, running.cycle_id, following.starts_on)
    for entry in entries:
        posting.take_back(session, entry, actor=None, reason=MOVED)
    for entry in entries:
        posting.post_or_quarantine(session, claimed_again(entry, following.speciality), reason=MOVED)


def _granted(event: AdmissionGranted) -> Granted:
    return Granted(
        application_id=event.application_id,
        person_id=event.person_id,
        speciality=event.speciality,
        act_number=event.act_number,
        valid_from=event.valid_from,
        valid_before=event.valid_before,
    )
