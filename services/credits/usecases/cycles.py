"""Opening cycles, completing their documents, and the decrees that put off their end."""

from __future__ import annotations

from contracts.credits import cycles as contract
from contracts.credits import decrees as decree_contract
from contracts.credits import lifecycle as life_contract
from kernel import clock, journal, outbox
from kernel.database import Database
from kernel.messages import Caller
from services.credits import views
from services.credits.domain.cycle import Basis, Extension, begin
from services.credits.store import cycles, law, lifecycle
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
        posting.post_waiting(session, cycle)
    return views.cycle(cycle, basis, today)


def reconcile_basis(
    database: Database, vault: Vault, caller: Caller, command: life_contract.ReconcileBasis
) -> contract.Cycle:
    """Give the number of a basis document that had none when its cycle began.

    Raises: UnknownCycle, BasisKnown, CycleUnsound.
    """
    with database.transaction() as session:
        cycles.lock_person(session, caller.person)
        cycle = cycles.find(session, command.cycle_id)
        if cycle is None or cycle.person_id != caller.person:
            raise contract.UnknownCycle(cycle_id=command.cycle_id)
        known = vault.open(cycle, lifecycle.basis_of(session, cycle))
        basis = known.reconciled(command.basis_series, command.basis_number)
        lifecycle.reconcile(session, cycle, vault.seal(cycle, basis), clock.now())
        journal.record(session, "credits.basis.reconciled", str(cycle.cycle_id))
    return views.cycle(cycle, basis, clock.today())


def enter_decree(
    database: Database, caller: Caller, command: decree_contract.EnterDecree
) -> decree_contract.Decree:
    """Enter a legal act that puts off the end of cycles; they are worked through soon after.

    Raises: DecreeUnsound, DecreeKnown.
    """
    decree = Extension(**vars(command), entered_by=caller.person, entered_at=clock.now())
    decree.require_sound()
    with database.transaction() as session:
        if not law.add_extension(session, decree):
            raise decree_contract.DecreeKnown(code=decree.code)
        journal.record(session, "credits.decree.entered", decree.code)
    return views.decree(decree, 0)


def list_decrees(database: Database) -> decree_contract.DecreeList:
    """Every decree, the newest expiry first."""
    with database.reading() as session:
        counts = law.extended_by_decree(session)
        decrees = sorted(law.extensions(session), key=lambda decree: decree.expires_from, reverse=True)
    return decree_contract.DecreeList(
        items=tuple(views.decree(decree, counts.get(decree.code, 0)) for decree in decrees)
    )


def _basis(command: contract.OpenCycle) -> Basis:
    return Basis.typed(
        command.basis, command.basis_series, command.basis_number, issued_on=command.basis_issued_on
    )
