"""Working on rosters in the background: checking them, and posting what was checked."""

from __future__ import annotations

from datetime import datetime

from contracts.catalogue.activities import ActivityMoveRefused
from contracts.catalogue.enrolments import AttendanceRow, CompletionSource
from contracts.catalogue.rosters import RosterId, RosterState, RosterVerdict
from kernel import clock, outbox
from kernel.database import Database, Session
from kernel.files import Files
from kernel.rpc import Rpc
from services.catalogue import store, views
from services.catalogue.domain.attendance import Judgement
from services.catalogue.domain.roster import Roster
from services.catalogue.domain.roster_row import RosterLine
from services.catalogue.domain.roster_verdict import Checked
from services.catalogue.usecases import attendance, roster_checks
from services.catalogue.usecases.roster_checks import BATCH


def work(database: Database, files: Files, rpc: Rpc) -> None:
    """Work on what has been handed in until nothing is left, or enough others work on it."""
    while work_once(database, files, rpc):
        pass


def work_once(database: Database, files: Files, rpc: Rpc) -> bool:
    """The oldest roster on which nobody works. Gives whether there was one."""
    with database.transaction() as session:
        roster = store.rosters.claim(session, clock.now())
        if roster is None:
            return False
        roster.lease(clock.now())
    if roster.state is RosterState.CHECKING:
        roster_checks.work(database, files, rpc, roster)
    else:
        while _post_batch(database, roster.roster_id, clock.now()):
            pass
    return True


def _post_batch(database: Database, roster_id: RosterId, at: datetime) -> bool:
    """Post the next rows, and note how far it came, in one commit. Gives whether to go on."""
    try:
        with database.transaction() as session:
            activity_id = store.rosters.activity_of(session, roster_id)
            activity = store.activities.held(session, activity_id)
            roster = store.rosters.posting(session, roster_id)
            if roster is None:
                return False
            batch = store.rosters.to_post(session, roster, BATCH)
            rows = [row for _, row in batch]
            judgements = attendance.complete(session, activity, rows, CompletionSource.ROSTER, at)
            store.rosters.judge_anew(session, roster_id, _changed(batch, judgements))
            if batch:
                roster.settle(batch[-1][0], len(batch), at)
            if len(batch) < BATCH:
                _finish(session, roster, at)
            return len(batch) == BATCH
    except ActivityMoveRefused as refused:
        _halt(database, roster_id, refused)
        return False


def _changed(batch: list[tuple[int, AttendanceRow]], judgements: list[Judgement]) -> list[Checked]:
    """The rows whose verdict is no longer the one of the check: neither enough, nor too little."""
    kept = {RosterVerdict.ACCEPTED, RosterVerdict.BELOW_THRESHOLD}
    judged = [
        Checked(
            line=RosterLine(number=number),
            verdict=RosterVerdict(judgement.verdict.value),
            rule=judgement.rule,
            required=judgement.required,
            found=judgement.found,
        )
        for (number, _), judgement in zip(batch, judgements, strict=True)
    ]
    return [row for row in judged if row.verdict not in kept]


def _finish(session: Session, roster: Roster, at: datetime) -> None:
    roster.end_post(at)
    verdicts = store.rosters.verdicts(session, [roster.roster_id])[roster.roster_id]
    accepted = verdicts.get(RosterVerdict.ACCEPTED, 0)
    outbox.add(session, views.rosters.posted(roster, accepted, at))


def _halt(database: Database, roster_id: RosterId, refused: ActivityMoveRefused) -> None:
    """Stop until the provider asks again."""
    with database.transaction() as session:
        roster = store.rosters.posting(session, roster_id)
        if roster is not None:
            roster.halt(refused.details.get("rule", "activity.not_open"))
