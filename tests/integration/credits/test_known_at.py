"""What was true on a day, as known at an instant: answers that later facts do not change."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contracts.credits.cycles import ReadCredits, ReadCreditsOf, Standing
from contracts.credits.ledger import ReverseEntry
from kernel import clock, wire
from kernel.database import Database
from kernel.machinery import journal
from kernel.messages import Conflict, Invalid
from kernel.values import PersonId, new_id
from services.credits.usecases.awards import award, reverse
from services.credits.usecases.cycles import open_cycle
from services.credits.usecases.statements import credits_of, my_credits
from tests.builders.credits import (
    NOW,
    PERSON,
    TODAY,
    VAULT,
    a_specialist,
    an_award,
    an_opening,
    an_operator,
    credits,
)
from tests.integration.credits.ledgers import entries_of

OPERATOR = an_operator()
EARLIER, LATER = NOW - timedelta(days=30), NOW - timedelta(days=10)


def standings(
    database: Database, as_of: date | None = None, known_at: datetime | None = None
) -> list[Standing]:
    return [*my_credits(database, VAULT, a_specialist(), ReadCredits(as_of=as_of, known_at=known_at)).items]


def a_cycle_with_36_credits(database: Database) -> None:
    """Opened and awarded `EARLIER`, for 1 February 2026."""
    with clock.freeze(EARLIER):
        open_cycle(database, VAULT, a_specialist(), an_opening(date(2024, 3, 1)))
        award(database, OPERATOR, an_award(credits=credits(36), completed_on=date(2026, 2, 1)))


def reverse_all(database: Database, at: datetime) -> None:
    with clock.freeze(at):
        for entry in entries_of(database, PERSON):
            reverse(database, OPERATOR, ReverseEntry(entry_id=entry, reason="Ошибка"))


@pytest.mark.parametrize(("day", "total"), [(date(2026, 1, 31), 0), (date(2026, 2, 1), 36)])
def test_what_was_completed_later_was_not_true_yet(database: Database, day: date, total: int) -> None:
    a_cycle_with_36_credits(database)

    [standing] = standings(database, as_of=day)

    assert (standing.on, standing.total) == (day, credits(total))


def test_a_day_before_the_cycle_has_no_standing(database: Database) -> None:
    a_cycle_with_36_credits(database)

    assert standings(database, as_of=date(2024, 2, 29)) == []


def test_a_cycle_is_unknown_until_it_is_opened(database: Database) -> None:
    a_cycle_with_36_credits(database)

    assert standings(database, known_at=EARLIER - timedelta(seconds=1)) == []


def test_an_award_is_unknown_until_it_is_posted(database: Database) -> None:
    a_cycle_with_36_credits(database)
    with clock.freeze(LATER):
        award(database, OPERATOR, an_award(credits=credits(18), completed_on=date(2026, 2, 1)))

    [then] = standings(database, as_of=date(2026, 2, 1), known_at=EARLIER)
    [since] = standings(database, as_of=date(2026, 2, 1), known_at=LATER)

    assert (then.total, since.total) == (credits(36), credits(54))


def test_a_reversal_changes_only_what_is_known_since(database: Database) -> None:
    a_cycle_with_36_credits(database)

    reverse_all(database, LATER)

    [before] = standings(database, known_at=LATER - timedelta(seconds=1))
    [since] = standings(database, known_at=LATER)
    assert (before.total, since.total) == (credits(36), credits(0))


def test_the_law_is_that_of_the_day_asked_for(database: Database) -> None:
    """74 of 144 from programmes until 2022 (S1, S3, S4), 72 since (S2, S5)."""
    with clock.freeze(datetime(2022, 6, 1, tzinfo=NOW.tzinfo)):
        open_cycle(database, VAULT, a_specialist(), an_opening(date(2022, 3, 1)))

    least = [
        standings(database, as_of=day)[0].accreditation[1].required for day in (date(2022, 12, 31), TODAY)
    ]

    assert least == ["74.0", "72.0"]


def test_an_extension_is_unknown_until_it_is_applied(database: Database) -> None:
    """The extension of 2026 (S7, S8): what expired in 2025 holds to the end of 2026."""
    open_cycle(database, VAULT, a_specialist(), an_opening(date(2020, 6, 15)))
    with database.transaction() as session:
        session.execute(sa.text("UPDATE cycles SET opened_at = :at").bindparams(at=EARLIER))

    [before] = standings(database, as_of=date(2025, 6, 14), known_at=LATER)
    [since] = standings(database, as_of=date(2025, 6, 14))

    assert (before.cycle.ends_before, since.cycle.ends_before) == (date(2025, 6, 15), date(2027, 1, 1))
    assert (before.days_left, since.days_left) == (1, 566)
    assert standings(database, as_of=TODAY, known_at=LATER) == []


def test_what_will_be_known_is_not_told(database: Database) -> None:
    with pytest.raises(Invalid) as refused:
        standings(database, known_at=NOW + timedelta(seconds=1))

    assert refused.value.details == {"known_at": "instant.future"}


def test_an_operator_reads_the_same_but_for_the_number_of_the_document(database: Database) -> None:
    with clock.freeze(EARLIER):
        open_cycle(database, VAULT, a_specialist(), an_opening(basis_series="АБ", basis_number="7718293"))

    [own] = standings(database, known_at=NOW)
    [theirs] = credits_of(database, OPERATOR, ReadCreditsOf(person_id=PERSON, known_at=NOW)).items

    assert (own.cycle.basis_number, theirs.cycle.basis_number) == ("7718293", None)
    assert (own.total, own.accreditation) == (theirs.total, theirs.accreditation)


def test_who_looked_and_what_for_is_written_down(database: Database) -> None:
    credits_of(database, OPERATOR, ReadCreditsOf(person_id=PERSON, case="проверка 17"))

    with database.reading() as session:
        [line] = session.execute(sa.select(journal).where(journal.c.subject == str(PERSON)))
    assert (line.action, line.detail["case"]) == ("credits.standing.viewed", "проверка 17")


steps = st.lists(
    st.tuples(st.sampled_from(["award", "reverse"]), st.integers(1, 60), st.integers(0, 250)),
    min_size=1,
    max_size=6,
)


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=steps)
def test_an_answer_for_an_instant_past_never_changes(
    database: Database, steps: list[tuple[str, int, int]]
) -> None:
    """Whatever is posted or reversed later: the same question gives the same bytes."""
    person = PersonId(new_id())
    with clock.freeze(EARLIER):
        open_cycle(database, VAULT, a_specialist(person), an_opening())
    answers: dict[datetime, list[bytes]] = {}

    for minute, (verb, amount, day) in enumerate(steps, start=1):
        with clock.freeze(EARLIER + timedelta(minutes=minute)):
            act(database, person, verb, amount, date(2026, 2, 1) + timedelta(days=day))
            answers[clock.now()] = told(database, person, clock.now())

    assert {instant: told(database, person, instant) for instant in answers} == answers


def act(database: Database, person: PersonId, verb: str, amount: int, day: date) -> None:
    try:
        if verb == "award":
            award(database, OPERATOR, an_award(person_id=person, credits=credits(amount), completed_on=day))
        for entry in entries_of(database, person)[:1] if verb == "reverse" else ():
            reverse(database, OPERATOR, ReverseEntry(entry_id=entry, reason="Ошибка"))
    except Conflict:
        return


def told(database: Database, person: PersonId, instant: datetime) -> list[bytes]:
    """The answers for some days, as known at the instant, to the byte."""
    days = (date(2024, 2, 1), date(2026, 3, 1), TODAY, date(2028, 1, 1))
    queries = (ReadCredits(as_of=day, known_at=instant) for day in days)
    return [wire.canonical(wire.dump(my_credits(database, VAULT, a_specialist(person), q))) for q in queries]
