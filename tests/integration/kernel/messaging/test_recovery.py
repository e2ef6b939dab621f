"""What happens when the broker, a service or its database goes away and comes back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

from deploy.embedded.databases import Database, Databases
from deploy.embedded.part import Part
from deploy.embedded.postgres import Postgres
from kernel.client import RpcClient
from kernel.messages import Nothing, Unavailable
from kernel.readiness import Readiness, ping
from kernel.values import new_id
from tests.integration.kernel.messaging.house import House, Served, answered, eventually, ready
from tests.integration.kernel.messaging.sample import contract

ANNA = contract.Greet(name="Anna")

Run = Callable[..., Served]


def greeted(rpc: RpcClient) -> str:
    return rpc.call(contract.greet, ANNA).text


@contextmanager
def without(part: Part) -> Iterator[None]:
    part.stop()
    try:
        yield
    finally:
        part.start()
        part.ready()


def written(diary: Path) -> list[str]:
    """What was worked on; not the facts that other tests have announced, which are heard, too."""
    return [line for line in diary.read_text().splitlines() if not line.startswith("heard")]


def test_client_and_service_outlive_the_broker(house: House, rpc: RpcClient, run: Run) -> None:
    served = run("sample")

    with house.without_broker():
        pass

    assert answered(greeted)(rpc) == "Hello, Anna"
    assert served.runs


def test_no_call_outlasts_its_deadline_while_the_broker_is_away(house: House, rpc: RpcClient) -> None:
    with house.without_broker(), ThreadPoolExecutor(8) as threads:
        calls = [threads.submit(greeted, rpc) for _ in range(8)]
        failures = [call.exception(timeout=contract.greet.deadline + 5) for call in calls]

    assert [type(failure) for failure in failures] == [Unavailable] * 8


def test_a_reply_that_can_no_longer_come_is_not_waited_for(
    house: House, rpc: RpcClient, run: Run, diary: Path
) -> None:
    run("sample")
    with ThreadPoolExecutor(1) as thread:
        call = thread.submit(rpc.call, contract.work, contract.Work(mark="lost", milliseconds=8000))
        eventually(lambda: written(diary).index("began lost"))()

        with house.without_broker():
            failure = call.exception(timeout=5)

    assert isinstance(failure, Unavailable)
    assert failure.details["reason"] == "connection lost"


def test_work_that_ends_while_the_broker_is_away_does_not_end_the_service(
    house: House, rpc: RpcClient, run: Run, diary: Path
) -> None:
    served = run("sample")
    with ThreadPoolExecutor(1) as thread:
        thread.submit(rpc.call, contract.work, contract.Work(mark="a", milliseconds=2500))
        eventually(lambda: written(diary).index("began a"))()

        with house.without_broker():
            eventually(lambda: written(diary).index("done a"))()

    assert answered(greeted)(rpc) == "Hello, Anna"
    assert served.runs


def test_a_service_told_to_stop_ends_what_it_began_and_nobody_repeats_it(
    rpc: RpcClient, run: Run, diary: Path
) -> None:
    leaving = run("sample")
    with ThreadPoolExecutor(10) as threads:
        calls = [
            threads.submit(rpc.call, contract.work, contract.Work(mark=f"m{number}", milliseconds=1500))
            for number in range(10)
        ]
        eventually(lambda: written(diary).index("began m9"))()
        run("sample")

        leaving.terminate()
        leaving.terminate()

        for call in calls:
            call.result(timeout=10)
    assert leaving.end() == 0
    ready(rpc, "sample")  # asked behind whatever may have been given back
    assert sorted(written(diary)) == sorted(
        f"{step} m{number}" for number in range(10) for step in ("began", "done")
    )


def test_what_a_killed_service_had_begun_is_done_by_another(rpc: RpcClient, run: Run, diary: Path) -> None:
    dying = run("sample")
    with ThreadPoolExecutor(1) as thread:
        call = thread.submit(rpc.call, contract.work, contract.Work(mark="a", milliseconds=500))
        eventually(lambda: written(diary).index("began a"))()
        dying.kill()
        run("sample")

        call.result(timeout=10)

    assert written(diary) == ["began a", "began a", "done a"]


def test_a_service_waits_for_its_database_to_appear(
    house: House, rpc: RpcClient, diary: Path, migrated: Callable[[str], Databases]
) -> None:
    databases = migrated("kernel")
    served = house.run("keeper", diary, databases.of("kernel", "kernel_late").url)
    eventually(lambda: served.log.index("waiting for the database"))()

    databases.copy("kernel", "kernel_late")

    assert ready(rpc, "keeper") == Readiness(service="keeper", database=True)
    served.terminate()
    assert served.end() == 0
    databases.drop("kernel_late")


def test_a_service_whose_database_has_gone_is_not_ready(
    rpc: RpcClient, run: Run, postgres: Postgres, addresses: Database
) -> None:
    run("keeper", addresses.url)

    with without(postgres):
        readiness = rpc.call(ping("keeper"), Nothing())

    assert readiness == Readiness(service="keeper", database=False)


def test_an_operation_whose_database_has_gone_is_unavailable(
    rpc: RpcClient, run: Run, postgres: Postgres, addresses: Database
) -> None:
    served = run("keeper", addresses.url)

    with without(postgres), pytest.raises(Unavailable) as refused:
        rpc.call(contract.announce, contract.Announce(things=(new_id(),)))

    assert refused.value.details == {"service": "keeper", "reason": "database"}
    rpc.call(contract.announce, contract.Announce(things=(new_id(),)))
    assert served.runs
