"""The definitions of the broker, derived from contracts and services.

    python -m kernel.topology definitions --secrets DIR   # JSON for `rabbitmqctl import_definitions`
    python -m kernel.topology queues                      # the pinned names of the queues

They suit RabbitMQ 3.10 to 4.x. Processes declare nothing themselves, so none needs the right to.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from kernel import discovery
from kernel.accounts import accounts
from kernel.broker import DEFAULT_DELAYS
from kernel.holdings import holdings, queue_names
from kernel.messages import Operation

VHOST = "nmo"
# Requests that nobody takes are refused, not piled up.
POLICIES = {"requests": ("^rpc-", {"max-length": 10_000, "overflow": "reject-publish"})}


def definitions(
    operations: Iterable[Operation[Any, Any]],
    services: Sequence[Any],
    secrets: Mapping[str, str],
    vhost: str = VHOST,
    delays: Sequence[float] = DEFAULT_DELAYS,
) -> dict[str, Any]:
    """services: their classes. secrets: process -> password at the broker.

    Raises: LookupError -- a service has no password.
    """
    held = holdings(services, vhost, delays)
    return {
        "vhosts": [{"name": vhost}],
        "exchanges": held.exchanges,
        "queues": held.queues,
        "bindings": held.bindings,
        "policies": [
            {"vhost": vhost, "name": name, "pattern": pattern, "apply-to": "queues", "definition": rule}
            for name, (pattern, rule) in POLICIES.items()
        ],
        **accounts(operations, services, secrets, vhost),
    }


def secrets_in(directory: Path) -> dict[str, str]:
    """The passwords of the processes: one file each, under `broker/`."""
    return {path.name: path.read_text().strip() for path in sorted((directory / "broker").iterdir())}


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m kernel.topology", description="The broker's definitions."
    )
    commands = parser.add_subparsers(dest="command", required=True)
    printed = commands.add_parser("definitions", help="print them as JSON")
    printed.add_argument("--secrets", type=Path, required=True, help="directory with broker/<process>")
    printed.add_argument("--vhost", default=VHOST)
    commands.add_parser("queues", help="print the names of all queues")
    chosen = parser.parse_args(arguments)
    services = [discovery.service_class(name) for name in discovery.service_names()]
    if chosen.command == "queues":
        sys.stdout.writelines(f"{name}\n" for name in queue_names(services))
    else:
        secrets = secrets_in(chosen.secrets)
        found = definitions(discovery.operations(), services, secrets, vhost=chosen.vhost)
        json.dump(found, sys.stdout, indent=2, sort_keys=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
