"""Loads the texts of consents from `data/` into identity's table."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa

from kernel.reference import read, upsert
from services.identity.domain.consents import ConsentText
from services.identity.tables import consent_texts


def load(connection: sa.Connection, folder: Path) -> None:
    """Bring the table up to the file; rows that the file no longer names stay."""
    upsert(connection, consent_texts, read(folder / "consent_texts.csv", ConsentText))
