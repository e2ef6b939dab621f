"""Drive the main job against a running suite, and say at which step it fails, if it does.

python -m deploy.demo --root .run             the suite that `make up` runs
python -m deploy.demo --accounts demo.json    any other, described in a file like `<root>/demo.json`
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

import httpx

from deploy.demo.display import Display
from deploy.demo.drive import STEPS, drive
from deploy.demo.traveller import Failed


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m deploy.demo", description="Drive the main job.")
    parser.add_argument("--root", type=Path, default=Path(".run"), help="the folder of the running suite")
    parser.add_argument("--accounts", type=Path, help="the file that tells gateway, SMS and accounts")
    chosen = parser.parse_args()
    path = chosen.accounts or chosen.root / "demo.json"
    if not path.exists():
        sys.exit(f"{path} does not exist. Start the suite first: make up")
    display = Display(len(STEPS))
    try:
        drive(json.loads(path.read_text()), display)
    except (Failed, httpx.HTTPError) as error:
        display.failed(str(error) or type(error).__name__)
        return 1
    display.passed()
    return 0


if __name__ == "__main__":
    sys.exit(main())
