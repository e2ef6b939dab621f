"""Prove that the journal of a service is what it was.

    python -m kernel.audit                 sound: 1204 lines, head 1204:9f2c…
    python -m kernel.audit 1180:51e0…      and it still contains the head that was noted then

A journal that was cut off at its end, or forged as a whole, is found only by whoever knows
a head from before: monitoring notes those of all services, and `make verify-audit` uses them.
Ends with 1 when the journal is not sound.
"""

from __future__ import annotations

import sys

from kernel import chain
from kernel.database import Database
from kernel.settings import DatabaseSettings, read


def audit(database: Database, *known: chain.Head) -> tuple[bool, str]:
    """Whether the journal is sound, and a line for the operator."""
    with database.transaction() as session:
        broken = chain.verify(session.connection(), known)
        head = chain.head(session.connection())
    if broken is not None:
        return False, f"broken at line {broken}"
    return True, f"sound: {head.number} lines, head {head}"


def main(arguments: list[str]) -> int:
    database = Database(read(DatabaseSettings).database_url, pool_size=1)
    known = [chain.Head.parse(argument) for argument in arguments]
    is_sound, told = audit(database, *known)
    database.close()
    sys.stdout.write(f"{told}\n")
    return 0 if is_sound else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
