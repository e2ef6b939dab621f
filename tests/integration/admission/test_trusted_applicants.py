"""Where an operator asks for it, only those file whom Госуслуги confirm; by default everybody does."""

from __future__ import annotations

from datetime import timedelta

import pytest

from contracts.admission.applications import PersonNotConfirmed, SubmitApplication
from contracts.identity.accounts import Register, Trust
from kernel import clock
from kernel.messages import Caller
from services.admission.usecases import applications
from services.identity.domain.registry import Identified, RegistryPerson
from services.identity.store import people
from services.identity.usecases import linking
from tests.builders.identity import a_registration, a_vault, registered
from tests.builders.peers import Identity


@pytest.fixture
def database(opened):
    return opened("admission")


@pytest.fixture
def identity(opened) -> Identity:
    return Identity(opened("identity"), a_vault())


def an_applicant(identity: Identity) -> tuple[Caller, SubmitApplication]:
    """Somebody with an account made by hand, and their application."""
    form: Register = a_registration()
    person_id = registered(identity.database, identity.vault, form).person_id
    typed = {name: getattr(form, name) for name in ("surname", "name", "patronymic", "snils", "inn")}
    starts_on = clock.today() + timedelta(days=30)
    command = SubmitApplication(
        kind="periodic", speciality="terapiya", place="Москва", starts_on=starts_on, **typed
    )
    return Caller(process="gateway", person_id=person_id), command


def link(identity: Identity, caller: Caller, trust: Trust) -> None:
    said = Identified(person=RegistryPerson(oid=str(caller.person), trust=trust), refresh_token=None)
    with identity.database.transaction() as session:
        person = people.locked(session, caller.person)
        linking.make(session, identity.vault, person, said, clock.now())


def test_by_default_whoever_has_an_account_files(database, identity):
    assert applications.submit_application(database, identity, *an_applicant(identity)).number


@pytest.mark.parametrize("trust", [None, Trust.UNCONFIRMED, Trust.CHILD])
def test_who_is_not_confirmed_does_not_file_where_that_is_asked_for(database, identity, trust):
    caller, command = an_applicant(identity)
    if trust:
        link(identity, caller, trust)

    with pytest.raises(PersonNotConfirmed):
        applications.submit_application(database, identity, caller, command, least_trust=Trust.CONFIRMED)


def test_who_is_confirmed_does(database, identity):
    caller, command = an_applicant(identity)
    link(identity, caller, Trust.CONFIRMED)

    filed = applications.submit_application(database, identity, caller, command, least_trust=Trust.CONFIRMED)

    assert filed.number
