"""What a specialist reads about themselves."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import pytest
import sqlalchemy as sa

from contracts.catalogue.activities import ActivityKind
from contracts.credits.cycles import ReadCredits
from contracts.credits.ledger import EntryState, ListEntries, ReadBalance, ReverseEntry
from contracts.credits.policies import ListPolicies, Outcome, PolicyMissing
from kernel.database import Database
from kernel.messages import Invalid
from kernel.values import PersonId, new_id
from services.credits.usecases.awards import award, reverse
from services.credits.usecases.cycles import open_cycle
from services.credits.usecases.statements import list_policies, my_balance, my_credits, my_entries
from tests.builders.credits import TODAY, VAULT, a_specialist, an_award, an_opening, an_operator, credits
from tests.integration.credits.lawlessness import forget

OPERATOR = an_operator()


@contextmanager
def statements(database: Database) -> Iterator[list[str]]:
    sent: list[str] = []

    def note(_: object, __: object, statement: str, *___: object) -> None:
        sent.append(statement)

    sa.event.listen(database.engine, "before_cursor_execute", note)
    yield sent
    sa.event.remove(database.engine, "before_cursor_execute", note)


def test_the_standing_tells_what_is_missing(database: Database) -> None:
    open_cycle(database, VAULT, a_specialist(), an_opening())
    award(database, OPERATOR, an_award(credits=credits(36)))

    [standing] = my_credits(database, VAULT, a_specialist(), ReadCredits()).items

    assert (standing.total, standing.missing, standing.ready) == (credits(36), credits(108), False)
    assert standing.accreditation[0].text == "Нужно 144 ЗЕТ, набрано 36,0. Не хватает 108,0."


def test_the_standing_counts_days_and_kinds(database: Database) -> None:
    open_cycle(database, VAULT, a_specialist(), an_opening(date(2024, 3, 1)))
    award(database, OPERATOR, an_award(credits=credits(36)))
    award(database, OPERATOR, an_award(credits=credits(18), kind=ActivityKind.MODULE))

    [standing] = my_credits(database, VAULT, a_specialist(), ReadCredits()).items

    assert [(each.kind, str(each.credits)) for each in standing.by_kind] == [
        ("module", "18.0"),
        ("programme", "36.0"),
    ]
    assert standing.days_left == (date(2029, 3, 1) - TODAY).days


def test_144_of_them_72_from_programmes_are_ready(database: Database) -> None:
    """Order 709н since 2023 (S2, S5)."""
    open_cycle(database, VAULT, a_specialist(), an_opening())
    for kind in (ActivityKind.PROGRAMME, ActivityKind.MODULE):
        award(database, OPERATOR, an_award(credits=credits(72), kind=kind))

    [standing] = my_credits(database, VAULT, a_specialist(), ReadCredits()).items

    assert (standing.ready, standing.missing) == (True, credits(0))


def test_a_reversed_award_is_not_in_the_standing(database: Database) -> None:
    open_cycle(database, VAULT, a_specialist(), an_opening())
    entry = award(database, OPERATOR, an_award())
    reverse(database, OPERATOR, ReverseEntry(entry_id=entry.entry_id, reason="Ошибка"))

    [standing] = my_credits(database, VAULT, a_specialist(), ReadCredits()).items

    assert standing.total == credits(0)


def test_every_open_cycle_has_a_standing(database: Database) -> None:
    open_cycle(database, VAULT, a_specialist(), an_opening())
    open_cycle(database, VAULT, a_specialist(), an_opening(date(2025, 5, 1), speciality="kardiologiya"))

    standings = my_credits(database, VAULT, a_specialist(), ReadCredits()).items

    assert [each.cycle.speciality for each in standings] == ["terapiya", "kardiologiya"]


def test_without_a_rule_there_is_no_standing(database: Database, owner: sa.Engine) -> None:
    open_cycle(database, VAULT, a_specialist(), an_opening())
    forget(owner, "requirement.accreditation.total")

    with pytest.raises(PolicyMissing) as missing:
        my_credits(database, VAULT, a_specialist(), ReadCredits())

    assert missing.value.details["key"] == "requirement.accreditation.total"


def test_nobody_reads_the_credits_of_another(database: Database) -> None:
    stranger = a_specialist(PersonId(new_id()))
    cycle = open_cycle(database, VAULT, a_specialist(), an_opening())
    award(database, OPERATOR, an_award())

    assert my_credits(database, VAULT, stranger, ReadCredits()).items == ()
    assert my_entries(database, stranger, ListEntries(cycle_id=cycle.cycle_id)).items == ()
    assert my_balance(database, stranger, ReadBalance()).items == ()


def test_a_balance_takes_one_query(database: Database) -> None:
    open_cycle(database, VAULT, a_specialist(), an_opening())
    my_balance(database, a_specialist(), ReadBalance())

    with statements(database) as sent:
        my_balance(database, a_specialist(), ReadBalance())

    assert len(sent) == 1


def test_a_standing_takes_two_queries_however_many_cycles(database: Database) -> None:
    for speciality in ("terapiya", "kardiologiya", "nevrologiya"):
        open_cycle(database, VAULT, a_specialist(), an_opening(speciality=speciality))

    with statements(database) as sent:
        my_credits(database, VAULT, a_specialist(), ReadCredits())

    assert len(sent) == 2


def test_entries_come_newest_first_page_by_page(database: Database) -> None:
    open_cycle(database, VAULT, a_specialist(), an_opening())
    posted = [award(database, OPERATOR, an_award(credits=credits(1))).entry_id for _ in range(5)]

    first = my_entries(database, a_specialist(), ListEntries(limit=3))
    second = my_entries(database, a_specialist(), ListEntries(limit=3, cursor=first.next_cursor))

    assert [entry.entry_id for entry in (*first.items, *second.items)] == posted[::-1]
    assert second.next_cursor is None


def test_a_reversed_entry_stays_in_the_list_and_says_so(database: Database) -> None:
    open_cycle(database, VAULT, a_specialist(), an_opening())
    entry = award(database, OPERATOR, an_award())
    reverse(database, OPERATOR, ReverseEntry(entry_id=entry.entry_id, reason="Ошибка"))

    [shown] = my_entries(database, a_specialist(), ListEntries()).items

    assert shown.state is EntryState.REVERSED


@pytest.mark.parametrize("cursor", ["nonsense", "WyJ4Il0"])
def test_a_foreign_cursor_is_refused(database: Database, cursor: str) -> None:
    with pytest.raises(Invalid):
        my_entries(database, a_specialist(), ListEntries(cursor=cursor))


@pytest.mark.parametrize(
    ("day", "least"), [(date(2022, 12, 31), "74"), (date(2023, 1, 1), "72"), (None, "72")]
)
def test_the_law_is_listed_as_in_force_on_a_day(database: Database, day: date | None, least: str) -> None:
    """74 under orders 746н, 20н, 1081н (S1, S3, S4); 72 under order 709н (S2, S5)."""
    listed = list_policies(database, ListPolicies(on=day)).items

    [row] = [row for row in listed if row.key == "requirement.accreditation.min_from_programmes"]
    assert (row.value, row.verified) == (least, False)


def test_guidance_is_advice_in_the_standing(database: Database) -> None:
    open_cycle(database, VAULT, a_specialist(), an_opening())

    [standing] = my_credits(database, VAULT, a_specialist(), ReadCredits()).items

    assert {trace.outcome for trace in standing.guidance} == {Outcome.UNMET}
    assert [trace.rule for trace in standing.guidance][:2] == ["guidance.total", "guidance.annual"]


def test_the_standing_foresees_when_what_is_missing_will_be_there(database: Database) -> None:
    """36 credits in the first 998 days of 1,826 are too slow for 72."""
    open_cycle(database, VAULT, a_specialist(), an_opening(date(2024, 3, 1)))
    award(database, OPERATOR, an_award(credits=credits(36)))

    [standing] = my_credits(database, VAULT, a_specialist(), ReadCredits()).items

    total, programmes = standing.shortfalls
    assert (total.missing, total.expected_on) == (credits(108), None)
    assert (programmes.missing, programmes.expected_on) == (credits(36), None)
    assert programmes.by == date(2029, 2, 28)


def test_the_standing_tells_until_when_claims_are_accepted(database: Database) -> None:
    """90 days after the end (policy `claim.late_days`)."""
    open_cycle(database, VAULT, a_specialist(), an_opening(date(2024, 3, 1)))

    [standing] = my_credits(database, VAULT, a_specialist(), ReadCredits()).items

    assert standing.claims_until == date(2029, 5, 29)
