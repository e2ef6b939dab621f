"""What the tests of messaging start from: a broker that holds what the sample services need."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from deploy.embedded.broker import Broker
from kernel.client import RpcClient
from kernel.topology import definitions
from tests.integration.kernel.messaging.house import NO_DATABASE, House, Served, ready
from tests.integration.kernel.messaging.sample.contract import OPERATIONS
from tests.integration.kernel.messaging.sample.services import SERVICES


@pytest.fixture(scope="session")
def house(broker: Broker, tmp_path_factory: pytest.TempPathFactory) -> House:
    """The broker, defined for the sample services, with an account and a key for each process."""
    house = House(broker, tmp_path_factory.mktemp("house"))
    broker.define(definitions(OPERATIONS, SERVICES, house.passwords, delays=(0.1, 0.2)))
    return house


@pytest.fixture(scope="module")
def rpc(house: House) -> Iterator[RpcClient]:
    """As the gateway calls."""
    with house.client() as client:
        yield client


@pytest.fixture
def diary(tmp_path: Path) -> Path:
    return tmp_path / "diary"


@pytest.fixture
def run(house: House, diary: Path, rpc: RpcClient) -> Iterator[Callable[..., Served]]:
    """Start a process of a sample service and wait until it answers; it ends with the test."""
    with ExitStack() as stack:

        def started(service: str, database_url: str = NO_DATABASE) -> Served:
            served = house.run(service, diary, database_url)
            stack.callback(served.end)
            stack.callback(served.terminate)
            ready(rpc, service)
            return served

        yield started


@pytest.fixture(scope="module")
def sample(house: House, rpc: RpcClient, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """One process of the sample service, for all tests of a module that leave it alive."""
    served = house.run("sample", tmp_path_factory.mktemp("sample") / "diary")
    ready(rpc, "sample")
    yield served
    served.terminate()
    assert served.end() == 0
