"""Loads the law and the forms into the tables of credits: `data/policies.csv`,
`data/validity_extensions.csv`, `data/claim_forms.csv`, `data/claim_fields.csv`.

Called after every migration; safe to repeat. Policies that a new file words differently are
recorded beside the old ones, and what operators have published stands above both.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.catalogue.activities import ActivityKind
from contracts.credits.cycles import BasisKind
from kernel import clock, reference
from services.credits import tables
from services.credits.domain.cycle import Extension
from services.credits.domain.policy import Policy, PolicyType
from services.credits.store import law


@dataclass(frozen=True, kw_only=True)
class PolicyRow:
    key: str
    value: str
    type: PolicyType
    unit: str
    valid_from: date
    valid_before: date | None
    legal_act: str
    source: str
    verified: bool

    def as_policy(self) -> Policy:
        return Policy(**vars(self))


@dataclass(frozen=True, kw_only=True)
class ExtensionRow:
    code: str
    document_types: tuple[BasisKind, ...]
    expires_from: date
    expires_to: date
    extended_to: date
    condition_ru: str
    legal_act: str
    source: str
    verified: bool

    def as_extension(self) -> Extension:
        return Extension(
            code=self.code,
            bases=self.document_types,
            expires_from=self.expires_from,
            expires_to=self.expires_to,
            extended_to=self.extended_to,
            condition=self.condition_ru,
            legal_act=self.legal_act,
            source=self.source,
            verified=self.verified,
        )


@dataclass(frozen=True, kw_only=True)
class FormRow:
    code: str
    kind: ActivityKind
    name_ru: str
    name_en: str
    evidence: tuple[str, ...]
    valid_from: date
    valid_before: date | None


@dataclass(frozen=True, kw_only=True)
class FieldRow:
    form: str
    code: str
    position: int
    name_ru: str
    name_en: str
    unit: str | None
    pattern: str
    required: bool


def load(connection: sa.Connection, folder: Path) -> None:
    """Bring policies, decrees and forms in line with the files; the service applies decrees once it runs."""
    policies = [row.as_policy() for row in reference.read(folder / "policies.csv", PolicyRow)]
    rows = reference.read(folder / "validity_extensions.csv", ExtensionRow)
    with Session(connection) as session:
        new = list(law.policies(session).new_among(policies, clock.now()))
        law.record_policies(session, new)
        law.put_extensions(session, [row.as_extension() for row in rows])
        session.flush()
    reference.upsert(connection, tables.claim_forms, reference.read(folder / "claim_forms.csv", FormRow))
    reference.upsert(connection, tables.claim_fields, reference.read(folder / "claim_fields.csv", FieldRow))
