"""A published nomenclature is the nomenclature: from its day on, and for nothing that began before."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any

import pytest

from contracts.catalogue.dictionaries import ListSpecialities, Speciality, UnknownSpeciality
from contracts.catalogue.editions import ProposeRevision
from contracts.catalogue.registers import ImportRegister, RegisterFormat, RegisterUnreadable
from contracts.catalogue.search import FindActivities, SearchFilters, SpecialityNotSought
from kernel import clock
from kernel.database import Database
from services.catalogue.store.remembered import Remembered
from services.catalogue.usecases import dictionaries, editions, publishing, registers, search
from tests.builders.catalogue import CARDIOLOGY, NOW, THERAPY, a_draft, a_moderator, a_provider
from tests.integration.catalogue.journeys import a_publication
from tests.integration.catalogue.outbox import announced

OID = "1.2.643.5.1.13.13.11.1066"
SINCE = date(2027, 1, 1)
DAY = datetime(2027, 1, 1, 9, 0, tzinfo=UTC)
# Therapy ends on 2027-02-01 and is followed by what the suite has no name for; cardiology is gone.
FILE = "ID;NAME;DATEOUT;SUCCESSOR\n49;ТЕРАПИЯ;01.02.2027;300\n300;Внутренние болезни;;\n"
AS_XML = (
    "<book><entries><entry><ID>49</ID><NAME>Терапия</NAME><DATEOUT>2027-02-01</DATEOUT>"
    "<SUCCESSOR>300</SUCCESSOR></entry><entry><ID>300</ID><NAME>Внутренние болезни</NAME></entry>"
    "</entries></book>"
)
AS_JSON = json.dumps(
    [
        {"ID": 49, "NAME": "Терапия", "DATEOUT": "2027-02-01", "SUCCESSOR": "300"},
        {"ID": 300, "NAME": "Внутренние болезни"},
    ]
)


def published(database: Database, **told: Any) -> None:
    facts: dict[str, Any] = {
        "oid": OID,
        "version": "5.1",
        "title": "Номенклатура специальностей",
        "valid_from": SINCE,
        "format": RegisterFormat.CSV,
        "content": FILE,
    }
    registers.import_register(database, a_moderator(), ImportRegister(**facts | told))


def nomenclature(database: Database, on: date) -> dict[str, Speciality]:
    found = dictionaries.list_specialities(database, ListSpecialities(on=on)).items
    return {speciality.code: speciality for speciality in found}


def drafted(database: Database, speciality: str, starts_at: datetime) -> None:
    draft = a_draft(specialities=(speciality,), starts_at=starts_at)
    publishing.draft_activity(database, a_provider(), draft)


@pytest.mark.parametrize(
    ("form", "content"),
    [(RegisterFormat.CSV, FILE), (RegisterFormat.XML, AS_XML), (RegisterFormat.JSON, AS_JSON)],
    ids=["csv", "xml", "json"],
)
def test_a_published_version_is_the_nomenclature_from_its_day_on(
    database: Database, form: RegisterFormat, content: str
) -> None:
    before = nomenclature(database, SINCE)

    published(database, format=form, content=content)

    assert nomenclature(database, SINCE - timedelta(days=1)).keys() >= {THERAPY, CARDIOLOGY}
    assert set(nomenclature(database, SINCE)) == {THERAPY, "300"}
    assert set(nomenclature(database, date(2027, 2, 1))) == {"300"}
    therapy = nomenclature(database, SINCE)[THERAPY]
    assert (therapy.successor, therapy.name_en) == ("300", before[THERAPY].name_en)


@pytest.mark.parametrize(
    ("speciality", "starts_at", "details"),
    [
        (CARDIOLOGY, DAY, {"rule": "speciality.unknown"}),
        (THERAPY, DAY + timedelta(days=31), {"rule": "speciality.not_in_force", "successor": "300"}),
    ],
    ids=["unknown", "ended"],
)
def test_a_card_goes_by_the_version_of_the_day_on_which_it_starts(
    database: Database, speciality: str, starts_at: datetime, details: dict[str, str]
) -> None:
    published(database)
    drafted(database, speciality, DAY - timedelta(days=1))
    drafted(database, THERAPY, DAY)
    drafted(database, "300", DAY + timedelta(days=31))

    with pytest.raises(UnknownSpeciality) as refused:
        drafted(database, speciality, starts_at)

    assert details.items() <= refused.value.details.items()
    assert refused.value.details["field"] == "specialities"


def test_the_day_of_a_card_begins_at_midnight_in_moscow(database: Database) -> None:
    published(database)
    midnight = datetime(2026, 12, 31, 21, 0, tzinfo=UTC)

    drafted(database, CARDIOLOGY, midnight - timedelta(minutes=1))

    with pytest.raises(UnknownSpeciality):
        drafted(database, CARDIOLOGY, midnight)


def test_what_is_approved_keeps_its_specialities_and_changes_by_the_law_of_its_start(
    database: Database,
) -> None:
    activity = a_publication(database, starts_at=DAY - timedelta(days=1))
    published(database)
    card = a_draft(starts_at=DAY - timedelta(days=1), title="Иначе")

    with clock.freeze(NOW + timedelta(days=1)):
        revision = editions.propose_revision(
            database,
            a_provider(),
            ProposeRevision(activity_id=activity.activity_id, version=activity.version, **vars(card)),
        )

    assert CARDIOLOGY in revision.card.specialities


def test_others_are_told_of_a_version(database: Database) -> None:
    published(database)

    [told] = announced(database, "catalogue.nomenclature.published")

    assert (told["version"], told["valid_from"]) == ("5.1", "2027-01-01")
    assert [entry["code"] for entry in told["entries"]] == ["300", THERAPY]
    assert told["entries"][1]["successor"] == "300"


def test_other_registers_are_none_of_the_nomenclature(database: Database) -> None:
    published(database, oid="1.2.643.5.1.13.13.11.1002")

    assert announced(database, "catalogue.nomenclature.published") == []
    assert CARDIOLOGY in nomenclature(database, SINCE)


def test_no_nomenclature_has_thousands_of_specialities(database: Database) -> None:
    content = "ID,NAME\n" + "".join(f"{number},С {number}\n" for number in range(1001))

    with pytest.raises(RegisterUnreadable):
        published(database, content=content)

    assert CARDIOLOGY in nomenclature(database, SINCE)


def sought(database: Database, remembered: Remembered, **asked: Any) -> dict[str, str]:
    """Why nothing is looked for; empty when it is. Both answers agree."""
    details = []
    for ask in (
        partial(search.find_activities, database, remembered, FindActivities(**asked)),
        partial(search.count_facets, database, remembered, SearchFilters(**asked)),
    ):
        try:
            ask()
        except SpecialityNotSought as refused:
            details.append(dict(refused.details))
        else:
            details.append({})
    assert details[0] == details[1]
    return details[0]


def test_an_unknown_speciality_is_not_looked_for(database: Database) -> None:
    on = clock.today().isoformat()

    assert sought(database, Remembered(), speciality="znaharstvo") == {
        "field": "speciality",
        "rule": "speciality.unknown",
        "speciality": "znaharstvo",
        "on": on,
    }


def test_a_lapsed_speciality_names_its_successor_from_its_day_on(database: Database) -> None:
    published(database)
    remembered = Remembered()
    lapsed = {"rule": "speciality.lapsed", "successor": "300"}

    with clock.freeze(datetime(2027, 1, 31, 20, 59, tzinfo=UTC)):
        assert sought(database, remembered, speciality=THERAPY) == {}
    with clock.freeze(datetime(2027, 1, 31, 21, 0, tzinfo=UTC)):
        assert lapsed.items() <= sought(database, remembered, speciality=THERAPY).items()
        assert sought(database, remembered, speciality="300") == {}


def test_what_begins_later_is_looked_for_by_the_nomenclature_of_then(database: Database) -> None:
    published(database)

    later = sought(database, Remembered(), speciality=THERAPY, starts_after=DAY + timedelta(days=60))

    assert (later["rule"], later["on"]) == ("speciality.lapsed", "2027-03-02")


def test_an_imported_nomenclature_is_minded_though_answers_are_remembered(database: Database) -> None:
    remembered = Remembered()
    with clock.freeze(DAY):
        assert sought(database, remembered, speciality=CARDIOLOGY) == {}

        published(database)

        assert sought(database, remembered, speciality=CARDIOLOGY)["rule"] == "speciality.unknown"
