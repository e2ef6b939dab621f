"""What was completed outside the feeds is claimed with evidence, and another operator decides."""

from __future__ import annotations

from dataclasses import replace

import pytest
import sqlalchemy as sa

from contracts.credits.claim_desk import (
    ListClaims,
    OwnClaim,
)
from contracts.credits.claims import (
    ClaimMoveRefused,
    CommentOnClaim,
    EnterClaim,
    ListMyClaims,
    ManualClaimState,
    ReadClaim,
    ReviseClaim,
    UnknownClaim,
)
from contracts.credits.ledger import AlreadyAwarded
from kernel.database import Database
from kernel.machinery import journal
from kernel.messages import Caller, StaleVersion
from kernel.values import PersonId, new_id
from services.credits.usecases.cycles import open_cycle
from services.credits.usecases.manual import (
    claim_history,
    comment_on_claim,
    enter_claim,
    my_claims,
    read_claim,
    revise_claim,
    submit_claim,
    withdraw_claim,
)
from services.credits.usecases.proof import verify
from services.credits.usecases.review import accept_claim, list_claims, refuse_claim, return_claim
from tests.builders.credits import PERSON, VAULT, a_specialist, an_opening
from tests.integration.credits.claimants import (
    ME,
    OPERATOR,
    OTHER,
    accepted,
    accepting,
    content,
    drafted,
    entries,
    of,
    refusing,
    returning,
    submitted,
)
from tests.integration.credits.outbox import announced
from tests.integration.credits.test_races import at_once


@pytest.fixture
def cycle(database: Database) -> None:
    open_cycle(database, VAULT, ME, an_opening())


def test_an_accepted_claim_is_an_entry_of_the_ledger(database: Database, cycle: None) -> None:
    claim = accepted(database)

    [entry] = entries(database)
    assert (entry.entry_id, str(entry.credits), entry.title) == (
        claim.claim_id,
        "6.0",
        "Конгресс по кардиологии",
    )
    assert verify(database) == ()


def test_a_submission_is_receipted_and_announced(database: Database, cycle: None) -> None:
    claim = submitted(database)

    [told] = announced(database, "credits.manual_claim.submitted")
    assert claim.receipt is not None
    assert claim.receipt.startswith("CL-2026-")
    assert (told["receipt"], told["evidence"]) == (claim.receipt, [str(each) for each in claim.evidence])


def test_a_draft_is_saved_as_often_as_one_likes(database: Database, cycle: None) -> None:
    claim = drafted(database, title="К")

    for title in ("Ко", "Кон", "Конг"):
        facts = content(database, title=title)
        claim = revise_claim(
            database, ME, ReviseClaim(claim_id=claim.claim_id, version=claim.version, **facts)
        )

    assert (claim.title, claim.version) == ("Конг", 4)


def test_of_two_windows_the_second_to_save_is_told(database: Database) -> None:
    claim = drafted(database)
    facts = content(database)
    revise_claim(database, ME, ReviseClaim(claim_id=claim.claim_id, version=1, **facts))

    with pytest.raises(StaleVersion):
        revise_claim(database, ME, ReviseClaim(claim_id=claim.claim_id, version=1, **facts))


def test_the_same_outside_activity_is_claimed_once(database: Database, cycle: None) -> None:
    accepted(database)
    again = drafted(database, title="  конгресс по КАРДИОЛОГИИ ")

    with pytest.raises(AlreadyAwarded):
        submit_claim(database, ME, of(again))


def test_an_operator_asks_for_more_and_the_claimant_answers(database: Database, cycle: None) -> None:
    claim = submitted(database)

    returned = return_claim(database, OPERATOR, returning(claim))
    comment_on_claim(database, ME, CommentOnClaim(claim_id=claim.claim_id, text="Приложил"))
    again = submit_claim(database, ME, of(returned))

    told = read_claim(database, OPERATOR, ReadClaim(claim_id=claim.claim_id)).comments
    assert [(each.by_operator, each.text) for each in told] == [
        (True, "Приложите программу"),
        (False, "Приложил"),
    ]
    assert (again.state, again.receipt) == (ManualClaimState.SUBMITTED, claim.receipt)
    assert len(announced(database, "credits.manual_claim.returned")) == 1


def test_a_refused_claim_tells_its_reason(database: Database, cycle: None) -> None:
    refused = refuse_claim(database, OPERATOR, refusing(submitted(database)))

    [told] = announced(database, "credits.manual_claim.refused")
    assert (refused.state, told["reason"]) == (ManualClaimState.REFUSED, "evidence_differs")
    assert entries(database) == []


