"""Drive the main job against a running suite, and say at which step it fails, if it does.

python -m deploy.demo --root .run             the suite that `make up` runs
python -m deploy.demo --accounts demo.json    any other, described in a file like `<root>/demo.json`
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

import httpx

from deploy.demo.display import Display
from deploy.demo.journey import Journey
from deploy.demo.newcomer import a_newcomer
from deploy.demo.traveller import Failed, Traveller

STEPS = (
    Journey.register,
    Journey.confirm,
    Journey.log_in,
    Journey.open_cycle,
    Journey.draft,
    Journey.approve,
    Journey.find,
    Journey.enrol,
    Journey.attend,
    Journey.earn,
    Journey.confirm_activity,
    Journey.upload,
    Journey.apply,
    Journey.check,
    Journey.recommend,
    Journey.decide,
    Journey.issue,
    Journey.tell,
    Journey.audit,
)
STAFF = ("provider", "administrator", "reviewer", "commission", "auditor")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m deploy.demo", description="Drive the main job.")
    parser.add_argument("--root", type=Path, default=Path(".run"), help="the folder of the running suite")
    parser.add_argument("--accounts", type=Path, help="the file that tells gateway, SMS and accounts")
    chosen = parser.parse_args()
    path = chosen.accounts or chosen.root / "demo.json"
    if not path.exists():
        sys.exit(f"{path} does not exist. Start the suite first: make up")
    return _drive(json.loads(path.read_text()))


def _drive(told: dict[str, Any]) -> int:
    display = Display(len(STEPS))
    with (
        httpx.Client(base_url=told["gateway"], timeout=30) as http,
        httpx.Client(base_url=told["sms"], timeout=10) as sms,
    ):
        try:
            journey = _journey(told, display, http, sms)
            for step in STEPS:
                display.step((step.__doc__ or "").strip())
                step(journey)
        except (Failed, httpx.HTTPError) as error:
            display.failed(str(error) or type(error).__name__)
            return 1
    display.passed()
    return 0


def _journey(told: dict[str, Any], display: Display, http: httpx.Client, sms: httpx.Client) -> Journey:
    accounts = {account["role"]: account for account in reversed(told["accounts"])}
    staff = {role: Traveller(http, display, role) for role in STAFF}
    for role, traveller in staff.items():
        traveller.log_in(accounts[role]["login"], accounts[role]["password"])
    return Journey(
        display=display,
        anonymous=Traveller(http, display, "anybody"),
        specialist=Traveller(http, display, "specialist"),
        sms=sms,
        newcomer=a_newcomer(),
        provider=staff["provider"],
        administrator=staff["administrator"],
        reviewer=staff["reviewer"],
        commission=staff["commission"],
        auditor=staff["auditor"],
    )


if __name__ == "__main__":
    sys.exit(main())
