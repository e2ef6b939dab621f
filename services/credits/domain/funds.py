"""The money of a plan: lines that move it between accounts, and what they come to.

Each line takes an amount from one account and gives it to another, so that nothing is ever lost:
what was granted is available, reserved or spent. Credits never enter here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from contracts.credits.funds import (
    AlreadyReserved,
    LimitExceeded,
    MoneyMove,
    NothingReserved,
    Purse,
    SubsidyState,
)
from kernel.money import Money
from kernel.values import PersonId

NO_MONEY = Money(0)


class Account(StrEnum):
    OUTSIDE = "outside"
    AVAILABLE = "available"
    RESERVED = "reserved"
    SPENT = "spent"


# From which account each move takes, and to which it gives.
ENTRIES: dict[MoneyMove, tuple[Account, Account]] = {
    MoneyMove.GRANTED: (Account.OUTSIDE, Account.AVAILABLE),
    MoneyMove.RESERVED: (Account.AVAILABLE, Account.RESERVED),
    MoneyMove.RELEASED: (Account.RESERVED, Account.AVAILABLE),
    MoneyMove.SPENT: (Account.RESERVED, Account.SPENT),
}


@dataclass(frozen=True, kw_only=True)
class MoneyLine:
    """number: its place, from 1, without gap."""

    number: int
    move: MoneyMove
    purse: Purse
    item_code: str | None
    amount: Money
    reason: str | None
    actor: PersonId
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Funds:
    """All lines of a plan, the oldest first."""

    lines: Sequence[MoneyLine]

    def balance(self, purse: Purse, account: Account) -> Money:
        """What is on an account of a purse."""
        own = [line for line in self.lines if line.purse is purse]
        given = _sum(line.amount for line in own if ENTRIES[line.move][1] is account)
        return given.less(_sum(line.amount for line in own if ENTRIES[line.move][0] is account))

    def limit(self, purse: Purse) -> Money:
        return _sum(
            line.amount for line in self.lines if line.purse is purse and line.move is MoneyMove.GRANTED
        )

    @property
    def committed(self) -> Money:
        """What is reserved and spent, of all purses."""
        accounts = (Account.RESERVED, Account.SPENT)
        return _sum(self.balance(purse, account) for purse in Purse for account in accounts)

    def grant(self, purse: Purse, amount: Money, reason: str, *, actor: PersonId, at: datetime) -> MoneyLine:
        return self._line(MoneyMove.GRANTED, purse, amount, None, reason=reason, actor=actor, at=at)

    def reserve(
        self, purse: Purse, item_code: str, amount: Money, *, actor: PersonId, at: datetime
    ) -> MoneyLine:
        """Raises: AlreadyReserved. LimitExceeded -- less is available."""
        last = self._last(item_code)
        if last is not None and last.move is not MoneyMove.RELEASED:
            raise AlreadyReserved(item_code=item_code)
        available = self.balance(purse, Account.AVAILABLE)
        if available < amount:
            raise LimitExceeded(available=available, required=amount)
        return self._line(MoneyMove.RESERVED, purse, amount, item_code, actor=actor, at=at)

    def settle(self, move: MoneyMove, item_code: str, *, actor: PersonId, at: datetime) -> MoneyLine:
        """Release or spend what is reserved for an item. Raises: NothingReserved."""
        last = self._last(item_code)
        if last is None or last.move is not MoneyMove.RESERVED:
            raise NothingReserved(item_code=item_code)
        return self._line(move, last.purse, last.amount, item_code, actor=actor, at=at)

    def _last(self, item_code: str) -> MoneyLine | None:
        return next((line for line in reversed(self.lines) if line.item_code == item_code), None)

    def _line(
        self,
        move: MoneyMove,
        purse: Purse,
        amount: Money,
        item_code: str | None,
        *,
        actor: PersonId,
        at: datetime,
        reason: str | None = None,
    ) -> MoneyLine:
        return MoneyLine(
            number=len(self.lines) + 1,
            move=move,
            purse=purse,
            item_code=item_code,
            amount=amount,
            reason=reason,
            actor=actor,
            at=at,
        )


@dataclass(frozen=True, kw_only=True)
class Subsidy:
    """Money promised for an item of a plan."""

    item_code: str
    amount: Money
    granted_by: PersonId
    granted_at: datetime
    paid_at: datetime | None = None

    def state(self, *, is_done: bool) -> SubsidyState:
        """is_done: whether what it is for counts."""
        if self.paid_at is not None:
            return SubsidyState.PAID
        return SubsidyState.PAYABLE if is_done else SubsidyState.BLOCKED


def _sum(amounts: Iterable[Money]) -> Money:
    return Money.total(amounts)
