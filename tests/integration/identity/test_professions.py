"""What people work as: in the words of the nomenclatures, with employers of the register or by name."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from contracts.catalogue.dictionaries import NomenclatureEntry, NomenclaturePublished
from contracts.identity.organisations import OrganisationKind, UnknownOrganisation
from contracts.identity.profession import (
    Category,
    DescribeProfession,
    Engagement,
    Profession,
    StateEmployment,
)
from kernel import clock
from kernel.database import Database
from kernel.identifiers import Oid
from kernel.messages import Caller, Invalid, StaleVersion
from kernel.values import OrganisationId, new_id
from services.identity.usecases.organisations import create_organisation
from services.identity.usecases.professions import (
    describe_profession,
    list_posts,
    my_profession,
    note_nomenclature,
)
from services.identity.vault.sealing import Vault
from tests.builders.identity import NOW, TODAY, an_active_person, an_organisation, announced

BY_NAME = StateEmployment(
    employer="Городская поликлиника № 7",
    oid=Oid("1.2.643.5.1.13.13.12.2.78.8646"),
    post="vrach-terapevt",
    engagement=Engagement.MAIN,
    begun_on=date(2015, 9, 1),
)
THERAPIST = DescribeProfession(
    category=Category.MEDICAL, specialities=("terapiya",), employments=(BY_NAME,), version=0
)


@pytest.fixture
def anna(database: Database, vault: Vault) -> Caller:
    return Caller(process="gateway", person_id=an_active_person(database, vault))


@pytest.fixture
def hospital(database: Database) -> OrganisationId:
    return create_organisation(database, an_organisation(OrganisationKind.EMPLOYER)).organisation_id


def employed(**changed: object) -> DescribeProfession:
    return replace(THERAPIST, employments=(replace(BY_NAME, **changed),))  # type: ignore[arg-type]  # any field


def refused(database: Database, caller: Caller, command: DescribeProfession) -> dict[str, str]:
    with pytest.raises(Invalid) as refusal:
        describe_profession(database, caller, command)
    return refusal.value.details


def test_posts_are_of_both_categories(database: Database) -> None:
    posts = {post.code: post.category for post in list_posts(database).items}

    assert posts["vrach-terapevt"] is Category.MEDICAL
    assert posts["provizor"] is Category.PHARMACEUTICAL


def test_who_has_stated_nothing_works_as_nothing(database: Database, anna: Caller) -> None:
    assert my_profession(database, anna) == Profession(
        category=None, specialities=(), employments=(), described_at=None, version=0
    )


def test_a_profession_is_kept_as_stated(database: Database, anna: Caller) -> None:
    stated = describe_profession(database, anna, THERAPIST)

    assert (stated.version, stated.described_at, stated.specialities) == (1, NOW, ("terapiya",))
    assert stated.employments[0].employer == "Городская поликлиника № 7"
    assert my_profession(database, anna) == stated


def test_an_employer_of_the_register_is_called_by_its_name_there(
    database: Database, anna: Caller, hospital: OrganisationId
) -> None:
    stated = describe_profession(database, anna, employed(organisation_id=hospital, employer=None, oid=None))

    assert stated.employments[0].employer == "Учебный центр"
    assert announced(database, "identity.profession.described")[0]["employers"] == [str(hospital)]


def test_a_profession_is_announced_by_codes_alone(database: Database, anna: Caller) -> None:
    ended = replace(BY_NAME, post="vrach-khirurg", ended_on=TODAY - timedelta(days=1))

    describe_profession(database, anna, replace(THERAPIST, employments=(BY_NAME, ended)))

    assert announced(database, "identity.profession.described") == [
        {
            "person_id": str(anna.person_id),
            "category": "medical",
            "specialities": ["terapiya"],
            "posts": ["vrach-terapevt"],
            "employers": [],
        }
    ]


def test_a_later_statement_takes_the_place_of_the_first(database: Database, anna: Caller) -> None:
    describe_profession(database, anna, THERAPIST)

    again = describe_profession(database, anna, replace(employed(post="vrach-khirurg"), version=1))

    assert my_profession(database, anna) == again
    assert (again.version, [each.post for each in again.employments]) == (2, ["vrach-khirurg"])


def test_what_was_read_before_somebody_else_wrote_is_not_written_over(
    database: Database, anna: Caller
) -> None:
    describe_profession(database, anna, THERAPIST)

    with pytest.raises(StaleVersion) as refusal:
        describe_profession(database, anna, THERAPIST)

    assert refusal.value.details == {"version": "1"}


@pytest.mark.parametrize(
    ("changed", "rule"),
    [
        ({"post": "volshebnik"}, {"employments.0.post": "post.unknown"}),
        ({"post": "provizor"}, {"employments.0.post": "post.category"}),
        ({"employer": None}, {"employments.0.employer": "employer.one"}),
        ({"begun_on": TODAY + timedelta(days=1)}, {"employments.0.begun_on": "date.future"}),
        ({"ended_on": date(2015, 8, 31)}, {"employments.0.ended_on": "period.order"}),
    ],
    ids=str,
)
def test_an_employment_that_cannot_be_so_is_named_with_its_rule(
    database: Database, anna: Caller, changed: dict[str, object], rule: dict[str, str]
) -> None:
    assert refused(database, anna, employed(**changed)) == rule


def test_there_is_one_main_place_of_work(database: Database, anna: Caller) -> None:
    before = replace(BY_NAME, ended_on=date(2020, 1, 1))
    beside = replace(BY_NAME, engagement=Engagement.EXTERNAL)

    describe_profession(database, anna, replace(THERAPIST, employments=(BY_NAME, before, beside)))

    twice = replace(THERAPIST, employments=(BY_NAME, BY_NAME), version=1)
    assert refused(database, anna, twice) == {"employments.1.engagement": "employment.main"}


def test_specialities_are_those_in_force_each_once(database: Database, anna: Caller) -> None:
    """«Стоматология общей практики» ended with order 700н."""
    codes = ("terapiya", "stomatologiya-obshchey-praktiki", "terapiya")

    assert refused(database, anna, replace(THERAPIST, specialities=codes)) == {
        "specialities.1": "speciality.unknown",
        "specialities.2": "specialities.repeated",
    }


def test_an_employer_is_of_the_register_and_an_employer(database: Database, anna: Caller) -> None:
    school = create_organisation(database, an_organisation(OrganisationKind.PROVIDER)).organisation_id
    of_register = employed(organisation_id=school, employer=None, oid=None)
    nowhere = employed(organisation_id=OrganisationId(new_id()), employer=None, oid=None)

    assert refused(database, anna, of_register) == {"employments.0.organisation_id": "organisation.kind"}
    with pytest.raises(UnknownOrganisation):
        describe_profession(database, anna, nowhere)


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


def test_specialities_are_those_of_the_version_that_the_catalogue_has_announced(
    database: Database, anna: Caller
) -> None:
    today, yesterday = clock.today(), clock.today() - timedelta(days=1)
    later = a_nomenclature("3", today + timedelta(days=1), an_entry("terapiya"))
    now = a_nomenclature("2", today, an_entry("300"), an_entry("terapiya", valid_before=today))
    before = a_nomenclature("1", yesterday, an_entry("terapiya"))

    for event in (later, now, now, before):
        note_nomenclature(database, event)

    assert refused(database, anna, THERAPIST) == {"specialities.0": "speciality.unknown"}
    described = describe_profession(database, anna, replace(THERAPIST, specialities=("300",)))
    assert described.specialities == ("300",)
