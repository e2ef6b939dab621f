"""Who looked at whom: a read of another person's data leaves a line, too.

    accesses.note(database, caller, "admission.application.viewed", applicant, case=number)

Reading about oneself leaves none. Nothing of what was read is kept, only that, by whom, for which case.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from kernel import journal, mergers
from kernel.database import Database
from kernel.machinery import journal as lines
from kernel.messages import Caller
from kernel.values import PersonId

VIEWED = ".viewed"


def note(database: Database, caller: Caller, action: str, person_id: PersonId, *, case: object) -> None:
    """Note in a transaction of its own that `caller` sees data of `person_id`, unless they are the same.

    action: `<service>.<thing>.viewed`. case: what the data are read for, by number or identifier.
    """
    note_all(database, caller, action, [(person_id, case)])


def note_all(
    database: Database, caller: Caller, action: str, seen: Iterable[tuple[PersonId, object]]
) -> None:
    """The same for all that a list shows: each person with the case."""
    roles = " ".join(sorted(caller.roles))
    entries = [
        journal.entry(action, str(person), case=case, roles=roles)
        for person, case in seen
        if person != caller.person_id
    ]
    if entries:
        with database.transaction() as session:
            journal.record_all(session, entries)


def of(session: Session, person_id: PersonId, *, before: int | None, limit: int) -> Sequence[sa.Row[Any]]:
    """The lines that tell who looked at a person, whatever the account was called, the newest first.

    Older than place `before`.
    """
    names = [str(each) for each in mergers.accounts(session, person_id)]
    seen = sa.select(lines).where(lines.c.subject.in_(names), lines.c.action.endswith(VIEWED))
    if before is not None:
        seen = seen.where(lines.c.position < before)
    return session.execute(seen.order_by(lines.c.position.desc()).limit(limit)).all()
