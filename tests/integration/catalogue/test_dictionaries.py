"""The dated lists that everything else refers to."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa

from contracts.catalogue.dictionaries import ListSpecialities, Speciality
from deploy.embedded.databases import Database as Addresses
from kernel.database import Database
from services.catalogue import reference
from services.catalogue.usecases import dictionaries
from tests.builders.catalogue import SEXOLOGY, THERAPY, TODAY

DATA = Path(__file__).parents[3] / "data"


def nomenclature(database: Database, on: date | None = None) -> dict[str, Speciality]:
    items = dictionaries.list_specialities(database, ListSpecialities(on=on)).items
    return {speciality.code: speciality for speciality in items}


def test_the_nomenclature_of_today_is_the_default(database: Database) -> None:
    answer = dictionaries.list_specialities(database, ListSpecialities())

    assert answer.on == TODAY
    assert THERAPY in {speciality.code for speciality in answer.items}


# Source: order 435н of 2026-05-14.
@pytest.mark.parametrize(
    ("code", "last_day", "first_day_without"),
    [
        (SEXOLOGY, date(2027, 2, 28), date(2027, 3, 1)),
        ("bakteriologiya", date(2028, 8, 31), date(2028, 9, 1)),
        ("stomatologiya-obshchey-praktiki", date(2026, 8, 31), date(2026, 9, 1)),
    ],
)
def test_a_speciality_leaves_the_nomenclature_on_its_day(
    database: Database, code: str, last_day: date, first_day_without: date
) -> None:
    assert code in nomenclature(database, last_day)
    assert code not in nomenclature(database, first_day_without)


def test_a_speciality_enters_the_nomenclature_on_its_day(database: Database) -> None:
    entering = set(nomenclature(database, date(2026, 9, 1))) - set(nomenclature(database, date(2026, 8, 31)))

    assert len(entering) == 14


def test_specialities_come_by_name(database: Database) -> None:
    names = [speciality.name for speciality in nomenclature(database).values()]

    assert names == sorted(names)


def test_loading_the_dictionaries_again_changes_nothing(database: Database, addresses: Addresses) -> None:
    before = nomenclature(database)
    owner = sa.create_engine(sa.make_url(addresses.owner_url).set(drivername="postgresql+psycopg"))

    with owner.begin() as connection:
        reference.load(connection, DATA)

    owner.dispose()
    assert nomenclature(database) == before
