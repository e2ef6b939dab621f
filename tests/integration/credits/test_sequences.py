"""Awards, reversals, decrees and new law in any order: the sums stay the ledger's."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import count

import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contracts.catalogue.activities import ActivityKind
from contracts.credits.ledger import AwardCredits, ListEntries
from kernel.database import Database
from kernel.messages import Conflict
from kernel.values import ActivityId, CycleId, PersonId, new_id
from services.credits.domain.policy import PolicyType
from services.credits.store import law
from services.credits.usecases.awards import award, reverse
from services.credits.usecases.cycles import open_cycle
from services.credits.usecases.lifecycle import extend
from services.credits.usecases.proof import verify
from services.credits.usecases.rebuilding import rebuild
from services.credits.usecases.statements import my_entries
from tests.builders.credits import (
    NOW,
    VAULT,
    a_decree,
    a_policy,
    a_specialist,
    an_award,
    an_opening,
    an_operator,
    credits,
)
from tests.integration.credits.ledgers import a_reversal

OPERATOR = an_operator()
ACTIVITIES = [ActivityId(new_id()) for _ in range(3)]
CODES = count(1)
SUMS = ("accounts", "balances", "day_sums", "credited", "entries", "legs")

awards = st.builds(
    an_award,
    activity_id=st.sampled_from(ACTIVITIES),
    kind=st.sampled_from(ActivityKind),
    credits=st.integers(1, 120).map(lambda tenths: credits(f"{tenths // 10}.{tenths % 10}")),
    completed_on=st.sampled_from([date(2026, 1, 15), date(2026, 2, 28), date(2026, 3, 1), date(2026, 11, 1)]),
)
reversals = st.integers(0, 3)
caps = st.sampled_from(["6.0", "4.5", "0.5"])
steps = st.lists(awards | reversals | caps | st.none(), min_size=1, max_size=9)


def a_cycle(database: Database) -> tuple[PersonId, CycleId]:
    """Of the five years that end with February 2027."""
    person = PersonId(new_id())
    opened = open_cycle(database, VAULT, a_specialist(person), an_opening(date(2022, 3, 1)))
    return person, opened.cycle_id


def take(database: Database, step: AwardCredits | int | str | None, person: PersonId, cycle: CycleId) -> None:
    """An award; the number of the entry to be reversed; a new cap of the day; None for a decree."""
    try:
        if isinstance(step, AwardCredits):
            award(database, OPERATOR, replace(step, person_id=person))
        elif isinstance(step, int):
            entries = my_entries(database, a_specialist(person), ListEntries()).items
            if step < len(entries):
                reverse(database, OPERATOR, a_reversal(entries[step].entry_id))
        elif isinstance(step, str):
            learn(database, step)
        else:
            put_off(database, cycle)
    except Conflict:
        return


def learn(database: Database, cap: str) -> None:
    """The law of the day's cap changes from the day on which it is learned."""
    with database.transaction() as session:
        known = law.policies(session)
        row = a_policy("event.cap_per_day", cap, since=date(2016, 1, 1), type=PolicyType.CREDITS)
        version = known.next_version("event.cap_per_day")
        published = replace(row, version=version, recorded_at=NOW, published_by=new_id())
        law.record_policies(session, [published])


def put_off(database: Database, cycle: CycleId) -> None:
    """A decree adds a year to the cycle."""
    decree = a_decree(
        code=f"decree-{next(CODES)}",
        expires_from=date(2026, 1, 1),
        expires_to=date(2029, 12, 31),
        extended_to=date(2030, 12, 31),
    )
    with database.transaction() as session:
        law.put_extensions(session, [decree])
    extend(database, cycle, decree)


def stored(database: Database) -> list[list[str]]:
    with database.reading() as session:
        return [
            sorted(str(tuple(row)) for row in session.execute(sa.text(f"SELECT * FROM {table}")))  # noqa: S608
            for table in SUMS
        ]


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sequence=steps)
def test_after_any_sequence_the_sums_are_the_ledgers_and_come_out_the_same_anew(
    database: Database, sequence: list[AwardCredits | int | str | None]
) -> None:
    person, cycle = a_cycle(database)

    for step in sequence:
        take(database, step, person, cycle)

    assert verify(database) == ()
    rebuild(database)
    once = stored(database)
    rebuild(database)
    assert stored(database) == once
    assert verify(database) == ()


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(days=st.integers(1, 3), data=st.data())
def test_however_events_follow_each_other_a_day_earns_six(
    database: Database, days: int, data: st.DataObject
) -> None:
    """6 a day, 12 for two days (S13, S25, S27)."""
    person, _ = a_cycle(database)
    first = date(2026, 2, 1)
    events = [
        an_award(
            person_id=person,
            kind=ActivityKind.EVENT,
            activity_id=ActivityId(new_id()),
            credits=credits("4.2"),
            completed_on=first + timedelta(days=day),
        )
        for day in range(days)
        for _ in range(2)
    ]

    for event in data.draw(st.permutations(events)):
        take(database, event, person, CycleId(new_id()))

    entries = my_entries(database, a_specialist(person), ListEntries()).items
    assert sum((entry.credits for entry in entries), start=credits(0)) == credits(6 * days)
