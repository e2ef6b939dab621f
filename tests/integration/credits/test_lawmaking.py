"""The law changes by drafts that one operator writes and another publishes, and keeps what it was."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from contracts.credits.cycles import ReadCredits
from contracts.credits.drafts import (
    DraftState,
    ListPolicyDrafts,
    OwnDraft,
    PolicyDraftSettled,
    PolicyUnsound,
    ReadPolicyDraft,
    SettlePolicyDraft,
    UnknownPolicyDraft,
)
from contracts.credits.policies import ListPolicies, ReadPolicyHistory, UnknownPolicy
from kernel import clock
from kernel.database import Database
from kernel.values import new_id
from services.credits import reference
from services.credits.usecases.awards import award
from services.credits.usecases.cycles import open_cycle
from services.credits.usecases.lawmaking import (
    list_policy_drafts,
    policy_history,
    publish_policy,
    read_policy_draft,
    withdraw_policy_draft,
)
from services.credits.usecases.statements import list_policies, my_credits
from tests.builders.credits import (
    DATA,
    NOW,
    TODAY,
    VAULT,
    a_specialist,
    an_award,
    an_opening,
    credits,
)
from tests.integration.credits.lawmakers import APPROVER, AUTHOR, NEXT_YEAR, TOTAL, drafted, publish
from tests.integration.credits.outbox import announced
from tests.integration.credits.test_races import at_once


def in_force(database: Database, day: date, **known: Any) -> str:
    [row] = [row for row in list_policies(database, ListPolicies(on=day, **known)).items if row.key == TOTAL]
    return row.value


def test_a_draft_changes_nothing(database: Database) -> None:
    draft = drafted(database)

    assert (draft.state, draft.replaced_value) == (DraftState.DRAFTED, "144")
    assert in_force(database, NEXT_YEAR) == "144"


def test_what_is_published_is_in_force_from_its_day(database: Database) -> None:
    published = publish(database, drafted(database))

    assert (published.state, published.version) == (DraftState.PUBLISHED, 2)
    assert in_force(database, date(2026, 12, 31)) == "144"
    assert in_force(database, NEXT_YEAR) == "160"


def test_the_old_row_is_told_to_end_where_the_new_one_begins(database: Database) -> None:
    publish(database, drafted(database))

    [old] = [row for row in list_policies(database, ListPolicies(on=TODAY)).items if row.key == TOTAL]
    assert (old.valid_before, old.version) == (NEXT_YEAR, 1)


def test_a_publication_is_announced(database: Database) -> None:
    publish(database, drafted(database))

    [told] = announced(database, "credits.policy.published")
    assert (told["key"], told["value"], told["valid_from"]) == (TOTAL, "160", "2027-01-01")
    assert (told["version"], told["is_correction"]) == (2, False)
    assert (told["drafted_by"], told["approved_by"]) == (str(AUTHOR.person_id), str(APPROVER.person_id))


def test_whoever_wrote_a_draft_does_not_publish_it(database: Database) -> None:
    draft = drafted(database)

    with pytest.raises(OwnDraft):
        publish_policy(database, AUTHOR, SettlePolicyDraft(draft_id=draft.draft_id))

    assert in_force(database, NEXT_YEAR) == "144"


def test_the_database_itself_asks_for_two_hands(database: Database, owner: sa.Engine) -> None:
    drafted(database)

    with pytest.raises(sa.exc.IntegrityError, match="two_hands"), owner.begin() as connection:
        connection.execute(sa.text("UPDATE policy_drafts SET state = 'published', settled_by = drafted_by"))


@pytest.mark.parametrize("day", [TODAY, date(2026, 1, 1)])
def test_the_law_of_days_past_is_not_changed_by_the_way(database: Database, day: date) -> None:
    with pytest.raises(PolicyUnsound) as refused:
        drafted(database, valid_from=day)

    assert refused.value.details == {"valid_from": "policy.retroactive"}


def test_a_draft_that_waited_too_long_is_not_published(database: Database) -> None:
    draft = drafted(database, valid_from=TODAY + timedelta(days=1))

    with clock.freeze(NOW + timedelta(days=1)), pytest.raises(PolicyUnsound):
        publish(database, draft)


def test_days_past_are_corrected_with_a_reason(database: Database) -> None:
    publish(
        database, drafted(database, valid_from=date(2026, 1, 1), valid_before=NEXT_YEAR, corrects="Опечатка")
    )

    days = (date(2025, 12, 31), TODAY, NEXT_YEAR)
    assert [in_force(database, day) for day in days] == ["144", "160", "144"]
    assert announced(database, "credits.policy.published")[0]["is_correction"]


def test_before_its_publication_a_correction_was_not_known(database: Database) -> None:
    publish(database, drafted(database, valid_from=date(2026, 1, 1), corrects="Опечатка"))

    assert in_force(database, TODAY, known_at=NOW - timedelta(seconds=1)) == "144"
    assert in_force(database, TODAY, known_at=NOW) == "160"


def test_a_correction_leaves_an_earlier_answer_as_it_was(database: Database) -> None:
    before = NOW - timedelta(days=1)
    with clock.freeze(before):
        open_cycle(database, VAULT, a_specialist(), an_opening())
        award(database, AUTHOR, an_award(credits=credits(36)))
    query = ReadCredits(as_of=TODAY, known_at=before)
    answer = my_credits(database, VAULT, a_specialist(), query)

    publish(database, drafted(database, valid_from=date(2026, 1, 1), corrects="Опечатка"))

    assert my_credits(database, VAULT, a_specialist(), query) == answer
    [now] = my_credits(database, VAULT, a_specialist(), ReadCredits()).items
    assert (now.accreditation[0].required, now.missing) == ("160.0", credits(124))


def test_the_history_of_a_key_keeps_every_row(database: Database) -> None:
    publish(database, drafted(database, value="150"))
    publish(database, drafted(database, value="160"))

    rows = policy_history(database, ReadPolicyHistory(key=TOTAL)).items

    assert [(row.version, row.value, row.is_published) for row in rows] == [
        (1, "144", False),
        (2, "150", True),
        (3, "160", True),
    ]


@pytest.mark.parametrize("statement", ["UPDATE policies SET value = '1'", "DELETE FROM policies"])
def test_the_database_itself_refuses_to_rewrite_the_law(owner: sa.Engine, statement: str) -> None:
    with pytest.raises(sa.exc.IntegrityError, match="stays on record"), owner.begin() as connection:
        connection.execute(sa.text(statement))


def test_loading_the_installed_law_again_leaves_what_was_published(
    database: Database, owner: sa.Engine
) -> None:
    publish(database, drafted(database))

    with owner.begin() as connection:
        reference.load(connection, DATA)

    assert in_force(database, NEXT_YEAR) == "160"
    assert len(policy_history(database, ReadPolicyHistory(key=TOTAL)).items) == 2


def test_a_draft_is_settled_once(database: Database) -> None:
    draft = drafted(database)
    command = SettlePolicyDraft(draft_id=draft.draft_id)
    withdrawn = withdraw_policy_draft(database, AUTHOR, command)

    with pytest.raises(PolicyDraftSettled) as refused:
        publish(database, draft)

    assert withdrawn.state is DraftState.WITHDRAWN
    assert refused.value.details["state"] == "withdrawn"


def test_of_simultaneous_publications_of_one_draft_one_takes_effect(database: Database) -> None:
    draft = drafted(database)

    outcomes = at_once(*[lambda: publish(database, draft)] * 6)

    assert outcomes == {"done": 1, "PolicyDraftSettled": 5}


def test_simultaneous_publications_of_one_key_are_numbered_one_after_another(database: Database) -> None:
    drafts = [drafted(database, value=str(150 + number)) for number in range(6)]

    at_once(*[lambda draft=draft: publish(database, draft) for draft in drafts])

    rows = policy_history(database, ReadPolicyHistory(key=TOTAL)).items
    assert [row.version for row in rows] == [1, 2, 3, 4, 5, 6, 7]


@pytest.mark.parametrize(
    ("key", "value", "rule"),
    [
        (TOTAL, "much", "policy.credits"),
        (TOTAL, "144.05", "policy.credits"),
        (TOTAL, "-1", "policy.credits"),
        ("cycle.length", "0", "policy.integer"),
        ("cycle.length", "51", "policy.integer"),
        ("cycle.length", "٥", "policy.integer"),
        ("cycle.checkpoints", "12;;48", "policy.integers"),
        ("unit.step", "NaN", "policy.decimal"),
        ("appeal.allowed", "maybe", "policy.boolean"),
        ("programme.number_pattern", "(", "policy.regex"),
        ("portfolio.formats", "pdf; ;jpg", "policy.texts"),
        ("accreditation.mentorship_required_if_first_accredited_from", "31.12.2026", "policy.date"),
    ],
)
def test_a_value_is_written_as_its_key_asks(database: Database, key: str, value: str, rule: str) -> None:
    with pytest.raises(PolicyUnsound) as refused:
        drafted(database, key=key, value=value)

    assert refused.value.details == {"value": rule}


def test_a_key_that_nobody_reads_is_not_law(database: Database) -> None:
    with pytest.raises(UnknownPolicy):
        drafted(database, key="requirement.of.nobody")
    with pytest.raises(UnknownPolicy):
        policy_history(database, ReadPolicyHistory(key="requirement.of.nobody"))


def test_a_draft_ends_after_it_begins(database: Database) -> None:
    with pytest.raises(PolicyUnsound) as refused:
        drafted(database, valid_before=NEXT_YEAR)

    assert refused.value.details == {"valid_before": "period.order"}


def test_drafts_are_listed_newest_first_page_by_page(database: Database) -> None:
    written = [drafted(database).draft_id for _ in range(3)]

    first = list_policy_drafts(database, ListPolicyDrafts(limit=2))
    second = list_policy_drafts(database, ListPolicyDrafts(limit=2, cursor=first.next_cursor))

    assert [draft.draft_id for draft in (*first.items, *second.items)] == written[::-1]


def test_drafts_are_listed_by_state(database: Database) -> None:
    publish(database, drafted(database))
    waiting = drafted(database)

    page = list_policy_drafts(database, ListPolicyDrafts(state=DraftState.DRAFTED))

    assert [draft.draft_id for draft in page.items] == [waiting.draft_id]


def test_a_draft_is_read_by_its_number(database: Database) -> None:
    draft = drafted(database)

    assert read_policy_draft(database, ReadPolicyDraft(draft_id=draft.draft_id)) == draft
    with pytest.raises(UnknownPolicyDraft):
        read_policy_draft(database, ReadPolicyDraft(draft_id=new_id()))
