"""Prepare the suite in containers.

python -m deploy.compose secrets --sms-url https://sms.example.org/…    on the host, first of all
python -m deploy.compose definitions | databases | migrate | buckets    in containers, by docker-compose.yml
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from deploy.compose import jobs, secret_files
from deploy.compose.secret_files import WeakSecret

HERE = Path(__file__).parent
JOBS = (jobs.definitions, jobs.databases, jobs.migrate, jobs.buckets)


def secrets(chosen: argparse.Namespace) -> None:
    folder = secret_files.write(chosen.root, chosen.sms_url, chosen.mail_url)
    print(f"The secrets are in {folder}. Keep a copy: what data-keys-* have sealed, nothing else opens.")


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m deploy.compose", description="Prepare the suite in containers."
    )
    commands = parser.add_subparsers(required=True)
    made = commands.add_parser("secrets", help="generate what is missing; what is there stays")
    made.add_argument("--root", type=Path, default=HERE, help="keeps them in its folder `secrets`")
    made.add_argument("--sms-url", required=True, help="the SMS gateway; http://sms:8090 is the emulator")
    made.add_argument("--mail-url", help="the mail gateway; the SMS gateway, if it is the same")
    made.set_defaults(run=secrets)
    for job in JOBS:
        summary = (job.__doc__ or "").strip()
        commands.add_parser(job.__name__, help=summary).set_defaults(run=lambda _, job=job: job())
    chosen = parser.parse_args()
    try:
        chosen.run(chosen)
    except (WeakSecret, OSError) as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
