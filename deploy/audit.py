"""Prove the journals of the running suite, and that each still holds every head that was noted.

    python -m deploy.audit --root .run [--heads FILE]

FILE: heads that were kept elsewhere, as GET /v1/public/journal-heads gives them: against those who
own all databases here, only such a copy helps. Ends with 1 after naming the first line that is not
what was sealed, of each journal.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from deploy.embedded.suite import Suite
from deploy.embedded.surroundings import SERVICES
from kernel.audit import audit
from kernel.chain import Head
from kernel.database import Database
from services.monitoring import store

KEEPER = "monitoring"


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m deploy.audit", description="Prove the journals.")
    parser.add_argument("--root", type=Path, required=True)
    parser.add_argument("--heads", type=Path, help="heads that were kept elsewhere")
    chosen = parser.parse_args()
    kept = json.loads(chosen.heads.read_text())["items"] if chosen.heads else []
    found = list(proofs(Suite(chosen.root), kept))
    for _, told in found:
        print(told)
    return 0 if all(is_sound for is_sound, _ in found) else 1


def proofs(suite: Suite, kept: Sequence[Mapping[str, object]] = ()) -> Iterator[tuple[bool, str]]:
    """Whether the journal of each service is sound, and a line that says so."""
    noted = _noted(suite)
    for each in kept:
        noted[str(each["service"])].append(Head.parse(f"{each['number']}:{each['hash']}"))
    for service in SERVICES:
        database = _database(suite, service)
        is_sound, told = audit(database, *noted[service])
        database.close()
        yield is_sound, f"{service}: {told}"


def _noted(suite: Suite) -> dict[str, list[Head]]:
    """What monitoring has kept, by service."""
    found: dict[str, list[Head]] = defaultdict(list)
    database = _database(suite, KEEPER)
    with database.reading() as session:
        for row in store.heads.everything(session):
            found[row.service].append(Head(number=row.number, hash=bytes.fromhex(row.hash)))
    database.close()
    return found


def _database(suite: Suite, service: str) -> Database:
    url = Path(suite.surroundings.of(service)["NMO_DATABASE_URL_FILE"]).read_text()
    return Database(url, pool_size=1)


if __name__ == "__main__":
    sys.exit(main())
