"""Claims by the file: a verdict for every row, nothing twice, and nothing at all in a dry run."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from contracts.credits.claims import ListMyClaims, ManualClaimState
from contracts.credits.imports import (
    AnnounceImport,
    ClaimImport,
    ImportMissing,
    ImportRow,
    ImportState,
    ImportUnsound,
    ListImportRows,
    PickImport,
    RowVerdict,
    UnknownImport,
)
from kernel.database import Database
from kernel.files import Files
from kernel.messages import Caller
from kernel.values import PersonId, new_id
from services.credits.usecases import imports
from services.credits.usecases.cycles import open_cycle
from services.credits.usecases.manual import my_claims
from tests.builders.credits import PERSON, VAULT, a_specialist, an_opening, an_operator
from tests.integration.credits.claim_files import (
    COLUMNS,
    CSV,
    HEADING,
    JSON,
    XLSX,
    a_csv,
    a_workbook,
    an_announcement,
    some_json,
)
from tests.integration.credits.claimants import ME, a_document
from tests.integration.credits.outbox import announced
from tests.integration.credits.test_races import at_once


@pytest.fixture
def cycle(database: Database) -> None:
    open_cycle(database, VAULT, ME, an_opening())


@pytest.fixture
def line(database: Database) -> Callable[..., list[Any]]:
    """A sound row: a conference, whose title a test names."""
    document = str(a_document(database))

    def line(title: str = "Конгресс", **told: Any) -> list[Any]:
        sound = ("outside_event", "terapiya", title, "Общество", "01.06.2026", "4,5", "Вена", "210", document)
        return [*(dict(zip(COLUMNS, sound, strict=True)) | told).values()]

    return line


@pytest.fixture
def send(database: Database, files: Files) -> Callable[..., ClaimImport]:
    """Announce, upload, start, work off; gives the import as it ended."""

    def send(content: bytes, media_type: str = CSV, caller: Caller = ME, **told: Any) -> ClaimImport:
        command = an_announcement(content, media_type, **told)
        expected = imports.announce_import(database, files, caller, command)
        files.put(f"imports/{caller.person}/{expected.import_id}", content, media_type)
        picked = PickImport(import_id=expected.import_id)
        imports.start_import(database, files, caller, picked)
        imports.work(database, files)
        return imports.read_import(database, caller, picked)

    return send


@pytest.fixture
def rows(database: Database) -> Callable[..., list[ImportRow]]:
    def rows(of: ClaimImport, caller: Caller = ME, **told: Any) -> list[ImportRow]:
        query = ListImportRows(import_id=of.import_id, **told)
        return [*imports.list_import_rows(database, caller, query).items]

    return rows


def claims(database: Database) -> list[Any]:
    return [*my_claims(database, ME, ListMyClaims()).items]


@pytest.mark.parametrize(("make", "media_type"), [(a_csv, CSV), (a_workbook, XLSX), (some_json, JSON)])
def test_each_row_is_submitted_with_a_receipt(database, cycle, line, send, rows, make, media_type) -> None:
    ended = send(make(line("Первый"), line("Второй", day="2026-06-02")), media_type)

    assert (ended.state, ended.done) == (ImportState.FINISHED, 2)
    found = rows(ended)
    assert [(each.row, each.verdict) for each in found] == [
        (2, RowVerdict.SUBMITTED),
        (3, RowVerdict.SUBMITTED),
    ]
    assert {each.receipt for each in found} == {claim.receipt for claim in claims(database)}
    assert {claim.state for claim in claims(database)} == {ManualClaimState.SUBMITTED}
    assert len(announced(database, "credits.manual_claim.submitted")) == 2


def test_a_dry_run_gives_verdicts_and_submits_nothing(database, cycle, line, send, rows) -> None:
    ended = send(a_csv(line("Первый"), line("Второй", credits="0")), is_dry_run=True)

    assert [each.verdict for each in rows(ended)] == [RowVerdict.SOUND, RowVerdict.INVALID]
    assert claims(database) == []


@pytest.mark.parametrize(
    ("told", "problems"),
    [
        ({"form": "none"}, {"form": "choice"}),
        ({"credits": "4.55"}, {"credits": "credits.step"}),
        ({"credits": "-4"}, {"credits": "credits.range"}),
        ({"credits": "=1+1"}, {"credits": "table.formula"}),
        ({"day": "31.02.2026"}, {"completed_on": "date.format"}),
        ({"day": "2026-12-31"}, {"completed_on": "date.future"}),
        ({"minutes": "много"}, {"details.minutes": "claim.detail"}),
        ({"evidence": ""}, {"evidence": "list.short"}),
        ({"evidence": "17"}, {"evidence": "uuid.format"}),
        ({"evidence": str(new_id())}, {"evidence": "claim.evidence_unknown"}),
    ],
)
def test_what_does_not_satisfy_the_form_is_told_by_column(cycle, line, send, rows, told, problems) -> None:
    [found] = rows(send(a_csv(line(**told))))

    assert (found.verdict, found.problems, found.claim_id) == (RowVerdict.INVALID, problems, None)


def test_a_row_that_breaks_a_rule_of_the_ledger_names_it(cycle, line, send, rows) -> None:
    [found] = rows(send(a_csv(line(speciality="kardiologiya"))))

    assert (found.verdict, found.refusal) == (RowVerdict.REFUSED, "NoOpenCycle")


def test_what_is_claimed_already_is_a_duplicate(cycle, line, send, rows) -> None:
    send(a_csv(line("Конгресс")))

    again = send(a_csv(line("конгресс"), line("Другой", day="2026-06-02"), line("другой ", day="2026-06-02")))

    assert [each.verdict for each in rows(again)] == [
        RowVerdict.DUPLICATE,
        RowVerdict.SUBMITTED,
        RowVerdict.DUPLICATE,
    ]


def test_the_same_bytes_are_the_same_import(database, files, cycle, line, send) -> None:
    content = a_csv(line())

    first, second = send(content), send(content)

    assert (first.import_id, first.counts) == (second.import_id, second.counts)
    assert len(claims(database)) == 1


def test_rows_are_listed_by_verdict_page_by_page(cycle, line, send, rows) -> None:
    ended = send(a_csv(*[line(f"Конгресс {n}", credits="0") for n in range(3)], line()))

    assert [each.row for each in rows(ended, verdict=RowVerdict.INVALID, limit=2)] == [2, 3]
    assert [each.row for each in rows(ended, verdict=RowVerdict.SUBMITTED)] == [5]


def test_operators_name_whom_each_row_is_about(cycle, line, send, rows) -> None:
    operator = an_operator()
    heading = ("person_id", *HEADING)

    ended = send(a_csv([PERSON, *line()], ["", *line()], heading=heading), caller=operator)

    first, second = rows(ended, operator)
    assert first.verdict is RowVerdict.SUBMITTED
    assert (second.verdict, second.problems) == (RowVerdict.INVALID, {"person_id": "required"})


def test_claimants_claim_for_themselves_alone(cycle, line, send, rows) -> None:
    heading = ("person_id", *HEADING)

    [found] = rows(send(a_csv([new_id(), *line()], heading=heading)))

    assert (found.verdict, found.problems) == (RowVerdict.INVALID, {"person_id": "unknown"})


@pytest.mark.parametrize(
    ("content", "media_type", "fault"),
    [
        (b"\xff\xfe\x00", CSV, "table.encoding"),
        (a_csv(heading=("Название",)), CSV, "table.heading"),
        (b"PK\x03\x04", XLSX, "table.workbook"),
        (b"[{", JSON, "json.syntax"),
    ],
    ids=["encoding", "heading", "workbook", "json"],
)
def test_a_file_that_cannot_be_read_is_rejected_whole(send, content, media_type, fault) -> None:
    ended = send(content, media_type)

    assert (ended.state, ended.fault, ended.done) == (ImportState.REJECTED, fault, 0)


def test_other_bytes_than_announced_are_rejected(database, files, line) -> None:
    content = a_csv(line())
    expected = imports.announce_import(database, files, ME, an_announcement(content))
    files.put(f"imports/{ME.person}/{expected.import_id}", content[::-1], CSV)
    imports.start_import(database, files, ME, PickImport(import_id=expected.import_id))

    imports.work(database, files)

    ended = imports.read_import(database, ME, PickImport(import_id=expected.import_id))
    assert (ended.state, ended.fault) == (ImportState.REJECTED, "document.sha256")


@pytest.mark.parametrize(
    ("told", "path"),
    [
        ({"media_type": "text/html"}, "media_type"),
        ({"size": 2**31}, "size"),
        ({"sha256": "z" * 64}, "sha256"),
    ],
)
def test_an_announcement_that_breaks_a_rule_is_refused(database, files, told, path) -> None:
    facts = {"filename": "f", "media_type": CSV, "size": 1, "sha256": "0" * 64} | told

    with pytest.raises(ImportUnsound) as refused:
        imports.announce_import(database, files, ME, AnnounceImport(**facts))

    assert [*refused.value.details] == [path]


def test_nothing_starts_before_it_is_uploaded_nor_for_a_stranger(database, files) -> None:
    expected = imports.announce_import(database, files, ME, an_announcement(b"x"))
    picked = PickImport(import_id=expected.import_id)

    with pytest.raises(ImportMissing):
        imports.start_import(database, files, ME, picked)
    with pytest.raises(UnknownImport):
        imports.read_import(database, a_specialist(PersonId(new_id())), picked)


def test_two_workers_at_once_settle_each_row_once(database, files, cycle, line) -> None:
    content = a_csv(*[line(f"Конгресс {n}", day=f"2026-05-{n:02}") for n in range(1, 13)])
    expected = imports.announce_import(database, files, ME, an_announcement(content))
    files.put(f"imports/{ME.person}/{expected.import_id}", content, CSV)
    imports.start_import(database, files, ME, PickImport(import_id=expected.import_id))

    at_once(*[lambda: imports.work(database, files)] * 3)
    imports.work(database, files)

    ended = imports.read_import(database, ME, PickImport(import_id=expected.import_id))
    assert (ended.state, ended.done, len(claims(database))) == (ImportState.FINISHED, 12, 12)
