"""Policies: the law as dated data, and the verdict of one rule.

Owner: services/credits. Vocabulary: docs/glossary.md, "Policy".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from kernel.messages import ANYONE, NotFound, Operation, Unavailable
from kernel.values import Code


class Outcome(StrEnum):
    MET = "met"
    UNMET = "unmet"


class PolicyMissing(Unavailable, ru="На эту дату не опубликовано правило, нужное для ответа."):
    """No policy row is in force for that key on that day."""


class UnknownPolicy(NotFound, ru="Такой нормы нет."):
    """There is no policy of that key."""


@dataclass(frozen=True, kw_only=True)
class RuleTrace:
    """How one rule came to its verdict: enough to check it by hand.

    inputs: what the rule looked at; required, found: in the rule's unit.
    policy_key, legal_act, valid_from, policy_version: the policy row applied.
    text, text_en: the same for people, in Russian and in English.
    """

    rule: str
    outcome: Outcome
    required: str
    found: str
    inputs: dict[str, str]
    policy_key: str
    legal_act: str
    valid_from: date
    text: str
    policy_version: int | None = None
    text_en: str | None = None


@dataclass(frozen=True, kw_only=True)
class ListPolicies:
    """on: the day whose policies are asked for; today when absent.

    known_at: the instant whose knowledge is asked for; now when absent.
    """

    on: date | None = None
    known_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Policy:
    """One dated row of the law. verified: whether an official text of the act was at hand.

    valid_before: the first day on which another row is in force instead.
    version: its place among the rows of its key, in the order in which they were recorded.
    """

    key: str
    value: str
    unit: str
    valid_from: date
    valid_before: date | None
    legal_act: str
    source: str
    verified: bool
    version: int | None = None


@dataclass(frozen=True, kw_only=True)
class PolicyList:
    on: date
    items: tuple[Policy, ...]


@dataclass(frozen=True, kw_only=True)
class ReadPolicyHistory:
    key: Code


@dataclass(frozen=True, kw_only=True)
class RecordedPolicy:
    """One row of the law as it was recorded; no row is ever changed.

    valid_before: as it was written; a later row may have taken its place before.
    recorded_at: since when it is known; 1970-01-01 where it came with the installation.
    is_published: by operators; of two rows for one day it stands above what was installed.
    """

    version: int
    value: str
    unit: str
    valid_from: date
    valid_before: date | None
    legal_act: str
    source: str
    verified: bool
    recorded_at: datetime
    is_published: bool


@dataclass(frozen=True, kw_only=True)
class PolicyHistory:
    """items: in the order in which they were recorded."""

    key: str
    items: tuple[RecordedPolicy, ...]


list_policies = Operation("credits", "list_policies", ListPolicies, PolicyList, roles=ANYONE, reads=True)
policy_history = Operation(
    "credits", "policy_history", ReadPolicyHistory, PolicyHistory, (UnknownPolicy,), roles=ANYONE, reads=True
)
