"""A transcript: what a cycle has earned, as told on one day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from contracts.credits.policies import RuleTrace
from contracts.credits.transcripts import TranscriptFile, TranscriptFormat
from kernel.values import Credits, CycleId, PersonId, new_id
from services.credits.domain.cycle import DAY, Cycle
from services.credits.domain.ledger import Entry


@dataclass(eq=False, kw_only=True)
class Transcript:
    """head: the end of the cycle's chain when it was drawn up. key: the JWK that signed the JSON."""

    transcript_id: UUID = field(default_factory=new_id)
    number: str
    person_id: PersonId
    cycle_id: CycleId
    speciality: str
    total: Credits
    entries: int
    head: bytes
    drawn_at: datetime
    files: tuple[TranscriptFile, ...] = ()
    key: dict[str, str] = field(default_factory=dict)

    def object_key(self, format_: TranscriptFormat) -> str:
        """Where one of its files is in the store."""
        return f"transcripts/{self.person_id}/{self.transcript_id}.{format_}"

    def filename(self, format_: TranscriptFormat) -> str:
        return f"{self.number}.{format_}"


@dataclass(frozen=True, kw_only=True)
class Told:
    """All that the files of a transcript say. person, snils: of its holder, the number masked.

    verify_at: the address where anybody may check it. schema_at: that of the schema of its XML.
    """

    number: str
    drawn_at: datetime
    drawn_on: date
    verify_at: str
    schema_at: str
    person: str
    snils: str
    cycle: Cycle
    total: Credits
    entries: Sequence[Entry]
    rules: Sequence[RuleTrace]
    head: bytes

    @property
    def last_day(self) -> date:
        return self.cycle.ends_before - DAY
