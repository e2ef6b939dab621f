"""Run the suite on this machine.

python -m deploy.embedded [--root .run] up | down | status | logs [process] | clean
                                        | migrate | env <process> | shell <process>
"""

from __future__ import annotations

import argparse
import fcntl
import json
import os
import shutil
import sys
from pathlib import Path

from psycopg.conninfo import conninfo_to_dict

from deploy.embedded.distribution import require
from deploy.embedded.part import NotReady
from deploy.embedded.postgres import binary
from deploy.embedded.program import Failed
from deploy.embedded.suite import Suite

GATEWAY_PORT = 8080


def up(suite: Suite, _: argparse.Namespace) -> None:
    suite.up(preferred_port=GATEWAY_PORT)
    if not suite.url.endswith(f":{GATEWAY_PORT}"):
        print(f"         Port {GATEWAY_PORT} is taken by somebody else.")
    print(f"\nThe suite runs at {suite.url}")
    accounts = suite.root / "demo.json"
    if accounts.exists():
        print("\nDemo accounts:")
        for account in json.loads(accounts.read_text())["accounts"]:
            print("  {role:14} {login:45} {password}".format(**account))
        print(f"  Who decides about others shows a second factor, too: `totp` in {accounts}")
    print(f"\nTry next:\n  make demo\n  curl {suite.url}/readyz\n  open {suite.url}/docs")


def down(suite: Suite, _: argparse.Namespace) -> None:
    suite.down()


def clean(suite: Suite, _: argparse.Namespace) -> None:
    suite.down()
    shutil.rmtree(suite.root)


def status(suite: Suite, _: argparse.Namespace) -> None:
    if not suite.supervisor.is_running:
        sys.exit("Nothing runs. Start it: make up")
    for name, state in suite.supervisor.states().items():
        print(f"{name:14} {state}")
    print(f"\n{suite.url} {'answers' if suite.answers() else 'is not ready'}")


def logs(suite: Suite, chosen: argparse.Namespace) -> None:
    folder = suite.root / "logs"
    paths = [folder / f"{chosen.process}.log"] if chosen.process else sorted(folder.glob("*.log"))
    os.execvp("tail", ["tail", "--lines=50", "--follow=name", "--retry", *map(str, paths)])


def migrate(suite: Suite, _: argparse.Namespace) -> None:
    suite.migrate()


def env(suite: Suite, chosen: argparse.Namespace) -> None:
    print(suite.surroundings.exported(chosen.process))


def shell(suite: Suite, chosen: argparse.Namespace) -> None:
    address = conninfo_to_dict(
        Path(suite.surroundings.of(chosen.process)["NMO_DATABASE_URL_FILE"]).read_text()
    )
    names = {
        "host": "PGHOST",
        "port": "PGPORT",
        "dbname": "PGDATABASE",
        "user": "PGUSER",
        "password": "PGPASSWORD",
    }
    os.execve(
        binary("psql"), ["psql"], os.environ | {names[part]: str(value) for part, value in address.items()}
    )


ALONE = (up, down, clean, migrate)


def _wait_for_my_turn(root: Path) -> None:
    """Two of these commands must not work on one root at once: the second waits until the first ends."""
    root.mkdir(parents=True, exist_ok=True)
    fcntl.flock(os.open(root, os.O_RDONLY), fcntl.LOCK_EX)


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m deploy.embedded", description="Run the suite on this machine."
    )
    parser.add_argument("--root", type=Path, default=Path(".run"), help="where everything is kept")
    commands = parser.add_subparsers(required=True)
    for command in (up, down, status, clean, migrate):
        commands.add_parser(command.__name__).set_defaults(command=command)
    for of_one in (logs, env, shell):
        sub = commands.add_parser(of_one.__name__)
        sub.set_defaults(command=of_one)
        sub.add_argument("process", nargs="?" if of_one is logs else None)
    chosen = parser.parse_args()
    if chosen.command is not up and not chosen.root.exists():
        sys.exit(f"There is nothing in {chosen.root}. Begin with: make up")
    try:
        require(Path("/usr/bin/setpriv"), "util-linux")
        if chosen.command in ALONE:
            _wait_for_my_turn(chosen.root)
        chosen.command(Suite(chosen.root, tell=print), chosen)
    except (NotReady, Failed) as error:
        sys.exit(str(error))
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
