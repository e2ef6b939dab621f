"""Prove the journals: every line is the one that was sealed, and none is missing at the end.

    python -m deploy.audit credits      # where NMO_DATABASE_URL is that of credits
        [--known 1200:9f…]              # a head that was printed before; kept where the database is not

Prints the head of the journal. Ends with 1 after naming the first line that is not what was sealed.
"""

from __future__ import annotations

import argparse
import sys

from kernel import chain
from kernel.chain import Head
from kernel.database import new_engine
from kernel.settings import DatabaseSettings, WrongSettings, read


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m deploy.audit", description=__doc__)
    parser.add_argument("service")
    parser.add_argument(
        "--known", type=Head.parse, action="append", default=[], help="a head that was printed before"
    )
    chosen = parser.parse_args()
    try:
        engine = new_engine(read(DatabaseSettings).database_url, pool_size=1)
    except WrongSettings as error:
        parser.error(str(error))
    with engine.connect() as connection:
        broken = chain.verify(connection, chosen.known)
        head = chain.head(connection)
    engine.dispose()
    if broken is not None:
        print(f"{chosen.service}: line {broken} of the journal is not what was sealed")
        return 1
    print(f"{chosen.service}: {head}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
