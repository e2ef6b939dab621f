"""Transcripts that were drawn up."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.types import TypeDecorator

from contracts.credits.transcripts import TranscriptFile
from kernel import wire
from kernel.columns import CreditsColumn, InstantColumn
from services.credits.tables.columns import metadata
from services.credits.tables.periods import cycles


class FilesColumn(TypeDecorator[tuple[TranscriptFile, ...]]):
    """The files of a transcript as JSON."""

    impl = JSONB
    cache_ok = True

    def process_bind_param(self, value: tuple[TranscriptFile, ...] | None, dialect: sa.Dialect) -> Any:
        return None if value is None else [wire.dump(file) for file in value]

    def process_result_value(self, value: Any, dialect: sa.Dialect) -> tuple[TranscriptFile, ...] | None:
        return None if value is None else tuple(wire.load(TranscriptFile, file) for file in value)


transcripts = sa.Table(
    "transcripts",
    metadata,
    sa.Column("transcript_id", sa.Uuid, primary_key=True),
    sa.Column("number", sa.Text, nullable=False, unique=True),
    sa.Column("person_id", sa.Uuid, nullable=False),
    sa.Column("cycle_id", sa.ForeignKey(cycles.c.cycle_id), nullable=False),
    sa.Column("speciality", sa.Text, nullable=False),
    sa.Column("total", CreditsColumn, nullable=False),
    sa.Column("entries", sa.Integer, nullable=False),
    sa.Column("head", sa.LargeBinary, nullable=False),
    sa.Column("drawn_at", InstantColumn, nullable=False),
    sa.Column("files", FilesColumn, nullable=False),
    sa.Column("key", JSONB, nullable=False),
    sa.Index("transcripts_of_person", "person_id", "transcript_id"),
    comment="Statements of what a cycle had earned, with the hash of each file; rows are only ever added",
)
