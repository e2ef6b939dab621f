"""Money moves between accounts, and none of it is lost."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.credits.funds import (
    AlreadyReserved,
    LimitExceeded,
    MoneyMove,
    NothingReserved,
    Purse,
    SubsidyState,
)
from kernel.messages import Conflict
from kernel.money import Money
from services.credits.domain.funds import Account, Funds, MoneyLine, Subsidy
from tests.builders.credits import NOW, PERSON

Move = Callable[[Funds], MoneyLine]
OWN = Purse.OWN


def granted(roubles: int, purse: Purse = OWN) -> Move:
    return lambda funds: funds.grant(purse, Money.of(roubles), "Лимит", actor=PERSON, at=NOW)


def reserved(roubles: int, code: str = "first", purse: Purse = OWN) -> Move:
    return lambda funds: funds.reserve(purse, code, Money.of(roubles), actor=PERSON, at=NOW)


def released(code: str = "first") -> Move:
    return lambda funds: funds.settle(MoneyMove.RELEASED, code, actor=PERSON, at=NOW)


def spent(code: str = "first") -> Move:
    return lambda funds: funds.settle(MoneyMove.SPENT, code, actor=PERSON, at=NOW)


def after(*moves: Move) -> Funds:
    funds = Funds(lines=())
    for move in moves:
        funds = Funds(lines=(*funds.lines, move(funds)))
    return funds


def balances(funds: Funds) -> tuple[int, int, int]:
    """Available, reserved and spent, of the own purse, in roubles."""
    accounts = Account.AVAILABLE, Account.RESERVED, Account.SPENT
    available, reserved, spent = (funds.balance(OWN, account).minor // 100 for account in accounts)
    return available, reserved, spent


@pytest.mark.parametrize(
    ("moves", "expected"),
    [
        ([], (0, 0, 0)),
        ([granted(100)], (100, 0, 0)),
        ([granted(100), reserved(60)], (40, 60, 0)),
        ([granted(100), reserved(60), released()], (100, 0, 0)),
        ([granted(100), reserved(60), spent()], (40, 0, 60)),
        ([granted(100), reserved(60), released(), reserved(60), spent()], (40, 0, 60)),
    ],
)
def test_what_was_granted_is_available_reserved_or_spent(
    moves: list[Move], expected: tuple[int, int, int]
) -> None:
    assert balances(after(*moves)) == expected


def test_more_than_is_available_is_not_reserved() -> None:
    with pytest.raises(LimitExceeded) as refused:
        after(granted(100), reserved(60), reserved(41, "second"))

    assert refused.value.details == {"available": "40.00 RUB", "required": "41.00 RUB"}


def test_the_money_of_one_purse_is_not_that_of_the_other() -> None:
    with pytest.raises(LimitExceeded):
        after(granted(100, Purse.EMPLOYER), reserved(1))


@pytest.mark.parametrize("moves", [[reserved(1)], [reserved(1), spent()]])
def test_an_item_is_reserved_for_once(moves: list[Move]) -> None:
    with pytest.raises(AlreadyReserved):
        after(granted(100), *moves, reserved(1))


@pytest.mark.parametrize("moves", [[], [reserved(1), released()], [reserved(1), spent()]])
@pytest.mark.parametrize("settle", [released, spent])
def test_only_what_is_reserved_is_settled(moves: list[Move], settle: Callable[[], Move]) -> None:
    with pytest.raises(NothingReserved):
        after(granted(100), *moves, settle())


moves = st.one_of(
    st.builds(granted, st.integers(1, 50), st.sampled_from(Purse)),
    st.builds(reserved, st.integers(1, 50), st.sampled_from(["a", "b", "c"]), st.sampled_from(Purse)),
    st.builds(released, st.sampled_from(["a", "b", "c"])),
    st.builds(spent, st.sampled_from(["a", "b", "c"])),
)


@given(st.lists(moves, max_size=20))
def test_no_sequence_loses_or_makes_money(tried: list[Move]) -> None:
    funds = Funds(lines=())
    for move in tried:
        try:
            funds = Funds(lines=(*funds.lines, move(funds)))
        except Conflict:
            continue

    for purse in Purse:
        held = (funds.balance(purse, account) for account in Account if account is not Account.OUTSIDE)
        assert Money.total(held) == funds.limit(purse)
    assert [line.number for line in funds.lines] == list(range(1, len(funds.lines) + 1))


@pytest.mark.parametrize(
    ("is_paid", "is_done", "state"),
    [
        (False, False, SubsidyState.BLOCKED),
        (False, True, SubsidyState.PAYABLE),
        (True, True, SubsidyState.PAID),
    ],
)
def test_a_subsidy_is_blocked_until_its_item_counts(
    is_paid: bool, is_done: bool, state: SubsidyState
) -> None:
    subsidy = Subsidy(
        item_code="first",
        amount=Money.of(100),
        granted_by=PERSON,
        granted_at=NOW,
        paid_at=NOW if is_paid else None,
    )

    assert subsidy.state(is_done=is_done) is state
