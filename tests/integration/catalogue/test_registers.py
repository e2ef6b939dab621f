"""Taking over published registers, and asking them for the day of an event."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from contracts.catalogue.registers import (
    CheckCode,
    CodeVerdict,
    EntryVerdict,
    ImportRegister,
    ListRegisters,
    ReadRegister,
    RegisterFormat,
    RegisterImport,
    RegisterVersionKnown,
    UnknownRegister,
)
from kernel.database import Database
from services.catalogue.usecases import registers
from tests.builders.catalogue import a_moderator
from tests.integration.catalogue.journeys import at_once

OID = "1.2.643.5.1.13.13.11.1066"
OLD = "ID,NAME,DATE_END,SUCCESSOR\n1,Терапия,,\n2,Семейная медицина,2026-09-01,1\n"
NEW = "ID,NAME\n1,Терапия\n3,Общая врачебная практика\n"


def taken(database: Database, **told: Any) -> RegisterImport:
    facts: dict[str, Any] = {
        "oid": OID,
        "version": "1.0",
        "title": "Специальности",
        "valid_from": date(2020, 1, 1),
        "format": RegisterFormat.CSV,
        "content": OLD,
    }
    return registers.import_register(database, a_moderator(), ImportRegister(**facts | told))


def checked(database: Database, code: str, on: date) -> CodeVerdict:
    return registers.check_code(database, CheckCode(oid=OID, code=code, on=on))


def test_a_code_is_judged_by_the_version_in_force_on_the_day_of_its_event(database: Database) -> None:
    taken(database)
    taken(database, version="2.0", valid_from=date(2026, 10, 1), content=NEW)

    old, ended, gone, new = (
        checked(database, "2", date(2026, 8, 31)),
        checked(database, "2", date(2026, 9, 1)),
        checked(database, "2", date(2026, 10, 1)),
        checked(database, "3", date(2026, 10, 1)),
    )

    assert [each.is_in_force for each in (old, ended, gone, new)] == [True, False, False, True]
    assert [each.version for each in (old, ended, gone, new)] == ["1.0", "1.0", "2.0", "2.0"]
    assert ended.entry is not None
    assert (ended.entry.successor, gone.entry) == ("1", None)


def test_before_the_first_version_there_is_no_register(database: Database) -> None:
    taken(database)

    with pytest.raises(UnknownRegister):
        checked(database, "1", date(2019, 12, 31))


def test_nothing_of_a_bad_file_is_taken_and_every_bad_row_is_named(database: Database) -> None:
    answer = taken(database, content="ID,NAME\n1,Терапия\n,Хирургия\n1,Терапия\n")

    assert (answer.is_taken, answer.rows) == (False, 3)
    assert [(each.row, each.verdict) for each in answer.refused] == [
        (2, EntryVerdict.NO_CODE),
        (3, EntryVerdict.REPEATED),
    ]
    assert registers.list_registers(database, ListRegisters()).items == ()


def test_the_same_file_once_more_changes_nothing_and_another_is_refused(database: Database) -> None:
    answers = at_once([lambda: taken(database) for _ in range(5)])

    assert all(isinstance(each, RegisterImport) and each.is_taken for each in answers)
    with pytest.raises(RegisterVersionKnown):
        taken(database, content=NEW)
    with pytest.raises(RegisterVersionKnown):
        taken(database, version="1.1")


def test_versions_and_entries_come_page_by_page(database: Database) -> None:
    taken(database)
    taken(database, version="2.0", valid_from=date(2026, 10, 1), content=NEW)
    taken(database, oid="1.2.3")

    first = registers.list_registers(database, ListRegisters(limit=2))
    second = registers.list_registers(database, ListRegisters(limit=2, cursor=first.next_cursor))
    page = registers.read_register(database, ReadRegister(oid=OID, limit=1))
    rest = registers.read_register(database, ReadRegister(oid=OID, limit=1, cursor=page.next_cursor))

    assert [(each.oid, each.version) for each in (*first.items, *second.items)] == [
        ("1.2.3", "1.0"),
        (OID, "2.0"),
        (OID, "1.0"),
    ]
    assert [each.code for each in (*page.items, *rest.items)] == ["1", "3"]
