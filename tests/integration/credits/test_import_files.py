"""What becomes of the bytes of a file of claims: read by one, tried a few times, and gone in the end."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from contracts.credits.imports import ImportState, PickImport, UnknownImport
from kernel import clock
from kernel.database import Database
from kernel.files import Files, NoSuchFile
from services.credits.store import imports as stored
from services.credits.usecases import imports
from tests.builders.credits import NOW
from tests.integration.credits.claim_files import COLUMNS, CSV, a_csv, an_announcement
from tests.integration.credits.claimants import ME

# Of one row, which is no claim.
A_FILE = a_csv(["?"] * len(COLUMNS))


def uploaded(database: Database, files: Files, content: bytes, **told: Any) -> tuple[PickImport, str]:
    """Announced, uploaded and started; and where its bytes are."""
    expected = imports.announce_import(database, files, ME, an_announcement(content, **told))
    key = f"imports/{ME.person}/{expected.import_id}"
    files.put(key, content, CSV)
    picked = PickImport(import_id=expected.import_id)
    imports.start_import(database, files, ME, picked)
    return picked, key


def is_kept(files: Files, key: str) -> bool:
    try:
        files.stat(key)
    except NoSuchFile:
        return False
    return True


@pytest.mark.parametrize("content", [a_csv(), b"\xff\xfe\x00"], ids=["sound", "broken"])
def test_nothing_of_a_file_stays_once_it_is_worked_off(database, files, content) -> None:
    _, key = uploaded(database, files, content)

    imports.work(database, files)

    assert not is_kept(files, key)


def test_a_file_that_ends_whoever_reads_it_is_tried_no_more_than_five_times(
    database, files, monkeypatch
) -> None:
    picked, key = uploaded(database, files, A_FILE)

    def dies(*_: object, **__: object) -> None:
        raise MemoryError

    with monkeypatch.context() as patched:
        patched.setattr(imports.sheets, "read", dies)
        for number in range(5):
            with clock.freeze(NOW + timedelta(minutes=number)), pytest.raises(MemoryError):
                imports.work(database, files)
    with clock.freeze(NOW + timedelta(minutes=9)):
        imports.work(database, files)

    ended = imports.read_import(database, ME, picked)
    assert (ended.state, ended.fault) == (ImportState.REJECTED, "import.unreadable")
    assert not is_kept(files, key)


def test_while_somebody_works_on_a_file_nobody_else_begins_with_it(database, files) -> None:
    picked, _ = uploaded(database, files, A_FILE)
    with database.transaction() as session:
        stored.next_queued(session, NOW).lease(NOW)

    imports.work(database, files)
    waiting = imports.read_import(database, ME, picked).state
    with clock.freeze(NOW + timedelta(seconds=30)):
        imports.work(database, files)

    assert (waiting, imports.read_import(database, ME, picked).state) == (
        ImportState.QUEUED,
        ImportState.FINISHED,
    )


def test_what_was_announced_and_never_started_goes_after_a_day(database, files) -> None:
    content = A_FILE
    expected = imports.announce_import(database, files, ME, an_announcement(content))
    key = f"imports/{ME.person}/{expected.import_id}"
    files.put(key, content, CSV)

    with clock.freeze(NOW + timedelta(hours=23)):
        imports.forget_unstarted(database, files)
    assert is_kept(files, key)
    with clock.freeze(NOW + timedelta(hours=25)):
        imports.forget_unstarted(database, files)

    assert not is_kept(files, key)
    with pytest.raises(UnknownImport):
        imports.read_import(database, ME, PickImport(import_id=expected.import_id))
