"""Drafts of policies: how a row of the law is written by one operator and published by another.

Owner: services/credits. Vocabulary: docs/glossary.md, "Policy".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from contracts.credits.policies import UnknownPolicy
from kernel.messages import Conflict, Event, Forbidden, Invalid, NotFound, Operation
from kernel.values import Code, Limit, Line, PersonId, Role, Text


class DraftState(StrEnum):
    DRAFTED = "drafted"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class PolicyUnsound(Invalid, ru="Проект нормы противоречит правилам."):
    """The draft of a policy contradicts a rule."""


class UnknownPolicyDraft(NotFound, ru="Такого проекта нормы нет."):
    """There is no such draft of a policy."""


class PolicyDraftSettled(Conflict, ru="Этот проект уже опубликован или отозван."):
    """The draft has been published or withdrawn already."""


class OwnDraft(Forbidden, ru="Публикует не тот, кто составил проект."):
    """Whoever wrote a draft does not publish it."""


@dataclass(frozen=True, kw_only=True)
class DraftPolicy:
    """Write a new row for a known key.

    value: as the unit of the key asks. valid_before: the first day on which the old row holds again.
    reason: why the law changes, for those who publish.
    corrects: why days that have passed are put right; only then may valid_from be one of them.
    """

    key: Code
    value: Line
    valid_from: date
    valid_before: date | None = None
    legal_act: Line
    source: Line
    verified: bool = False
    reason: Text
    corrects: Text | None = None


@dataclass(frozen=True, kw_only=True)
class PolicyDraft:
    """A row of the law that is not in force yet, if it ever will be.

    replaced_value: what is in force on valid_from without it. version: under which it was published.
    """

    draft_id: UUID
    key: str
    value: str
    unit: str
    replaced_value: str | None
    valid_from: date
    valid_before: date | None
    legal_act: str
    source: str
    verified: bool
    reason: str
    corrects: str | None
    state: DraftState
    drafted_by: PersonId
    drafted_at: datetime
    settled_by: PersonId | None
    settled_at: datetime | None
    version: int | None


@dataclass(frozen=True, kw_only=True)
class ReadPolicyDraft:
    draft_id: UUID


@dataclass(frozen=True, kw_only=True)
class SettlePolicyDraft:
    """Publish or withdraw a draft."""

    draft_id: UUID


@dataclass(frozen=True, kw_only=True)
class ListPolicyDrafts:
    """state: only those; all when absent."""

    state: DraftState | None = None
    cursor: Line | None = None
    limit: Limit = 20


@dataclass(frozen=True, kw_only=True)
class PolicyDraftPage:
    items: tuple[PolicyDraft, ...]
    next_cursor: str | None


@dataclass(frozen=True, kw_only=True)
class PolicyPublished(Event, name="credits.policy.published", subject="key"):
    """A row of the law has been published. is_correction: it is in force on days that had passed."""

    key: str
    version: int
    value: str
    unit: str
    valid_from: date
    valid_before: date | None
    legal_act: str
    is_correction: bool
    drafted_by: PersonId
    approved_by: PersonId


OPERATORS = frozenset({Role.REGULATOR, Role.ADMINISTRATOR})

draft_policy = Operation(
    "credits", "draft_policy", DraftPolicy, PolicyDraft, (UnknownPolicy, PolicyUnsound), roles=OPERATORS
)
list_policy_drafts = Operation(
    "credits", "list_policy_drafts", ListPolicyDrafts, PolicyDraftPage, roles=OPERATORS, reads=True
)
read_policy_draft = Operation(
    "credits",
    "read_policy_draft",
    ReadPolicyDraft,
    PolicyDraft,
    (UnknownPolicyDraft,),
    roles=OPERATORS,
    reads=True,
)
publish_policy = Operation(
    "credits",
    "publish_policy",
    SettlePolicyDraft,
    PolicyDraft,
    (UnknownPolicyDraft, PolicyDraftSettled, OwnDraft, PolicyUnsound),
    roles=OPERATORS,
    step_up=True,
)
withdraw_policy_draft = Operation(
    "credits",
    "withdraw_policy_draft",
    SettlePolicyDraft,
    PolicyDraft,
    (UnknownPolicyDraft, PolicyDraftSettled),
    roles=OPERATORS,
)
