"""Loads the law into the tables of credits: `data/policies.csv`, `data/validity_extensions.csv`.

Called after every migration; safe to repeat.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.credits.cycles import BasisKind
from kernel import reference
from services.credits.domain.cycle import Extension
from services.credits.domain.policy import Policy
from services.credits.store import law
from services.credits.usecases import cycles


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


def load(connection: sa.Connection, folder: Path) -> None:
    """Bring policies and decrees in line with the files, and let the decrees work on the open cycles."""
    policies = reference.read(folder / "policies.csv", Policy)
    rows = reference.read(folder / "validity_extensions.csv", ExtensionRow)
    with Session(connection) as session:
        law.put_policies(session, policies)
        law.put_extensions(session, [row.as_extension() for row in rows])
        cycles.apply_decrees(session)
        session.flush()
