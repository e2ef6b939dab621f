"""Whether a service answers: a call through the broker, and its database behind it.

python -m deploy.health credits     with the settings of that service; the exit code tells
"""

from __future__ import annotations

import os
import sys

from kernel.callers import CallerSigner
from kernel.client import InternalError, RpcClient
from kernel.messages import Nothing, ServiceError
from kernel.readiness import ping
from kernel.settings import ProcessSettings, WrongSettings, read


def is_ready(service: str) -> bool:
    """Raises: WrongSettings, ServiceError, InternalError."""
    settings = read(ProcessSettings, os.environ, process=service)
    client = RpcClient(settings.broker_url, CallerSigner(service, settings.signing_key))
    try:
        return client.call(ping(service), Nothing()).database is not False
    finally:
        client.close()


def main(service: str) -> int:
    try:
        return 0 if is_ready(service) else 1
    except (InternalError, ServiceError, WrongSettings) as error:
        sys.stderr.write(f"{error!r}\n")
        return 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
