"""Run one of the sample services: `python -m tests.integration.kernel.messaging.sample.serve sample`."""

from __future__ import annotations

import os
import sys

from kernel import green

if __name__ == "__main__":
    green.patch()
    from kernel import logs, runner
    from kernel.settings import ServiceSettings, read
    from tests.integration.kernel.messaging.sample.services import SERVICES

    name = sys.argv[1]
    logs.configure(name)
    [service] = [service for service in SERVICES if service.name == name]
    settings = read(ServiceSettings, os.environ, process=name)
    sys.exit(runner.run(service, settings, RETRY_DELAYS=(0.1, 0.2)))
