"""Any nameko client may call, given a signed caller: the wire is nameko's."""

from __future__ import annotations

import time

import pytest
from nameko.exceptions import RemoteError
from nameko.standalone.rpc import ClusterRpcProxy

from tests.builders.requests import a_caller
from tests.integration.kernel.messaging.house import House
from tests.integration.kernel.messaging.sample import contract

pytestmark = pytest.mark.usefixtures("sample")


def context_for(house: House, operation_key: str) -> dict[str, str]:
    return {"caller": house.signer("gateway").sign(a_caller(), operation_key, time.time() + 60)}


def test_a_nameko_client_is_answered(house: House) -> None:
    config = {"AMQP_URI": house.broker.url()}

    with ClusterRpcProxy(config, context_data=context_for(house, contract.greet.key), timeout=5) as rpc:
        answer = rpc.sample.greet({"name": "Anna"})

    assert answer["text"] == "Hello, Anna"


def test_a_nameko_client_receives_errors(house: House) -> None:
    config = {"AMQP_URI": house.broker.url()}

    with (
        ClusterRpcProxy(config, context_data=context_for(house, contract.refuse.key), timeout=5) as rpc,
        pytest.raises(RemoteError) as refused,
    ):
        rpc.sample.refuse({"name": "Anna"})

    assert refused.value.exc_type == "AlreadyGreeted"
