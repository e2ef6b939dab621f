"""Running a service: what is fatal ends the process, and says why."""

from __future__ import annotations

import os
import subprocess
import sys

from deploy.embedded.databases import Database
from kernel.client import RpcClient
from kernel.messages import Nothing
from kernel.readiness import Readiness, ping
from tests.integration.kernel.messaging.house import Served


def python(code: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        (sys.executable, "-c", code),
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_service_without_a_database_is_ready(rpc: RpcClient, sample: Served) -> None:
    assert rpc.call(ping("sample"), Nothing()) == Readiness(service="sample", database=None)


def test_a_process_that_would_block_on_its_database_refuses_to_start(addresses: Database) -> None:
    ended = python(
        "import eventlet; eventlet.monkey_patch(select=False)\n"
        "from kernel import green\n"
        f"green.prove({addresses.url!r})",
        PSYCOPG_WAIT_FUNC="wait_c",
    )

    assert "NotGreen" in ended.stderr


def test_a_process_made_green_does_not_block_on_its_database(addresses: Database) -> None:
    ended = python(f"from kernel import green; green.patch(); green.prove({addresses.url!r}); print('awake')")

    assert ended.stdout == "awake\n"


def test_no_garbage_is_looked_for_among_what_a_process_has_begun_with() -> None:
    ended = python(
        "import gc; from kernel import runner\n"
        "runner.keep_all()\n"
        "print(len(gc.get_objects()) < gc.get_freeze_count())"
    )

    assert ended.stdout == "True\n"


def test_all_settings_that_are_missing_are_named_at_once() -> None:
    ended = subprocess.run(
        (sys.executable, "-m", "kernel.run", "monitoring"),
        env={"PATH": os.defpath},
        capture_output=True,
        text=True,
        check=False,
    )

    assert ended.returncode == 2
    assert "NMO_BROKER_URL" in ended.stderr
    assert "NMO_DATABASE_URL" in ended.stderr
