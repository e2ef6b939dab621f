"""A draft is tried on everybody before it becomes law."""

from __future__ import annotations

from datetime import date

import pytest
import sqlalchemy as sa

from contracts.catalogue.activities import ActivityKind
from contracts.credits.drafts import PolicyDraftSettled, UnknownPolicyDraft
from contracts.credits.rehearsals import (
    CancelRehearsal,
    DecidesNobody,
    Flips,
    ListFlipped,
    ReadRehearsal,
    Rehearsal,
    RehearsalEnded,
    RehearsalState,
    RehearsalUnsound,
    Rehearse,
    UnknownRehearsal,
)
from kernel.database import Database
from kernel.machinery import journal
from kernel.values import PersonId, new_id
from services.credits.usecases import rehearsals
from services.credits.usecases.awards import award
from services.credits.usecases.cycles import open_cycle
from services.credits.usecases.rehearsals import (
    cancel_rehearsal,
    list_flipped,
    read_rehearsal,
    rehearse,
    work,
    work_once,
)
from tests.builders.credits import TODAY, VAULT, a_specialist, an_award, an_opening, an_operator, credits
from tests.integration.credits.lawmakers import LEAST, NEXT_YEAR, drafted, publish
from tests.integration.credits.test_races import at_once

OPERATOR = an_operator()


@pytest.fixture
def _small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rehearsals, "BATCH", 2)


def a_person(
    database: Database, programmes: int = 0, modules: int = 0, *, speciality: str = "terapiya"
) -> PersonId:
    """Somebody with a cycle, who has earned so much."""
    person = PersonId(new_id())
    open_cycle(database, VAULT, a_specialist(person), an_opening(speciality=speciality))
    for kind, amount in ((ActivityKind.PROGRAMME, programmes), (ActivityKind.MODULE, modules)):
        if amount:
            told = an_award(person_id=person, kind=kind, credits=credits(amount), speciality=speciality)
            award(database, OPERATOR, told)
    return person


def asked(database: Database, value: str = "160", **told: object) -> Rehearsal:
    draft = drafted(database, value=value, **told)
    return rehearse(database, OPERATOR, Rehearse(draft_id=draft.draft_id))


def result(database: Database, rehearsal: Rehearsal) -> Rehearsal:
    return read_rehearsal(database, ReadRehearsal(rehearsal_id=rehearsal.rehearsal_id))


def persons_found(database: Database, rehearsal: Rehearsal, **sought: str) -> set[PersonId]:
    query = ListFlipped(rehearsal_id=rehearsal.rehearsal_id, **sought)
    return {item.person_id for item in list_flipped(database, OPERATOR, query).items}


def test_it_finds_who_would_no_longer_be_ready(database: Database) -> None:
    enough = a_person(database, programmes=72, modules=72)
    a_person(database, programmes=160)
    a_person(database, programmes=36)

    rehearsal = asked(database)
    work(database)

    assert persons_found(database, rehearsal) == {enough}
    assert result(database, rehearsal).flips == (
        Flips(speciality="terapiya", rule="accreditation.total", lost=1, gained=0),
        Flips(speciality="terapiya", rule="ready", lost=1, gained=0),
    )


def test_it_finds_who_would_be_ready_at_last(database: Database) -> None:
    almost = a_person(database, programmes=140)

    rehearsal = asked(database, value="136")
    work(database)

    assert persons_found(database, rehearsal) == {almost}
    assert [(flips.lost, flips.gained) for flips in result(database, rehearsal).flips] == [(0, 1), (0, 1)]


def test_a_rule_may_turn_for_somebody_who_is_not_ready_anyway(database: Database) -> None:
    a_person(database, programmes=80)

    rehearsal = asked(database, key=LEAST, value="90")
    work(database)

    rules = [flips.rule for flips in result(database, rehearsal).flips]
    assert rules == ["accreditation.min_from_programmes"]


def test_it_counts_by_speciality(database: Database) -> None:
    for speciality in ("terapiya", "terapiya", "kardiologiya"):
        a_person(database, programmes=144, speciality=speciality)

    rehearsal = asked(database)
    work(database)

    ready = [flips for flips in result(database, rehearsal).flips if flips.rule == "ready"]
    assert [(flips.speciality, flips.lost) for flips in ready] == [("kardiologiya", 1), ("terapiya", 2)]
    assert len(persons_found(database, rehearsal, speciality="kardiologiya")) == 1


def test_it_changes_no_law(database: Database) -> None:
    a_person(database, programmes=144)

    asked(database)
    work(database)

    with database.reading() as session:
        assert session.scalar(sa.text("SELECT count(*) FROM policies WHERE published_by IS NOT NULL")) == 0


def test_it_is_of_the_first_day_of_the_draft(database: Database) -> None:
    assert asked(database).on == NEXT_YEAR


def test_a_correction_is_rehearsed_for_today(database: Database) -> None:
    assert asked(database, valid_from=date(2026, 1, 1), corrects="Опечатка").on == TODAY


