"""Filing an application: who one is, what one asks for, and the number one gets."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta

import pytest

from contracts.admission import applications as contract
from contracts.admission.applications import ApplicationState, CheckName, CheckVerdict
from contracts.catalogue.dictionaries import NomenclatureEntry, NomenclaturePublished
from kernel import clock
from kernel.messages import Caller
from kernel.values import Role
from services.admission.usecases import applications
from tests.builders.announced import facts
from tests.builders.identity import a_registration, a_vault, registered
from tests.builders.peers import Identity


@pytest.fixture
def database(opened):
    return opened("admission")


@pytest.fixture
def identity(opened) -> Identity:
    return Identity(opened("identity"), a_vault())


@pytest.fixture
def applicant(identity):
    """The caller, and the application that is right for this person."""
    command = a_registration()
    person = registered(identity.database, identity.vault, command).person_id
    caller = Caller(process="gateway", person_id=person, roles=frozenset({Role.SPECIALIST}))
    return caller, contract.SubmitApplication(
        kind="periodic",
        speciality="terapiya",
        surname=command.surname,
        name=command.name,
        patronymic=command.patronymic,
        snils=command.snils,
        inn=command.inn,
        place="Москва",
        starts_on=clock.today() + timedelta(days=30),
    )


def test_it_gets_a_number_and_waits_for_the_checks(database, identity, applicant):
    application = applications.submit_application(database, identity, *applicant)

    assert application.number.startswith(f"НМО-{clock.today().year}-0000001-")
    assert application.state is ApplicationState.CHECKING
    verdicts = {check.name: check.verdict for check in application.checks}
    assert verdicts[CheckName.IDENTITY] is CheckVerdict.PASSED
    assert verdicts[CheckName.HOURS] is CheckVerdict.UNKNOWN


def test_the_event_tells_nothing_of_the_person_but_the_identifier(database, identity, applicant):
    applications.submit_application(database, identity, *applicant)

    [fact] = facts(database, "admission.application.submitted")
    assert set(fact) == {"application_id", "number", "person_id", "kind", "speciality", "submitted_on"}


@pytest.mark.parametrize(("field", "value"), [("surname", "Иная"), ("patronymic", None), ("name", "Алена")])
def test_each_field_is_compared_with_the_account_but_for_case_and_yo(
    database, identity, applicant, field, value
):
    caller, command = applicant
    other = replace(command, **{field: value})

    if field == "name":
        assert applications.submit_application(database, identity, caller, other)
        return
    with pytest.raises(contract.IdentityDiffers) as refused:
        applications.submit_application(database, identity, caller, other)
    assert refused.value.details == {field: "identity.differs"}


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"kind": "friendly"}, contract.UnknownAdmissionKind),
        ({"speciality": "astrology"}, contract.ApplicationUnsound),
        ({"starts_on": clock.today() - timedelta(days=2)}, contract.ApplicationUnsound),
    ],
)
def test_what_the_law_does_not_know_is_refused_and_takes_no_number(
    database, identity, applicant, changes, error
):
    caller, command = applicant

    with pytest.raises(error):
        applications.submit_application(database, identity, caller, replace(command, **changes))

    assert applications.submit_application(database, identity, caller, command).number[9:16] == "0000001"


def test_of_many_at_once_one_is_filed(database, identity, applicant):
    def submit(_):
        try:
            return applications.submit_application(database, identity, *applicant)
        except contract.AlreadyApplied:
            return None

    with ThreadPoolExecutor(8) as pool:
        filed = [application for application in pool.map(submit, range(8)) if application]

    assert len(filed) == 1
    assert len(facts(database, "admission.application.submitted")) == 1


def test_after_a_withdrawal_one_may_apply_again(database, identity, applicant):
    caller, _ = applicant
    first = applications.submit_application(database, identity, *applicant)
    applications.withdraw_application(
        database,
        caller,
        contract.WithdrawApplication(application_id=first.application_id, version=first.version),
    )

    second = applications.submit_application(database, identity, *applicant)

    assert second.number[9:16] == "0000002"


def a_nomenclature(version: str, since: date, *entries: NomenclatureEntry) -> NomenclaturePublished:
    return NomenclaturePublished(
        occurred_at=clock.now(),
        oid="1.2.643.5.1.13.13.11.1066",
        version=version,
        valid_from=since,
        entries=entries,
    )


def an_entry(code: str, valid_before: date | None = None) -> NomenclatureEntry:
    return NomenclatureEntry(code=code, valid_from=None, valid_before=valid_before, successor=None)


def test_one_applies_for_what_the_announced_nomenclature_holds_today(database, identity, applicant):
    caller, command = applicant
    today = clock.today()
    later = a_nomenclature("2", today + timedelta(days=1), an_entry("terapiya"))
    now = a_nomenclature("1", today, an_entry("300"), an_entry("terapiya", valid_before=today))

    for event in (later, now, now):
        applications.note_nomenclature(database, event)

    with pytest.raises(contract.ApplicationUnsound) as refused:
        applications.submit_application(database, identity, caller, command)
    assert refused.value.details == {"speciality": "speciality.unknown"}
    wanted = replace(command, speciality="300")
    assert applications.submit_application(database, identity, caller, wanted).speciality == "300"
