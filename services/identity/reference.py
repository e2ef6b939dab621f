"""Loads texts of consents, terms of modules, posts and specialities from `data/` into identity's tables."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa

from kernel.reference import read, upsert
from services.identity.domain.consents import ConsentText
from services.identity.domain.modules import ModuleTerms
from services.identity.domain.profession import Post, Speciality
from services.identity.tables import consent_texts, module_terms, posts, specialities


def load(connection: sa.Connection, folder: Path) -> None:
    """Bring the tables up to the files; rows that a file no longer names stay."""
    for table, row in (
        (consent_texts, ConsentText),
        (module_terms, ModuleTerms),
        (posts, Post),
        (specialities, Speciality),
    ):
        upsert(connection, table, read(folder / f"{table.name}.csv", row))
