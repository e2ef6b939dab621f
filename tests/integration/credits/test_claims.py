"""Completed activities, as the catalogue announces them."""

from __future__ import annotations

from datetime import date

import pytest
import sqlalchemy as sa

from contracts.catalogue.activities import ActivityKind
from contracts.credits.cycles import ReadCredits
from contracts.credits.ledger import ListEntries, ReadBalance
from contracts.credits.policies import PolicyMissing
from kernel.database import Database
from kernel.values import new_id
from services.credits.tables import quarantine
from services.credits.usecases.claims import note_designation, post_completed
from services.credits.usecases.cycles import open_cycle
from services.credits.usecases.statements import my_balance, my_credits, my_entries
from tests.builders.credits import VAULT, a_completion, a_specialist, an_approval, an_opening, credits
from tests.integration.credits.lawlessness import forget
from tests.integration.credits.outbox import announced


def balance(database: Database) -> str:
    [only] = my_balance(database, a_specialist(), ReadBalance()).items
    return str(only.balance)


def unsettled(database: Database) -> list[str]:
    """The codes of the claims that wait in quarantine."""
    with database.reading() as session:
        return list(session.scalars(sa.select(quarantine.c.code).where(quarantine.c.settled_at.is_(None))))


def test_a_completed_activity_is_credited_without_an_operator(database: Database) -> None:
    open_cycle(database, VAULT, a_specialist(), an_opening())

    post_completed(database, a_completion(credits=credits(36)))

    assert balance(database) == "36.0"


def test_an_event_delivered_twice_is_posted_once(database: Database) -> None:
    open_cycle(database, VAULT, a_specialist(), an_opening())
    event = a_completion()

    post_completed(database, event)
    post_completed(database, event)

    assert balance(database) == "36.0"
    assert announced(database, "credits.claim.rejected") == []


def test_an_activity_reported_anew_is_rejected_as_credited_already(database: Database) -> None:
    open_cycle(database, VAULT, a_specialist(), an_opening())
    first = a_completion()
    post_completed(database, first)

    post_completed(database, a_completion(activity_id=first.activity_id))

    [told] = announced(database, "credits.claim.rejected")
    assert (told["code"], balance(database)) == ("AlreadyAwarded", "36.0")


def test_a_claim_without_a_cycle_is_quarantined_and_the_person_told(database: Database) -> None:
    event = a_completion()

    post_completed(database, event)

    [told] = announced(database, "credits.claim.rejected")
    assert (told["code"], told["activity_id"]) == ("NoOpenCycle", str(event.activity_id))
    assert unsettled(database) == ["NoOpenCycle"]


def test_a_claim_reported_anew_stays_one_line_of_the_quarantine(database: Database) -> None:
    event = a_completion()
    post_completed(database, event)

    post_completed(database, a_completion(activity_id=event.activity_id))

    first, second = announced(database, "credits.claim.rejected")
    assert first["claim_id"] == second["claim_id"]
    assert unsettled(database) == ["NoOpenCycle"]


def test_opening_the_cycle_posts_the_claims_that_waited_for_it(database: Database) -> None:
    post_completed(database, a_completion(completed_on=date(2026, 2, 1), credits=credits(36)))
    post_completed(database, a_completion(completed_on=date(2024, 2, 29), credits=credits(18)))

    open_cycle(database, VAULT, a_specialist(), an_opening(date(2024, 3, 1)))

    assert balance(database) == "36.0"
    assert unsettled(database) == ["NoOpenCycle"]


def test_a_posted_claim_keeps_the_number_under_which_it_was_quarantined(database: Database) -> None:
    post_completed(database, a_completion())
    [rejected] = announced(database, "credits.claim.rejected")

    open_cycle(database, VAULT, a_specialist(), an_opening())

    [entry] = my_entries(database, a_specialist(), ListEntries()).items
    assert str(entry.entry_id) == rejected["claim_id"]


def test_a_cycle_of_another_speciality_leaves_the_claim_waiting(database: Database) -> None:
    post_completed(database, a_completion())

    open_cycle(database, VAULT, a_specialist(), an_opening(speciality="kardiologiya"))

    assert unsettled(database) == ["NoOpenCycle"]


def test_a_claim_that_waited_may_break_another_rule(database: Database) -> None:
    for _ in range(2):
        post_completed(database, a_completion(kind=ActivityKind.EVENT, credits=credits(6)))

    open_cycle(database, VAULT, a_specialist(), an_opening())

    assert balance(database) == "6.0"
    assert unsettled(database) == ["DayCapReached"]
    assert announced(database, "credits.claim.rejected")[-1]["code"] == "DayCapReached"


def test_events_of_one_day_are_posted_up_to_the_cap(database: Database) -> None:
    open_cycle(database, VAULT, a_specialist(), an_opening())

    for amount in ("4.0", "4.0", "1.0"):
        post_completed(database, a_completion(kind=ActivityKind.EVENT, credits=credits(amount)))

    posted = [told["credits"] for told in announced(database, "credits.entry.posted")]
    assert posted == ["4.0", "2.0"]
    assert unsettled(database) == ["DayCapReached"]


def test_events_of_two_days_have_a_cap_each(database: Database) -> None:
    """Observed: 12 for a congress of two days (S13, S25, S27)."""
    open_cycle(database, VAULT, a_specialist(), an_opening())

    for day in (date(2026, 2, 1), date(2026, 2, 2)):
        post_completed(database, a_completion(kind=ActivityKind.EVENT, credits=credits(7), completed_on=day))

    assert balance(database) == "12.0"


def test_more_than_was_designated_is_rejected(database: Database) -> None:
    open_cycle(database, VAULT, a_specialist(), an_opening())
    event = a_completion(credits=credits(37))
    note_designation(database, an_approval(event.activity_id, 36))

    post_completed(database, event)

    assert unsettled(database) == ["AboveDesignation"]


def test_what_was_designated_is_that_of_the_version_enrolled_for(database: Database) -> None:
    open_cycle(database, VAULT, a_specialist(), an_opening())
    event = a_completion(credits=credits(36))
    note_designation(database, an_approval(event.activity_id, 36, version=2))
    note_designation(database, an_approval(event.activity_id, 18, version=3))

    post_completed(database, event)

    assert balance(database) == "36.0"


def test_while_a_rule_is_unknown_the_claim_is_neither_posted_nor_lost(
    database: Database, owner: sa.Engine
) -> None:
    open_cycle(database, VAULT, a_specialist(), an_opening())
    event = a_completion()
    forget(owner, "claim.late_days")

    with pytest.raises(PolicyMissing):
        post_completed(database, event)

    assert (balance(database), unsettled(database)) == ("0.0", [])


def test_another_persons_claim_changes_nobody_elses_standing(database: Database) -> None:
    open_cycle(database, VAULT, a_specialist(), an_opening())

    post_completed(database, a_completion(person_id=new_id()))

    [standing] = my_credits(database, VAULT, a_specialist(), ReadCredits()).items
    assert standing.total == credits(0)
