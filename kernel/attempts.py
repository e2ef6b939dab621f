"""What was tried and refused: a line in the journal, for those who look for patterns in it.

Noted are the attempts of known callers at what is not theirs: a role they do not hold, a thing
that is another's or is not there. A flood of them is noted only in part: it shows as well.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Iterator
from uuid import UUID

import sqlalchemy as sa

from kernel import journal, logs
from kernel.database import Database
from kernel.messages import Caller, Forbidden, NotFound, ServiceError, Unavailable

log = logs.get(__name__)

REFUSED = ".refused"
NOTED_A_MINUTE = 20  # of one caller at one operation, by this process
REMEMBERED = 1000


class Attempts:
    """Of one process: it remembers how many each caller has made."""

    def __init__(self) -> None:
        self._counts: OrderedDict[tuple[UUID, str, int], int] = OrderedDict()
        self._turn = threading.Lock()

    def note(self, database: Database, caller: Caller, operation: str, error: ServiceError) -> None:
        """Note in a transaction of its own that `operation` was refused, if that matters. Never raises."""
        who = caller.person_id or caller.client_id
        if who is None or not isinstance(error, NotFound | Forbidden) or not error.is_suspect:
            return
        if not self._is_few(who, operation):
            return
        subject = next(_things(error), operation)
        roles = " ".join(sorted(caller.roles))
        try:
            with database.transaction() as session:
                journal.record(session, f"{operation}{REFUSED}", subject, error=error.code, roles=roles)
        except (sa.exc.SQLAlchemyError, Unavailable) as failure:
            log.warning("refusal not noted", operation=operation, reason=type(failure).__name__)

    def _is_few(self, who: UUID, operation: str) -> bool:
        key = who, operation, int(time.monotonic() // 60)
        with self._turn:
            count = self._counts[key] = self._counts.pop(key, 0) + 1
            if len(self._counts) > REMEMBERED:
                self._counts.popitem(last=False)
        return count <= NOTED_A_MINUTE


def _things(error: ServiceError) -> Iterator[str]:
    """The identifiers that a refusal names: they tell of no person by themselves."""
    for fact in error.details.values():
        try:
            yield str(UUID(fact))
        except ValueError:
            continue