def test_what_lies_with_the_operators_is_not_rewritten(database: Database, cycle: None) -> None:
    claim = submitted(database)

    with pytest.raises(ClaimMoveRefused):
        revise_claim(
            database,
            ME,
            ReviseClaim(claim_id=claim.claim_id, version=claim.version, **content(database)),
        )


def test_an_operator_may_enter_a_claim_and_another_decides(database: Database, cycle: None) -> None:
    entered = enter_claim(database, OPERATOR, EnterClaim(person_id=PERSON, **content(database)))
    claim = submit_claim(database, OPERATOR, of(entered))

    with pytest.raises(OwnClaim):
        accept_claim(database, OPERATOR, accepting(claim))
    accept_claim(database, OTHER, accepting(claim))

    assert [entry.entry_id for entry in entries(database)] == [claim.claim_id]


def test_nobody_decides_on_a_claim_of_their_own(database: Database, cycle: None) -> None:
    claim = submitted(database)
    operator = replace(ME, roles=OPERATOR.roles)

    for decide in (
        lambda: accept_claim(database, operator, accepting(claim)),
        lambda: refuse_claim(database, operator, refusing(claim)),
        lambda: return_claim(database, operator, returning(claim)),
    ):
        with pytest.raises(OwnClaim):
            decide()


@pytest.mark.parametrize("caller", [a_specialist(PersonId(new_id())), OPERATOR])
def test_the_draft_of_another_is_unknown(database: Database, caller: Caller) -> None:
    claim = drafted(database)

    for ask in (
        lambda: read_claim(database, caller, ReadClaim(claim_id=claim.claim_id)),
        lambda: claim_history(database, caller, ReadClaim(claim_id=claim.claim_id)),
        lambda: submit_claim(database, caller, of(claim)),
        lambda: comment_on_claim(database, caller, CommentOnClaim(claim_id=claim.claim_id, text="?")),
    ):
        with pytest.raises(UnknownClaim):
            ask()


def test_operators_do_not_write_what_others_claimed(database: Database, cycle: None) -> None:
    claim = submitted(database)

    with pytest.raises(UnknownClaim):
        withdraw_claim(database, OPERATOR, of(claim))


def test_of_two_operators_at_once_one_decides(database: Database, cycle: None) -> None:
    claim = submitted(database)

    outcomes = at_once(
        *[lambda: accept_claim(database, OPERATOR, accepting(claim))] * 4,
        *[lambda: refuse_claim(database, OTHER, refusing(claim))] * 4,
    )

    assert outcomes == {"done": 1, "StaleVersion": 7}
    assert verify(database) == ()


def test_every_step_of_a_claim_is_kept_with_what_it_changed(database: Database, cycle: None) -> None:
    claim = drafted(database, title="Конгрес")
    facts = content(database, evidence=claim.evidence)
    revised = revise_claim(database, ME, ReviseClaim(claim_id=claim.claim_id, version=1, **facts))
    submit_claim(database, ME, of(revised))

    _, second, third = claim_history(database, ME, ReadClaim(claim_id=claim.claim_id)).items

    assert (second.before, second.after) == ({"title": "Конгрес"}, {"title": "Конгресс по кардиологии"})
    assert (third.before, third.after, third.changed_by) == (
        {"state": "draft"},
        {"state": "submitted"},
        PERSON,
    )


def test_the_queue_shows_the_oldest_first_and_who_looked_is_written_down(
    database: Database, cycle: None
) -> None:
    first, second = submitted(database), submitted(database, title="Другой конгресс")
    drafted(database, title="Черновик")

    page = list_claims(database, OPERATOR, ListClaims(limit=1))
    rest = list_claims(database, OPERATOR, ListClaims(limit=1, cursor=page.next_cursor))

    assert [item.claim_id for item in (*page.items, *rest.items)] == [first.claim_id, second.claim_id]
    assert rest.next_cursor is None
    with database.reading() as session:
        seen = session.scalars(sa.select(journal.c.action).where(journal.c.subject == str(PERSON)))
        assert seen.all().count("credits.claim.viewed") == 2


def test_ones_claims_are_listed_newest_first(database: Database) -> None:
    first, second = drafted(database), drafted(database)

    page = my_claims(database, ME, ListMyClaims(limit=1))
    rest = my_claims(database, ME, ListMyClaims(limit=1, cursor=page.next_cursor))

    assert [item.claim_id for item in (*page.items, *rest.items)] == [second.claim_id, first.claim_id]


def test_a_withdrawn_claim_is_over(database: Database, cycle: None) -> None:
    claim = withdraw_claim(database, ME, of(submitted(database)))

    with pytest.raises(ClaimMoveRefused):
        accept_claim(database, OPERATOR, accepting(claim))
    with pytest.raises(ClaimMoveRefused):
        comment_on_claim(database, ME, CommentOnClaim(claim_id=claim.claim_id, text="?"))
