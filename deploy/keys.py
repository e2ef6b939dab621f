"""Let another key sign access tokens, when somebody may know the present one.

    python -m deploy.keys     # with the settings of identity: `deploy.embedded env identity`

Keys follow each other by themselves every thirty days; this is for the day on which that is too long.
Nobody is logged out, and no request fails: the next key is published before it signs.
"""

from __future__ import annotations

import sys

from kernel.database import Database
from kernel.settings import ServiceSettings, WrongSettings, read
from services.identity.usecases.keys import replace_key
from services.identity.vault.tokens import Mint


def main() -> int:
    try:
        settings = read(ServiceSettings, needs=frozenset({"data_keys"}), process="identity")
    except WrongSettings as error:
        sys.exit(str(error))
    database = Database(settings.database_url, pool_size=1)
    signs_from = replace_key(database, Mint.of(settings))
    database.close()
    print(f"Another key signs from {signs_from.isoformat(timespec='seconds')}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
