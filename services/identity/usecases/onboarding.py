"""What people have still to do until they can use everything."""

from __future__ import annotations

from collections.abc import Iterable

from contracts.identity import modules as contract
from contracts.identity.accounts import PersonState
from kernel import clock
from kernel.database import Database, Session
from kernel.messages import Caller
from services.identity.domain.modules import Activation, Progress
from services.identity.store import factors, links, modules, passports, people, professions
from services.identity.usecases.factors import is_mandatory
from services.identity.views import modules as views


def my_onboarding(database: Database, caller: Caller) -> contract.Onboarding:
    """What the caller has done, and what comes next. Raises: UnknownPerson."""
    with database.reading() as session:
        person = people.read(session, caller.person)
        lasting = modules.lasting(session, person.person_id)
        progress = Progress(
            has_phone=person.state is not PersonState.NEW,
            has_email=person.is_email_proved,
            has_module=bool(lasting),
            has_read_terms=_are_current(session, lasting),
            has_profession=professions.of_person(session, person.person_id).version > 0,
            has_passport=passports.of_person(session, person.person_id) is not None,
            has_link=links.of_person(session, person.person_id) is not None,
            has_factor=bool(factors.methods_of(session, person.person_id)),
            demands_factor=is_mandatory(session, person.person_id),
        )
    return views.onboarding(progress)


def _are_current(session: Session, lasting: Iterable[Activation]) -> bool:
    """Whether the terms accepted are those in force."""
    in_force = modules.terms_on(session, clock.today())
    return all(
        each.module not in in_force or in_force[each.module].version == each.terms_version for each in lasting
    )
