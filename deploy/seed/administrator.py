"""Appoint the first administrator, who can appoint all others.

python -m deploy.seed.administrator < administrator.json

The file holds what `POST /v1/registrations` takes. Runs with the settings of identity
(NMO_DATABASE_URL, NMO_DATA_KEYS, …); no telephone is asked. Where there is an
administrator already, it changes nothing.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping

from contracts.identity.accounts import Register
from kernel import wire
from kernel.database import Database
from kernel.messages import ServiceError
from kernel.settings import ServiceSettings, WrongSettings, read
from services.identity.domain.organisations import AlreadyAppointed
from services.identity.usecases.roles import appoint_first_administrator
from services.identity.vault.sealing import Vault


def settings_of_identity(environ: Mapping[str, str]) -> ServiceSettings:
    """Raises: WrongSettings."""
    return read(ServiceSettings, environ, process="identity", needs=frozenset({"data_keys"}))


def appoint(settings: ServiceSettings, command: Register) -> None:
    """Raises: AlreadyAppointed. What registration raises."""
    database = Database(settings.database_url, pool_size=1)
    try:
        appoint_first_administrator(database, Vault.of(settings), command)
    finally:
        database.close()


def main() -> None:
    try:
        appoint(settings_of_identity(os.environ), wire.load(Register, json.load(sys.stdin), strict=True))
    except AlreadyAppointed:
        print("There is an administrator already.")
    except (ServiceError, WrongSettings, json.JSONDecodeError) as error:
        sys.exit(str(error))
    else:
        print("The first administrator is appointed.")


if __name__ == "__main__":
    main()
