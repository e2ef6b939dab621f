"""Fill a fresh installation with the demo, or finish what was begun; repeating it changes nothing.

python -m deploy.seed --root .run                       the suite that `make up` runs
python -m deploy.seed --root … --gateway … --sms …      any other, where NMO_* of identity are set

Writes `<root>/demo.json`, readable by its owner only, and prints the accounts.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from deploy.seed.administrator import settings_of_identity
from deploy.seed.api import Refused
from deploy.seed.demo import Demo
from deploy.seed.people import NoCode
from kernel.messages import ServiceError
from kernel.reference import UnreadableData
from kernel.settings import WrongSettings


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m deploy.seed", description="Fill an installation with the demo."
    )
    parser.add_argument(
        "--root", type=Path, default=Path(".run"), help="where passwords and demo.json are kept"
    )
    parser.add_argument("--gateway", help="address of the suite, if it is not the one of --root")
    parser.add_argument("--sms", help="address of its SMS emulator")
    chosen = parser.parse_args()
    try:
        accounts = _demo(chosen.root.resolve(), chosen.gateway, chosen.sms).provide()
    except (NoCode, Refused, ServiceError, UnreadableData, WrongSettings) as error:
        sys.exit(f"The demo is not complete: {error}")
    for account in accounts:
        print("  ".join(account.values()))


def _demo(root: Path, gateway: str | None, sms: str | None) -> Demo:
    if gateway and sms:
        return Demo(root, gateway, sms, settings_of_identity(os.environ))
    # Only here: a suite in containers has no supervisor.
    from deploy.embedded.suite import Suite

    suite = Suite(root)
    return Demo(root, suite.url, suite.sms_url, settings_of_identity(suite.surroundings.of("identity")))


if __name__ == "__main__":
    main()
