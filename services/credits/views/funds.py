"""The money of plans."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from contracts.credits import funds as contract
from services.credits.domain.funds import Account, Funds, Subsidy
from services.credits.domain.plan import Plan

BLOCKED = "Мероприятие ещё не зачтено: выплата возможна после подтверждения."
BLOCKED_EN = "The activity is not credited yet: it is paid once that is confirmed."


def funds(
    plan: Plan, known: Funds, subsidies: Sequence[Subsidy], done: Collection[str]
) -> contract.PlanFunds:
    """done: the codes of the items that count."""
    return contract.PlanFunds(
        plan_id=plan.plan_id,
        purses=tuple(_purse(purse, known) for purse in contract.Purse),
        subsidies=tuple(_subsidy(each, is_done=each.item_code in done) for each in subsidies),
        lines=tuple(contract.MoneyLine(**vars(line)) for line in known.lines),
    )


def my_funds(known: Funds) -> contract.MyFunds:
    return contract.MyFunds(purses=tuple(_purse(purse, known) for purse in contract.Purse))


def _purse(purse: contract.Purse, known: Funds) -> contract.PurseState:
    return contract.PurseState(
        purse=purse,
        limit=known.limit(purse),
        reserved=known.balance(purse, Account.RESERVED),
        spent=known.balance(purse, Account.SPENT),
        available=known.balance(purse, Account.AVAILABLE),
    )


def _subsidy(subsidy: Subsidy, *, is_done: bool) -> contract.Subsidy:
    state = subsidy.state(is_done=is_done)
    is_blocked = state is contract.SubsidyState.BLOCKED
    return contract.Subsidy(
        item_code=subsidy.item_code,
        amount=subsidy.amount,
        state=state,
        blocked_by=BLOCKED if is_blocked else None,
        blocked_by_en=BLOCKED_EN if is_blocked else None,
        granted_by=subsidy.granted_by,
        granted_at=subsidy.granted_at,
        paid_at=subsidy.paid_at,
    )
