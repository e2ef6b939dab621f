"""Forms of manual claims: what each kind asks for.

Owner: services/credits. Vocabulary: docs/glossary.md, "Credits".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from contracts.catalogue.activities import ActivityKind
from kernel.messages import ANYONE, NotFound, Operation
from kernel.values import Code


class UnknownClaimForm(NotFound, ru="Такой формы нет."):
    """There is no such form on this day."""


@dataclass(frozen=True, kw_only=True)
class ClaimField:
    """One indicator that a form asks for. pattern: a regular expression its text matches as a whole."""

    code: str
    name: str
    name_en: str
    unit: str | None
    pattern: str
    required: bool


@dataclass(frozen=True, kw_only=True)
class ClaimForm:
    """What a claim of one kind must hold. evidence: the types of document that prove it.

    json_schema: the same as JSON Schema 2020-12, by which a page may check while somebody types.
    """

    code: str
    kind: ActivityKind
    name: str
    name_en: str
    evidence: tuple[str, ...]
    fields: tuple[ClaimField, ...]
    json_schema: dict[str, object]


@dataclass(frozen=True, kw_only=True)
class ListClaimForms:
    """on: the day whose forms are asked for; today when absent."""

    on: date | None = None


@dataclass(frozen=True, kw_only=True)
class ClaimFormList:
    items: tuple[ClaimForm, ...]


@dataclass(frozen=True, kw_only=True)
class ReadClaimForm:
    form: Code
    on: date | None = None


list_claim_forms = Operation(
    "credits", "list_claim_forms", ListClaimForms, ClaimFormList, roles=ANYONE, reads=True
)
read_claim_form = Operation(
    "credits", "read_claim_form", ReadClaimForm, ClaimForm, (UnknownClaimForm,), roles=ANYONE, reads=True
)
