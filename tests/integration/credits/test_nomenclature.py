"""Credits go by the nomenclature of the day on which an activity begins."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from contracts.catalogue.dictionaries import NomenclatureEntry, NomenclaturePublished
from contracts.credits.ledger import ListEntries, SpecialityLapsed
from contracts.credits.quarantine import ListQuarantined
from kernel.database import Database
from kernel.values import ActivityId, new_id
from services.credits.usecases.awards import award
from services.credits.usecases.claims import note_designation, note_nomenclature, post_completed
from services.credits.usecases.cycles import open_cycle
from services.credits.usecases.quarantine import list_quarantined
from services.credits.usecases.statements import my_entries
from tests.builders.credits import (
    NOW,
    THERAPY,
    VAULT,
    a_completion,
    a_specialist,
    an_approval,
    an_award,
    an_opening,
    an_operator,
)

OPERATOR = an_operator()


@pytest.fixture(autouse=True)
def _cycle(database: Database) -> None:
    """From 2024-03-01 to 2029-02-28, in therapy."""
    open_cycle(database, VAULT, a_specialist(), an_opening())


def published(database: Database, version: str, since: date, *entries: NomenclatureEntry) -> None:
    event = NomenclaturePublished(
        occurred_at=NOW, oid="1.2.643.5.1.13.13.11.1066", version=version, valid_from=since, entries=entries
    )
    note_nomenclature(database, event)


def an_entry(code: str = THERAPY, **told: Any) -> NomenclatureEntry:
    facts: dict[str, Any] = {"valid_from": None, "valid_before": None, "successor": None}
    return NomenclatureEntry(code=code, **facts | told)


def test_before_any_version_is_known_nothing_is_refused(database: Database) -> None:
    post_completed(database, a_completion())

    assert len(my_entries(database, a_specialist(), ListEntries()).items) == 1


def test_each_day_goes_by_its_own_version(database: Database) -> None:
    published(database, "1", date(2020, 1, 1), an_entry())
    published(database, "2", date(2026, 2, 1), an_entry("300"))

    award(database, OPERATOR, an_award(completed_on=date(2026, 1, 31)))

    with pytest.raises(SpecialityLapsed):
        award(database, OPERATOR, an_award(completed_on=date(2026, 2, 1)))


def test_what_is_refused_names_the_rule_and_what_has_taken_its_place(database: Database) -> None:
    published(database, "1", date(2020, 1, 1), an_entry(valid_before=date(2026, 2, 1), successor="300"))

    post_completed(database, a_completion())

    [waiting] = list_quarantined(database, OPERATOR, ListQuarantined()).items
    assert (waiting.code, waiting.traces[-1].rule) == ("SpecialityLapsed", "claim.speciality_in_force")
    assert "300" in waiting.traces[-1].text


def test_an_activity_goes_by_the_day_on_which_it_begins(database: Database) -> None:
    published(database, "1", date(2020, 1, 1), an_entry(valid_before=date(2026, 2, 1)))
    activity = ActivityId(new_id())
    begins = datetime(2026, 1, 20, 9, tzinfo=UTC)
    note_designation(database, an_approval(activity, 36, starts_at=begins))

    post_completed(database, a_completion(activity_id=activity, completed_on=date(2026, 2, 10)))

    assert len(my_entries(database, a_specialist(), ListEntries()).items) == 1
