"""An admission begins the next cycle, and the one that runs gives way."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from contracts.admission.decisions import AdmissionGranted
from contracts.catalogue.activities import ActivityKind
from contracts.credits.cycles import ReadCredits, Standing
from contracts.credits.ledger import EntryState, ListEntries
from kernel import clock
from kernel.database import Database
from kernel.values import ApplicationId, PersonId, new_id
from services.credits.usecases.assessments import assess_standing
from services.credits.usecases.awards import award
from services.credits.usecases.claims import post_completed
from services.credits.usecases.cycles import open_cycle
from services.credits.usecases.proof import verify
from services.credits.usecases.renewals import renew
from services.credits.usecases.statements import my_credits, my_entries
from tests.builders.credits import (
    NOW,
    PERSON,
    THERAPY,
    TODAY,
    VAULT,
    a_completion,
    a_specialist,
    an_application,
    an_award,
    an_opening,
    an_operator,
    credits,
)
from tests.integration.credits.outbox import announced, announced_types

OPERATOR = an_operator()
EARLIER = NOW - timedelta(days=200)


def an_admission(valid_from: date = TODAY, **told: Any) -> AdmissionGranted:
    facts: dict[str, Any] = {"person_id": PERSON, "speciality": THERAPY}
    return AdmissionGranted(
        occurred_at=NOW,
        application_id=ApplicationId(new_id()),
        act_number="СВ-2026-0000001",
        valid_from=valid_from,
        valid_before=valid_from.replace(year=valid_from.year + 5),
        **facts | told,
    )


def a_running_cycle(database: Database) -> None:
    with clock.freeze(EARLIER):
        open_cycle(database, VAULT, a_specialist(), an_opening(date(2022, 3, 1)))


def standing(database: Database, **moment: Any) -> Standing:
    [only] = my_credits(database, VAULT, a_specialist(), ReadCredits(**moment)).items
    return only


def states(database: Database) -> list[tuple[str, EntryState]]:
    items = my_entries(database, a_specialist(), ListEntries()).items
    return [(str(entry.credits), entry.state) for entry in items[::-1]]


def test_the_running_cycle_ends_where_the_next_begins(database: Database) -> None:
    a_running_cycle(database)

    renew(database, VAULT, an_admission())

    before, since = standing(database, as_of=TODAY - timedelta(days=1)), standing(database)
    assert (before.cycle.starts_on, before.cycle.ends_before) == (date(2022, 3, 1), TODAY)
    assert (since.cycle.starts_on, since.cycle.ends_before) == (TODAY, date(2031, 11, 23))


def test_the_next_cycle_stands_on_the_act(database: Database) -> None:
    a_running_cycle(database)

    renew(database, VAULT, an_admission())

    assert standing(database).cycle.basis_number == "СВ-2026-0000001"


def test_a_renewal_is_announced(database: Database) -> None:
    a_running_cycle(database)

    renew(database, VAULT, an_admission())

    [told] = announced(database, "credits.cycle.renewed")
    _, opened = announced(database, "credits.cycle.opened")
    assert (told["next_cycle_id"], told["ends_before"]) == (opened["cycle_id"], "2026-11-23")


def test_what_was_earned_before_does_not_move_on(database: Database) -> None:
    """Only education since the last accreditation counts (S12); a surplus is not carried over."""
    a_running_cycle(database)
    award(database, OPERATOR, an_award(credits=credits(150), completed_on=TODAY - timedelta(days=1)))

    renew(database, VAULT, an_admission())

    assert standing(database).total == credits(0)
    assert standing(database, as_of=TODAY - timedelta(days=1)).total == credits(150)


def test_what_was_completed_on_the_first_day_or_later_moves_to_the_next_cycle(database: Database) -> None:
    """The decision was of the 20th, and was heard on the 23rd."""
    a_running_cycle(database)
    first_day = TODAY - timedelta(days=3)
    award(database, OPERATOR, an_award(credits=credits(20), completed_on=first_day - timedelta(days=1)))
    award(database, OPERATOR, an_award(credits=credits(36), completed_on=first_day))
    award(database, OPERATOR, an_award(credits=credits(4), completed_on=TODAY, kind=ActivityKind.EVENT))

    renew(database, VAULT, an_admission(first_day))

    assert standing(database).total == credits(40)
    assert states(database) == [
        ("20.0", EntryState.POSTED),
        ("36.0", EntryState.REVERSED),
        ("4.0", EntryState.REVERSED),
        ("36.0", EntryState.POSTED),
        ("4.0", EntryState.POSTED),
    ]
    assert verify(database) == ()


def test_before_it_was_heard_of_the_renewal_was_unknown(database: Database) -> None:
    a_running_cycle(database)
    renew(database, VAULT, an_admission())

    then = standing(database, known_at=NOW - timedelta(seconds=1))

    assert then.cycle.ends_before == date(2027, 3, 1)


def test_an_admission_for_a_day_to_come_leaves_the_cycle_running_until_then(database: Database) -> None:
    a_running_cycle(database)

    renew(database, VAULT, an_admission(date(2027, 1, 11)))

    assert standing(database).cycle.ends_before == date(2027, 1, 11)
    assert standing(database, as_of=date(2027, 1, 11)).cycle.starts_on == date(2027, 1, 11)


def test_a_first_admission_begins_a_first_cycle(database: Database) -> None:
    renew(database, VAULT, an_admission())

    assert standing(database).cycle.starts_on == TODAY
    assert announced(database, "credits.cycle.renewed") == []


def test_a_cycle_that_had_ended_keeps_its_end(database: Database) -> None:
    with clock.freeze(NOW - timedelta(days=900)):
        open_cycle(database, VAULT, a_specialist(), an_opening(date(2021, 3, 1)))

    renew(database, VAULT, an_admission())

    [told] = announced(database, "credits.cycle.renewed")
    assert told["ends_before"] == "2026-03-01"


def test_a_cycle_that_somebody_opened_from_the_new_document_stays(database: Database) -> None:
    opened = open_cycle(database, VAULT, a_specialist(), an_opening(TODAY, basis_number="17"))

    renew(database, VAULT, an_admission())

    assert standing(database).cycle.cycle_id == opened.cycle_id
    assert announced_types(database) == ["ru.nmo.credits.cycle.opened.v1"]


def test_an_admission_that_is_heard_twice_renews_once(database: Database) -> None:
    a_running_cycle(database)
    event = an_admission()

    renew(database, VAULT, event)
    renew(database, VAULT, event)

    assert len(announced(database, "credits.cycle.renewed")) == 1


def test_other_specialities_and_other_people_are_left_alone(database: Database) -> None:
    a_running_cycle(database)

    renew(database, VAULT, an_admission(speciality="kardiologiya"))
    renew(database, VAULT, an_admission(person_id=PersonId(new_id())))

    known = my_credits(database, VAULT, a_specialist(), ReadCredits()).items
    assert [each.cycle.ends_before.year for each in known] == [2027, 2031]


def test_what_waited_for_the_next_cycle_is_posted_when_it_begins(database: Database) -> None:
    post_completed(database, a_completion(completed_on=TODAY))

    renew(database, VAULT, an_admission())

    assert standing(database).total == credits(36)


def outcome_of_break(database: Database, filed_on: date, kind: str = "periodic") -> str | None:
    assess_standing(database, an_application(filed_on, kind=kind))
    *_, told = announced(database, "credits.standing.assessed")
    return next((t["outcome"] for t in told["traces"] if t["rule"] == "accreditation.gap"), None)


def test_a_break_of_more_than_five_years_bars_periodic_accreditation(database: Database) -> None:
    """After it come retraining and primary specialised accreditation (S5)."""
    with clock.freeze(NOW - timedelta(days=900)):
        open_cycle(database, VAULT, a_specialist(), an_opening(date(2021, 3, 1)))

    assert outcome_of_break(database, date(2026, 2, 28)) is None
    assert outcome_of_break(database, date(2031, 2, 28)) == "met"
    assert outcome_of_break(database, date(2031, 3, 1)) == "unmet"
    assert outcome_of_break(database, date(2031, 3, 1), kind="primary_specialised") is None