def test_a_day_past_is_not_rehearsed(database: Database) -> None:
    draft = drafted(database)

    with pytest.raises(RehearsalUnsound):
        rehearse(database, OPERATOR, Rehearse(draft_id=draft.draft_id, on=date(2026, 11, 22)))


def test_who_has_no_cycle_on_that_day_is_left_out(database: Database) -> None:
    a_person(database)
    draft = drafted(database)

    rehearsal = rehearse(database, OPERATOR, Rehearse(draft_id=draft.draft_id, on=date(2029, 3, 1)))
    work(database)

    assert result(database, rehearsal).total == 0


@pytest.mark.usefixtures("_small_batches")
def test_it_tells_how_far_it_has_come(database: Database) -> None:
    for _ in range(5):
        a_person(database)
    rehearsal = asked(database)

    told = [rehearsal]
    while work_once(database):
        told.append(result(database, rehearsal))

    assert [(each.state, each.done, each.total) for each in told] == [
        (RehearsalState.QUEUED, 0, 0),
        (RehearsalState.RUNNING, 2, 5),
        (RehearsalState.RUNNING, 4, 5),
        (RehearsalState.FINISHED, 5, 5),
    ]


@pytest.mark.usefixtures("_small_batches")
def test_whoever_takes_over_repeats_nothing(database: Database) -> None:
    """A worker is killed between two batches, or within one: what it committed stays."""
    for _ in range(5):
        a_person(database, programmes=144)
    rehearsal = asked(database)
    work_once(database)

    at_once(*[lambda: work(database)] * 4)
    work(database)

    found = result(database, rehearsal)
    assert (found.state, found.done) == (RehearsalState.FINISHED, 5)
    assert [flips.lost for flips in found.flips] == [5, 5]


@pytest.mark.usefixtures("_small_batches")
def test_it_stops_when_it_is_cancelled(database: Database) -> None:
    for _ in range(5):
        a_person(database)
    rehearsal = asked(database)
    work_once(database)

    cancelled = cancel_rehearsal(database, CancelRehearsal(rehearsal_id=rehearsal.rehearsal_id))

    assert (cancelled.state, cancelled.done) == (RehearsalState.CANCELLED, 2)
    assert not work_once(database)


def test_what_has_ended_is_not_cancelled(database: Database) -> None:
    rehearsal = asked(database)
    work(database)

    with pytest.raises(RehearsalEnded):
        cancel_rehearsal(database, CancelRehearsal(rehearsal_id=rehearsal.rehearsal_id))


def test_asked_for_twice_it_is_under_way_once(database: Database) -> None:
    draft = drafted(database)
    command = Rehearse(draft_id=draft.draft_id)

    first, second = (rehearse(database, OPERATOR, command) for _ in range(2))

    assert first.rehearsal_id == second.rehearsal_id


def test_once_it_has_ended_it_may_be_asked_for_again(database: Database) -> None:
    command = Rehearse(draft_id=asked(database).draft_id)
    work(database)

    again = rehearse(database, OPERATOR, command)

    assert again.state is RehearsalState.QUEUED


def test_a_policy_that_decides_nobodys_requirement_is_not_rehearsed(database: Database) -> None:
    with pytest.raises(DecidesNobody):
        asked(database, key="event.cap_per_day", value="8")


def test_what_is_law_already_is_not_rehearsed(database: Database) -> None:
    draft = drafted(database)
    publish(database, draft)

    with pytest.raises(PolicyDraftSettled):
        rehearse(database, OPERATOR, Rehearse(draft_id=draft.draft_id))


def test_a_draft_that_does_not_exist_is_not_rehearsed(database: Database) -> None:
    with pytest.raises(UnknownPolicyDraft):
        rehearse(database, OPERATOR, Rehearse(draft_id=new_id()))
    with pytest.raises(UnknownRehearsal):
        read_rehearsal(database, ReadRehearsal(rehearsal_id=new_id()))


def test_whoever_is_shown_in_it_can_see_who_looked(database: Database) -> None:
    person = a_person(database, programmes=144)
    rehearsal = asked(database)
    work(database)

    persons_found(database, rehearsal)

    with database.reading() as session:
        [line] = session.execute(
            sa.select(journal).where(
                journal.c.subject == str(person), journal.c.action == "credits.standing.viewed"
            )
        )
    assert line.detail["case"] == str(rehearsal.rehearsal_id)


@pytest.mark.usefixtures("_small_batches")
def test_those_found_are_listed_page_by_page(database: Database) -> None:
    persons = {a_person(database, programmes=144) for _ in range(3)}
    rehearsal = asked(database)
    work(database)

    first = list_flipped(database, OPERATOR, ListFlipped(rehearsal_id=rehearsal.rehearsal_id, limit=2))
    query = ListFlipped(rehearsal_id=rehearsal.rehearsal_id, limit=2, cursor=first.next_cursor)
    second = list_flipped(database, OPERATOR, query)

    assert {item.person_id for item in (*first.items, *second.items)} == persons
    assert second.next_cursor is None
