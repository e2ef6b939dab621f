"""On what the figures were measured."""

from __future__ import annotations

import os
import platform
from importlib.metadata import version
from pathlib import Path
from typing import Any

import psycopg

from kernel import clock, line
from tests.bench.ground import Ground


def facts(ground: Ground) -> dict[str, Any]:
    with psycopg.connect(ground.postgres.url()) as connection:
        postgresql = connection.info.parameter_status("server_version")
    broker = line.connect(ground.broker.url(), "bench")
    rabbitmq = broker.server_properties["version"]
    broker.close()
    return {
        "at": clock.now().isoformat(timespec="seconds"),
        "processor": _processor(),
        "cores": os.cpu_count(),
        "memory_gib": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30, 1),
        "linux": platform.release(),
        "python": platform.python_version(),
        "rabbitmq": rabbitmq,
        "postgresql": postgresql,
        **{package: version(package) for package in ("nameko", "falcon", "gunicorn")},
    }


def _processor() -> str:
    told = Path("/proc/cpuinfo").read_text().splitlines()
    return next((one.partition(": ")[2] for one in told if one.startswith("model name")), platform.machine())
