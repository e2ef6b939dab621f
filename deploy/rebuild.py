"""Make every sum of credits anew from the ledger, then prove them.

    python -m deploy.rebuild     # where NMO_DATABASE_URL is that of credits: `deploy.embedded env credits`

Safe to repeat, and while the service runs. Ends with 0 when all agrees afterwards, with 1 otherwise.
"""

from __future__ import annotations

import sys

from deploy import verify
from kernel.database import Database
from kernel.settings import DatabaseSettings, WrongSettings, read
from services.credits.usecases.rebuilding import rebuild


def main() -> int:
    try:
        settings = read(DatabaseSettings)
    except WrongSettings as error:
        sys.exit(str(error))
    database = Database(settings.database_url, pool_size=1)
    print(f"The sums of {rebuild(database)} cycles are made anew.")
    database.close()
    return verify.main()


if __name__ == "__main__":
    sys.exit(main())
