"""Rosters, as their providers see them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from contracts.catalogue import rosters as contract
from kernel import cursors
from kernel.presigned import Upload
from services.catalogue.domain.roster import Roster

Verdicts = Mapping[contract.RosterVerdict, int]


def roster(record: Roster, verdicts: Verdicts) -> contract.Roster:
    return contract.Roster(
        roster_id=record.roster_id,
        activity_id=record.activity_id,
        filename=record.filename,
        media_type=record.media_type,
        size=record.size,
        sha256=record.sha256,
        state=record.state,
        announced_at=record.announced_at,
        rows=record.rows,
        settled=record.settled,
        fault=record.fault,
        fault_line=record.fault_line,
        verdicts={verdict.value: verdicts[verdict] for verdict in sorted(verdicts)},
        ignored=record.ignored,
        acceptance=record.acceptance,
        ended_at=record.ended_at,
    )


def upload(
    record: Roster, verdicts: Verdicts, where: Upload | None, expires_at: datetime
) -> contract.RosterUpload:
    """where: the place for the bytes; none where they have arrived before."""
    return contract.RosterUpload(
        roster=roster(record, verdicts),
        method="PUT" if where else None,
        url=where.url if where else None,
        headers=where.headers if where else {},
        expires_at=expires_at if where else None,
    )


def page(
    records: Sequence[Roster], verdicts: Mapping[contract.RosterId, Verdicts], limit: int
) -> contract.RosterPage:
    items = tuple(roster(record, verdicts[record.roster_id]) for record in records[:limit])
    cursor = cursors.encode(str(items[-1].roster_id)) if len(records) > limit else None
    return contract.RosterPage(items=items, next_cursor=cursor)


def rows(records: Sequence[Any], limit: int) -> contract.RosterRowPage:
    items = tuple(
        contract.RosterRow(
            number=record.number,
            enrolment_id=record.enrolment_id,
            verdict=record.verdict,
            faults=record.faults,
            rule=record.rule,
            required=record.required,
            found=record.found,
        )
        for record in records[:limit]
    )
    cursor = cursors.encode(str(items[-1].number)) if len(records) > limit else None
    return contract.RosterRowPage(items=items, next_cursor=cursor)


def checked(record: Roster, at: datetime) -> contract.RosterChecked:
    return contract.RosterChecked(
        occurred_at=at,
        roster_id=record.roster_id,
        activity_id=record.activity_id,
        provider_id=record.provider_id,
        state=record.state,
        rows=record.rows,
    )


def posted(record: Roster, accepted: int, at: datetime) -> contract.RosterPosted:
    return contract.RosterPosted(
        occurred_at=at,
        roster_id=record.roster_id,
        activity_id=record.activity_id,
        provider_id=record.provider_id,
        rows=record.rows,
        accepted=accepted,
    )
