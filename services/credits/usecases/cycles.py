"""Opening cycles, and putting off their end by decree."""

from __future__ import annotations

from contracts.credits import cycles as contract
from kernel import clock, outbox
from kernel.database import Database, Session
from kernel.messages import Caller
from services.credits import views
from services.credits.domain.cycle import Basis, Cycle, begin
from services.credits.store import cycles, law, quarantine
from services.credits.usecases import posting
from services.credits.vault import Vault


def open_cycle(
    database: Database, vault: Vault, caller: Caller, command: contract.OpenCycle
) -> contract.Cycle:
    """Begin a cycle, announce it, and post what has waited for it.

    Raises: CycleOverlaps, CycleUnsound, PolicyMissing.
    """
    today, basis = clock.today(), _basis(command)
    with database.transaction() as session:
        cycles.lock_person(session, caller.person)
        policies, decrees = law.policies(session), law.extensions(session)
        cycle = begin(
            caller.person, command.speciality, basis, policies, decrees, at=clock.now(), today=today
        )
        cycle.basis_sealed = vault.seal(cycle, basis)
        if cycles.overlaps(session, cycle):
            raise contract.CycleOverlaps(speciality=cycle.speciality, starts_on=cycle.starts_on)
        cycles.add(session, cycle)
        outbox.add(session, views.opened(cycle))
        _post_waiting(session, cycle)
    return views.cycle(cycle, basis, today)


def apply_decrees(session: Session) -> None:
    """Put off the end of every cycle that a decree fits, announce it, and post what has waited for it.

    A cycle that another follows within the time given keeps its end.
    """
    for decree in sorted(law.extensions(session), key=lambda decree: decree.expires_from):
        for cycle in cycles.cycles_expiring(session, decree.expires_from, decree.expires_to):
            cycles.lock_person(session, cycle.person_id)
            is_followed = cycles.is_followed(session, cycle, until=decree.extended_to)
            if not is_followed and cycle.extend([decree], clock.now()):
                outbox.add(session, views.extended(cycle))
                _post_waiting(session, cycle)


def _post_waiting(session: Session, cycle: Cycle) -> None:
    session.flush()  # the claims look for their cycle in the database
    for claim in quarantine.waiting_for(session, cycle):
        if posting.post_or_quarantine(session, claim):
            quarantine.settle(session, claim.claim_id, clock.now())


def _basis(command: contract.OpenCycle) -> Basis:
    return Basis.typed(
        command.basis, command.basis_series, command.basis_number, issued_on=command.basis_issued_on
    )
