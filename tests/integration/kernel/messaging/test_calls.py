"""Calling an operation: what comes back, and to whom."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from deploy.embedded.databases import Database
from kernel import context
from kernel.client import InternalError, RpcClient
from kernel.messages import Forbidden, Invalid, Unauthenticated, Unavailable
from kernel.values import Role
from tests.builders.requests import PERSON, a_caller, a_request
from tests.integration.kernel.messaging.house import House, Served
from tests.integration.kernel.messaging.sample import contract

ANNA = contract.Greet(name="Anna")

pytestmark = pytest.mark.usefixtures("sample")


def test_an_operation_is_answered(rpc: RpcClient) -> None:
    with context.using(a_request(correlation_id="abc")):
        answer = rpc.call(contract.greet, ANNA)

    assert answer.text == "Hello, Anna"


def test_the_service_learns_who_asks(rpc: RpcClient) -> None:
    with context.using(a_request(correlation_id="abc")):
        answer = rpc.call(contract.greet, ANNA)

    assert (answer.by, answer.for_person, answer.roles) == ("gateway", PERSON, ("specialist",))


def test_the_correlation_id_travels_with_the_call(rpc: RpcClient) -> None:
    with context.using(a_request(correlation_id="abc")):
        answer = rpc.call(contract.greet, ANNA)

    assert answer.correlation_id == "abc"


def test_a_declared_error_is_rebuilt_with_its_details(rpc: RpcClient) -> None:
    with pytest.raises(contract.AlreadyGreeted) as refused:
        rpc.call(contract.refuse, ANNA)

    assert refused.value.details == {"name": "Anna"}


def test_a_bug_of_the_service_tells_nothing_but_a_reference(rpc: RpcClient, sample: Served) -> None:
    with pytest.raises(InternalError) as failed:
        rpc.call(contract.stumble, ANNA)

    assert "secret" not in str(failed.value)
    assert f'"reference": "{failed.value.reference}"' in sample.log


def test_an_unknown_field_of_a_command_is_refused(rpc: RpcClient) -> None:
    with pytest.raises(Invalid) as refused:
        rpc.call(contract.greet, contract.Work(mark="x", milliseconds=1))  # type: ignore[arg-type]

    assert refused.value.details["mark"] == "unknown"


def test_an_operation_is_closed_to_those_without_its_role(rpc: RpcClient) -> None:
    with context.using(a_request()), pytest.raises(Forbidden):
        rpc.call(contract.judge, ANNA)


def test_an_operation_is_open_to_those_with_its_role(rpc: RpcClient) -> None:
    expert = replace(a_caller(), roles=frozenset({Role.EXPERT}))

    with context.using(a_request(caller=expert)):
        answer = rpc.call(contract.judge, ANNA)

    assert answer.text == "Judged"


def test_nobody_speaks_for_another_process(house: House) -> None:
    signer = house.signer("deaf")
    signer.process = "gateway"

    with house.client("gateway", signer=signer) as thief, pytest.raises(Unauthenticated) as refused:
        thief.call(contract.greet, ANNA)

    assert refused.value.details == {"reason": "caller.signature"}


def test_a_request_that_nobody_waits_for_is_refused(rpc: RpcClient) -> None:
    late = replace(a_request(), deadline=time.time() - 1)

    with context.using(late), pytest.raises(Unavailable) as refused:
        rpc.call(contract.greet, ANNA)

    assert refused.value.details["reason"] == "deadline"


def test_an_unknown_service_is_known_at_once_to_be_unavailable(rpc: RpcClient) -> None:
    with pytest.raises(Unavailable) as refused:
        rpc.call(contract.nobody, ANNA)

    assert refused.value.details == {"service": "nobody", "reason": "unknown service"}


def test_a_deaf_service_is_unavailable_at_the_deadline(rpc: RpcClient) -> None:
    with pytest.raises(Unavailable) as refused:
        rpc.call(contract.deaf, ANNA)

    assert refused.value.details == {"service": "deaf", "reason": "deadline"}


def test_an_operation_of_a_later_version_is_unavailable(rpc: RpcClient) -> None:
    with pytest.raises(Unavailable) as refused:
        rpc.call(contract.novel, ANNA)

    assert refused.value.details == {"service": "sample", "reason": "operation"}


def test_a_client_out_of_capacity_refuses_at_once(house: House) -> None:
    with house.client(most_in_flight=0) as client, pytest.raises(Unavailable) as refused:
        client.call(contract.greet, ANNA)

    assert refused.value.details["reason"] == "busy"


def test_each_of_many_threads_gets_its_own_answers(rpc: RpcClient) -> None:
    def call_fifty_times(thread: int) -> list[str]:
        names = [f"{thread}-{number}" for number in range(50)]
        return [rpc.call(contract.greet, contract.Greet(name=name)).text for name in names]

    with ThreadPoolExecutor(64) as threads:
        answers = list(threads.map(call_fifty_times, range(64)))

    assert answers == [[f"Hello, {thread}-{number}" for number in range(50)] for thread in range(64)]


def test_a_service_calls_another_as_itself_and_for_the_person(
    rpc: RpcClient, run: Callable[..., Served], addresses: Database
) -> None:
    run("keeper", addresses.url)

    with context.using(a_request(correlation_id="abc")):
        answer = rpc.call(contract.pass_on, ANNA)

    assert answer == contract.Greeting(
        text="Welcome, Anna", by="sample", for_person=PERSON, roles=("service",), correlation_id="abc"
    )


def test_the_broker_refuses_what_a_process_may_not_call(rpc: RpcClient) -> None:
    with pytest.raises(Unavailable):
        rpc.call(replace(contract.welcome, deadline=0.5), ANNA)

    assert rpc.call(contract.greet, ANNA).text == "Hello, Anna"
