"""Prove the ledger of credits: every sum against its entries, every entry against its chain.

    python -m deploy.verify     # where NMO_DATABASE_URL is that of credits: `deploy.embedded env credits`

Ends with 0 when all agrees, with 1 after naming what does not.
"""

from __future__ import annotations

import sys

from kernel.database import Database
from kernel.settings import DatabaseSettings, WrongSettings, read
from services.credits.usecases.proof import verify


def main() -> int:
    try:
        settings = read(DatabaseSettings)
    except WrongSettings as error:
        sys.exit(str(error))
    database = Database(settings.database_url, pool_size=1)
    discrepancies = verify(database)
    database.close()
    for found in discrepancies:
        print(f"{found.check}: {found.subject}: expected {found.expected}, found {found.found}")
    if not discrepancies:
        print("The ledger of credits agrees with all its sums, and its chains are whole.")
    return 1 if discrepancies else 0


if __name__ == "__main__":
    sys.exit(main())
