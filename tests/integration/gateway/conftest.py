"""The gateway before a real broker, behind which somebody answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import falcon.testing
import pytest

from contracts.catalogue import activities, enrolments, statements
from contracts.identity import accounts, sessions
from deploy.embedded.broker import OPERATOR, Broker
from deploy.embedded.keyring import Keyring
from gateway.app import create_app
from kernel.callers import CallerSigner, CallerVerifier
from kernel.client import RpcClient
from kernel.messages import StaleVersion
from tests.builders.gateway import a_key_set, settings
from tests.builders.responder import Responder
from tests.integration.gateway.answers import a_statement, an_activity, an_enrolment, refuse, stumble


@dataclass(frozen=True)
class House:
    """client: of the gateway. responder: who answers it. rpc: how the gateway asks."""

    client: falcon.testing.TestClient
    responder: Responder
    rpc: RpcClient


@pytest.fixture(scope="session")
def apart(broker: Broker) -> str:
    """The address of a virtual host in which no queue of a service waits that does not run."""
    everything = dict.fromkeys(("configure", "write", "read"), ".*")
    broker.define(
        {
            "vhosts": [{"name": "apart"}],
            "permissions": [{"user": OPERATOR, "vhost": "apart", **everything}],
        }
    )
    return broker.url(vhost="apart")


@pytest.fixture(scope="module")
def house(apart: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    keyring = Keyring(tmp_path_factory.mktemp("gateway"))
    signer = CallerSigner("gateway", keyring.signing_key("gateway").read_text())
    responder = Responder(apart, CallerVerifier(keyring.trusted))
    responder.teach(sessions.jwks, lambda _: a_key_set())
    responder.teach(activities.read_activity, an_activity)
    responder.teach(activities.submit_activity, an_activity)
    responder.teach(activities.approve_activity, refuse(StaleVersion()))
    responder.teach(enrolments.enrol, an_enrolment)
    responder.teach(sessions.log_in, refuse(accounts.TooManyAttempts(retry_after=90)))
    responder.teach(accounts.my_profile, stumble)
    responder.teach(statements.read_statements, a_statement)
    responder.start()
    rpc = RpcClient(apart, signer)
    yield House(falcon.testing.TestClient(create_app(rpc, settings())), responder, rpc)
    rpc.close()
    responder.stop()
