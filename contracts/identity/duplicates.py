"""Two accounts of one person: suspected where numbers meet, merged or told apart by an administrator.

Owner: services/identity. Vocabulary: docs/glossary.md, "Identity".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from kernel.messages import Conflict, Event, Invalid, NotFound, Nothing, Operation
from kernel.values import Code, Limit, PersonId, Role


class UnknownDuplicate(NotFound, ru="Такого подозрения на дубликат нет, или оно уже разобрано."):
    """There is no such suspicion, or it has been settled."""


class NotOfTheDuplicate(Invalid, ru="Оставить можно одну из двух учётных записей."):
    """One of the two accounts is kept."""


class AccountMerged(Conflict, ru="Одна из учётных записей уже объединена с другой."):
    """One of the accounts has been merged meanwhile."""


@dataclass(frozen=True, kw_only=True)
class SuspectAccount:
    """One of the two. is_linked: whether it is linked to Госуслуги."""

    person_id: PersonId
    surname: str
    name: str
    patronymic: str | None
    birth_date: date
    snils_masked: str
    registered_at: datetime
    is_linked: bool


@dataclass(frozen=True, kw_only=True)
class Duplicate:
    """field: the number that both have, or that Госуслуги give to one and the other holds."""

    duplicate_id: UUID
    field: str
    found_at: datetime
    accounts: tuple[SuspectAccount, ...]


@dataclass(frozen=True, kw_only=True)
class ListDuplicates:
    cursor: Code | None = None
    limit: Limit = 20


@dataclass(frozen=True, kw_only=True)
class DuplicatePage:
    """Those not settled, the oldest first."""

    items: tuple[Duplicate, ...]
    next_cursor: str | None


@dataclass(frozen=True, kw_only=True)
class MergeAccounts:
    """Keep one of two accounts; the other opens nothing any more. keep: the one that stays."""

    duplicate_id: UUID
    keep: PersonId


@dataclass(frozen=True, kw_only=True)
class DismissDuplicate:
    """They are two persons."""

    duplicate_id: UUID


@dataclass(frozen=True, kw_only=True)
class DuplicateFound(Event, name="identity.duplicate.found", subject="duplicate_id"):
    """Two accounts may belong to one person."""

    duplicate_id: UUID
    person_id: PersonId
    other_id: PersonId
    field: str


@dataclass(frozen=True, kw_only=True)
class PersonMerged(Event, name="identity.person.merged", subject="person_id"):
    """Two accounts were of one person. person_id: the one that stays; whatever was merged_id's is theirs."""

    person_id: PersonId
    merged_id: PersonId


_ADMINISTRATORS = frozenset({Role.ADMINISTRATOR})
list_duplicates = Operation(
    "identity", "list_duplicates", ListDuplicates, DuplicatePage, roles=_ADMINISTRATORS, reads=True
)
merge_accounts = Operation(
    "identity",
    "merge_accounts",
    MergeAccounts,
    Nothing,
    (UnknownDuplicate, NotOfTheDuplicate, AccountMerged),
    roles=_ADMINISTRATORS,
    step_up=True,
)
dismiss_duplicate = Operation(
    "identity",
    "dismiss_duplicate",
    DismissDuplicate,
    Nothing,
    (UnknownDuplicate,),
    roles=_ADMINISTRATORS,
)
