"""Whatever is killed comes back, and the suite with it."""

from __future__ import annotations

import pytest

from deploy.embedded.part import wait_for
from tests.suite import RunningSuite


@pytest.mark.parametrize("process", ["credits", "gateway", "rabbitmq", "postgres", "weed"])
def test_the_suite_answers_again_after_a_process_was_killed(suite: RunningSuite, process: str) -> None:
    suite.ready()
    killed = suite.pid(process)

    suite.kill(process)

    wait_for(lambda: suite.pid(process) not in (None, killed), timeout=60, what=f"{process} is not back")
    suite.ready()


def test_a_service_that_is_down_is_named(suite: RunningSuite) -> None:
    suite.ready()

    with suite.without("notifications"), suite.client() as client:
        wait_for(lambda: client.get("/readyz").status_code == 503, timeout=30, what="still ready")
        services = client.get("/readyz").json()["services"]

    assert [name for name, state in services.items() if not state["ready"]] == ["notifications"]


def test_every_program_listens_on_this_machine_only(suite: RunningSuite) -> None:
    suite.ready()

    assert {address for address in suite.listening()} <= {"127.0.0.1", "::1"}
