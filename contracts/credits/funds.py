"""Money for a plan: limits, reservations and subsidies. Strictly apart from credits, in types of its own.

Owner: services/credits. Vocabulary: docs/glossary.md, "Money".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from contracts.credits.cycles import SPECIALISTS
from contracts.credits.plans import EMPLOYERS, PARTIES, ReadPlan, UnknownPlan
from contracts.credits.policies import PolicyMissing
from kernel.messages import Conflict, NotFound, Nothing, Operation
from kernel.money import Money
from kernel.values import Code, PersonId, Text


class Purse(StrEnum):
    """Whose money it is."""

    OWN = "own"
    EMPLOYER = "employer"


class MoneyMove(StrEnum):
    """granted: a limit is raised. reserved: set aside for an item. released: no more. spent: paid."""

    GRANTED = "granted"
    RESERVED = "reserved"
    RELEASED = "released"
    SPENT = "spent"


class SubsidyState(StrEnum):
    """blocked: what it is for does not count yet. payable: it does. paid: somebody says so."""

    BLOCKED = "blocked"
    PAYABLE = "payable"
    PAID = "paid"


class UnknownPlanItem(NotFound, ru="Такого пункта в плане нет."):
    """The plan has no such item, or it has no price."""


class LimitExceeded(Conflict, ru="Лимита не хватает."):
    """The limit does not suffice; details tell what is available."""


class AlreadyReserved(Conflict, ru="Деньги на этот пункт уже зарезервированы или израсходованы."):
    """Money for this item is reserved or spent already."""


class NothingReserved(Conflict, ru="На этот пункт ничего не зарезервировано."):
    """Nothing is reserved for this item."""


class SubsidyGranted(Conflict, ru="Субсидия на этот пункт уже назначена."):
    """This item has a subsidy already."""


class SubsidyBlocked(Conflict, ru="Субсидия не выплачивается: мероприятие ещё не зачтено."):
    """The subsidy is not paid before what it is for is credited."""


class UnknownSubsidy(NotFound, ru="Такой субсидии нет."):
    """There is no such subsidy."""


@dataclass(frozen=True, kw_only=True)
class GrantLimit:
    """Raise what may be spent for a plan: of one's own money, or, by the employer, of the employer's."""

    plan_id: UUID
    amount: Money
    reason: Text


@dataclass(frozen=True, kw_only=True)
class Reserve:
    """Set aside the price of an item."""

    plan_id: UUID
    item_code: Code
    purse: Purse


@dataclass(frozen=True, kw_only=True)
class SettleReservation:
    """Release what was reserved for an item, or note that it was paid."""

    plan_id: UUID
    item_code: Code


@dataclass(frozen=True, kw_only=True)
class GrantSubsidy:
    """Promise money for an item, to be paid once it counts."""

    plan_id: UUID
    item_code: Code
    amount: Money


@dataclass(frozen=True, kw_only=True)
class PaySubsidy:
    """Note that a subsidy was paid."""

    plan_id: UUID
    item_code: Code


@dataclass(frozen=True, kw_only=True)
class PurseState:
    """available: of the limit, what is neither reserved nor spent."""

    purse: Purse
    limit: Money
    reserved: Money
    spent: Money
    available: Money


@dataclass(frozen=True, kw_only=True)
class Subsidy:
    """blocked_by: why it is not paid yet, in words; absent when nothing stands in the way."""

    item_code: str
    amount: Money
    state: SubsidyState
    blocked_by: str | None
    blocked_by_en: str | None
    granted_by: PersonId
    granted_at: datetime
    paid_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class MoneyLine:
    """One line of the account of a plan's money; never edited. number: from 1, without gap."""

    number: int
    move: MoneyMove
    purse: Purse
    item_code: str | None
    amount: Money
    reason: str | None
    actor: PersonId
    at: datetime


@dataclass(frozen=True, kw_only=True)
class PlanFunds:
    """lines: the oldest first."""

    plan_id: UUID
    purses: tuple[PurseState, ...]
    subsidies: tuple[Subsidy, ...]
    lines: tuple[MoneyLine, ...]


@dataclass(frozen=True, kw_only=True)
class MyFunds:
    """Of all of one's plans together."""

    purses: tuple[PurseState, ...]


_ITEM = (UnknownPlan, UnknownPlanItem, PolicyMissing)

grant_limit = Operation(
    "credits", "grant_limit", GrantLimit, PlanFunds, (UnknownPlan, PolicyMissing), roles=PARTIES
)
reserve_funds = Operation(
    "credits",
    "reserve_funds",
    Reserve,
    PlanFunds,
    (*_ITEM, LimitExceeded, AlreadyReserved),
    roles=SPECIALISTS,
)
release_funds = Operation(
    "credits",
    "release_funds",
    SettleReservation,
    PlanFunds,
    (UnknownPlan, NothingReserved, PolicyMissing),
    roles=SPECIALISTS,
)
spend_funds = Operation(
    "credits",
    "spend_funds",
    SettleReservation,
    PlanFunds,
    (UnknownPlan, NothingReserved, PolicyMissing),
    roles=SPECIALISTS,
)
grant_subsidy = Operation(
    "credits", "grant_subsidy", GrantSubsidy, PlanFunds, (*_ITEM, SubsidyGranted), roles=EMPLOYERS
)
pay_subsidy = Operation(
    "credits",
    "pay_subsidy",
    PaySubsidy,
    PlanFunds,
    (UnknownPlan, UnknownSubsidy, SubsidyBlocked, PolicyMissing),
    roles=EMPLOYERS,
)
read_funds = Operation(
    "credits", "read_funds", ReadPlan, PlanFunds, (UnknownPlan,), roles=PARTIES, reads=True
)
my_funds = Operation("credits", "my_funds", Nothing, MyFunds, roles=SPECIALISTS, reads=True)
