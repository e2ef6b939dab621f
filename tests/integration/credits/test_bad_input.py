"""What no ledger may take: each is refused, and the refusal names the rule."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from contracts.catalogue.lifecycle import ActivityPublished, ActivityRetired, ActivitySuspended
from contracts.credits.ledger import (
    AboveDesignation,
    AwardCredits,
    ListEntries,
    NoOpenCycle,
    NotEarning,
    OutsideClaimWindow,
)
from contracts.credits.quarantine import ListQuarantined
from kernel import clock, wire
from kernel.database import Database
from kernel.messages import Conflict, Invalid
from kernel.values import ActivityId, OrganisationId, new_id
from services.credits.usecases.awards import award
from services.credits.usecases.claims import (
    lift_suspension,
    note_designation,
    note_suspension,
    post_completed,
)
from services.credits.usecases.cycles import open_cycle
from services.credits.usecases.quarantine import list_quarantined
from services.credits.usecases.statements import my_entries
from tests.builders.credits import (
    NOW,
    VAULT,
    a_completion,
    a_specialist,
    an_approval,
    an_award,
    an_opening,
    an_operator,
    credits,
)

OPERATOR = an_operator()
ACTIVITY = ActivityId(new_id())
PROVIDER = OrganisationId(new_id())
A_YEAR = timedelta(days=365)


@pytest.fixture
def cycle(database: Database) -> None:
    """From 2024-03-01 to 2029-02-28; claims are taken until 2029-05-29."""
    open_cycle(database, VAULT, a_specialist(), an_opening())


@pytest.mark.parametrize(
    ("amount", "rule"),
    [
        (36.0, "type.string"),
        (36, "type.string"),
        ("36.05", "credits.step"),
        ("-1", "credits.range"),
        ("1e9", "credits.range"),
        ("NaN", "credits.range"),
        ("много", "credits.format"),
    ],
)
def test_credits_that_are_no_amount_are_refused_at_the_door(amount: object, rule: str) -> None:
    with pytest.raises(Invalid) as refused:
        wire.load(AwardCredits, wire.dump(an_award()) | {"credits": amount}, strict=True)

    assert refused.value.details == {"credits": rule}


def test_no_credits_at_all_are_no_award(database: Database, cycle: None) -> None:
    with pytest.raises(Invalid) as refused:
        award(database, OPERATOR, an_award(credits=credits(0)))

    assert refused.value.details == {"credits": "credits.range"}


@pytest.mark.parametrize(
    ("told", "after", "refusal"),
    [
        ({"completed_on": date(2024, 2, 29)}, timedelta(), NoOpenCycle),
        ({"completed_on": date(2026, 11, 24)}, timedelta(), OutsideClaimWindow),
        ({"completed_on": date(2026, 2, 1)}, 3 * A_YEAR, OutsideClaimWindow),
        ({"activity_id": ACTIVITY, "credits": credits("36.1")}, timedelta(), AboveDesignation),
    ],
    ids=["before the cycle", "in the future", "after the late window", "beyond the designated amount"],
)
def test_what_breaks_a_rule_of_the_ledger_is_refused_by_its_name(
    database: Database, cycle: None, told: dict[str, Any], after: timedelta, refusal: type[Conflict]
) -> None:
    note_designation(database, an_approval(ACTIVITY, 36))

    with clock.freeze(NOW + after), pytest.raises(refusal):
        award(database, OPERATOR, an_award(**told))


def told(kind: Any, on: date) -> Any:
    moment = NOW.replace(year=on.year, month=on.month, day=on.day)
    return kind(occurred_at=moment, activity_id=ACTIVITY, provider_id=PROVIDER)


@pytest.mark.parametrize("kind", [ActivitySuspended, ActivityRetired])
def test_a_suspended_activity_earns_nothing(database: Database, cycle: None, kind: Any) -> None:
    note_suspension(database, told(kind, date(2026, 2, 1)))

    with pytest.raises(NotEarning):
        award(database, OPERATOR, an_award(activity_id=ACTIVITY, completed_on=date(2026, 2, 1)))
    award(database, OPERATOR, an_award(activity_id=ACTIVITY, completed_on=date(2026, 1, 31)))


def test_what_earns_again_is_credited_again(database: Database, cycle: None) -> None:
    note_suspension(database, told(ActivitySuspended, date(2026, 2, 1)))
    lift_suspension(database, told(ActivityPublished, date(2026, 2, 10)))

    award(database, OPERATOR, an_award(activity_id=ACTIVITY, completed_on=date(2026, 2, 10)))

    with pytest.raises(NotEarning):
        award(database, OPERATOR, an_award(activity_id=ACTIVITY, completed_on=date(2026, 2, 9)))


def test_a_completion_of_a_suspended_activity_waits_for_a_human(database: Database, cycle: None) -> None:
    note_suspension(database, told(ActivitySuspended, date(2026, 1, 15)))

    post_completed(database, a_completion(activity_id=ACTIVITY))

    [waiting] = list_quarantined(database, OPERATOR, ListQuarantined()).items
    assert (waiting.code, waiting.traces[-1].rule) == ("NotEarning", "claim.not_suspended")
    assert my_entries(database, a_specialist(), ListEntries()).items == ()
