"""Transcripts."""

from __future__ import annotations

from collections.abc import Sequence

from contracts.credits import transcripts as contract
from kernel import cursors
from services.credits.domain.transcript import Transcript


def transcript(of: Transcript) -> contract.Transcript:
    names = contract.Transcript.__dataclass_fields__
    return contract.Transcript(**{name: getattr(of, name) for name in names})


def transcript_page(found: Sequence[Transcript], limit: int) -> contract.TranscriptPage:
    """found: one more than the limit where there is a next page."""
    items = tuple(map(transcript, found[:limit]))
    more = cursors.encode(str(items[-1].transcript_id)) if len(found) > limit else None
    return contract.TranscriptPage(items=items, next_cursor=more)


def proof(of: Transcript, *, is_current: bool) -> contract.TranscriptProof:
    return contract.TranscriptProof(
        number=of.number,
        speciality=of.speciality,
        total=of.total,
        entries=of.entries,
        drawn_at=of.drawn_at,
        is_current=is_current,
        files=of.files,
        key=of.key,
    )
