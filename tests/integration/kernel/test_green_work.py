"""In a green process: heavy work leaves the loop free, and timed work goes on after a failure."""

from __future__ import annotations

import subprocess
import sys

import pytest

from kernel.offload import offload

GREEN = "from kernel import green; green.patch()\n"


def told(script: str) -> list[str]:
    """What a green process that runs `script` prints."""
    command = (sys.executable, "-W", "ignore", "-c", GREEN + script)
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=60).stdout.split()


def test_other_green_threads_run_while_a_function_is_offloaded() -> None:
    script = """
import eventlet
from eventlet import patcher
from kernel.offload import offload
awaited = patcher.original("threading").Event()
eventlet.spawn(awaited.set)
print(offload(awaited.wait, 10))
"""
    assert told(script) == ["True"]


def test_an_offloaded_failure_is_the_caller_s() -> None:
    script = """
from kernel.offload import offload
try:
    offload(int, "three")
except ValueError as error:
    print(type(error).__name__)
"""
    assert told(script) == ["ValueError"]


def test_without_a_loop_the_function_is_simply_called() -> None:
    assert offload(divmod, 7, 2) == (3, 1)
    with pytest.raises(ZeroDivisionError):
        offload(divmod, 7, 0)


def test_timed_work_is_done_again_as_the_service_itself_even_after_a_failure() -> None:
    script = """
from datetime import timedelta
from eventlet.event import Event
from nameko.containers import ServiceContainer
from kernel import context
from kernel.timers import every

seen, enough = [], Event()

class Timed:
    name = "timed"

    @every(timedelta(milliseconds=10))
    def look(self):
        seen.append(context.current().caller.process)
        if len(seen) == 1:
            raise RuntimeError("once")
        if len(seen) == 3:
            enough.send()

container = ServiceContainer(Timed, {})
container.start()
enough.wait()
container.stop()
print(*seen[:3])
"""
    assert told(script) == ["timed", "timed", "timed"]
