"""The journal: who did what, to what, on whose behalf. Rows are only ever added."""

from __future__ import annotations

from sqlalchemy.orm import Session

from kernel import clock, context
from kernel.machinery import journal


def record(session: Session, action: str, subject: str, **detail: object) -> None:
    """Note `action` upon `subject` by the caller of the current request.

    detail: identifiers and codes, never personal data.
    """
    request = context.current()
    caller = request.caller if request else None
    session.execute(
        journal.insert().values(
            at=clock.now(),
            process=caller.process if caller else "system",
            actor=caller.person_id if caller else None,
            organisation=caller.organisation_id if caller else None,
            action=action,
            subject=subject,
            correlation_id=request.correlation_id if request else None,
            detail={name: str(value) for name, value in detail.items()},
        )
    )
