"""The supervisor, with programs that do nothing."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from deploy.embedded import leftovers
from deploy.embedded.part import wait_for
from deploy.embedded.program import Program
from deploy.embedded.supervisor import Supervisor

IDLE = (sys.executable, "-c", "import signal; signal.pause()")


def idle(root: Path, **told: str) -> Program:
    return Program(name="idle", command=IDLE, folder=root, environment=told)


@pytest.fixture
def supervisor(tmp_path: Path) -> Iterator[Supervisor]:
    supervisor = Supervisor(tmp_path)
    supervisor.configure([idle(tmp_path)])
    supervisor.start()
    yield supervisor
    leftovers.end(tmp_path)


def running_another_than(supervisor: Supervisor, former: int | None) -> None:
    wait_for(lambda: supervisor.pid("idle") not in (None, former), timeout=20, what="idle does not run")


def test_a_program_that_was_killed_runs_again(supervisor: Supervisor) -> None:
    supervisor.run("idle")
    running_another_than(supervisor, None)
    killed = supervisor.pid("idle")

    supervisor.kill("idle")

    running_another_than(supervisor, killed)


def test_a_program_that_was_stopped_stays_down(supervisor: Supervisor) -> None:
    supervisor.run("idle")

    supervisor.halt("idle")

    assert supervisor.states()["idle"].startswith("STOPPED")


def test_a_running_program_is_started_anew_when_its_settings_change(supervisor: Supervisor) -> None:
    supervisor.run("idle")
    running_another_than(supervisor, None)
    former = supervisor.pid("idle")

    supervisor.configure([idle(supervisor.root, NMO_LOG_LEVEL="DEBUG")])

    running_another_than(supervisor, former)


def test_nothing_outlives_a_supervisor_that_was_killed(supervisor: Supervisor, tmp_path: Path) -> None:
    supervisor.run("idle")
    running_another_than(supervisor, None)

    leftovers.end(tmp_path)

    assert leftovers.of(tmp_path) == []
