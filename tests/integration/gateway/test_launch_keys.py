"""Keys of launches that are made up are counted together, and keep nobody else from studying."""

from __future__ import annotations

import falcon.testing
import pytest

from gateway.app import create_app
from tests.builders.gateway import settings
from tests.integration.gateway.answers import LAUNCHED
from tests.integration.gateway.conftest import House

PATH = "/v1/xapi/statements"
FEW = 5
VERSION = {"X-Experience-API-Version": "1.0.3"}


@pytest.fixture
def client(house: House) -> falcon.testing.TestClient:
    """Of a gateway that lets one address try a few times."""
    return falcon.testing.TestClient(create_app(house.rpc, settings(rate_limit=FEW)))


def asked(client: falcon.testing.TestClient, key: str, address: str = "203.0.113.7") -> int:
    headers = {**VERSION, "Authorization": f"Basic {key}"}
    answer: int = client.simulate_get(PATH, headers=headers, remote_addr=address).status_code
    return answer


def test_who_makes_up_a_new_key_each_time_is_stopped(client: falcon.testing.TestClient) -> None:
    found = [asked(client, f"guess-{number}") for number in range(3 * FEW)]

    assert (found[:FEW], 429 in found[FEW:]) == ([401] * FEW, True)


def test_who_is_stopped_stops_nobody_elsewhere(client: falcon.testing.TestClient) -> None:
    for number in range(3 * FEW):
        asked(client, f"guess-{number}")

    assert asked(client, "guess", "203.0.113.8") == 401


def test_a_key_that_is_good_is_not_counted_among_the_guesses(client: falcon.testing.TestClient) -> None:
    assert {asked(client, LAUNCHED) for _ in range(3 * FEW)} == {200}


def test_a_key_in_no_form_at_all_is_a_guess(client: falcon.testing.TestClient) -> None:
    found = [
        client.simulate_get(PATH, headers=VERSION | {"Authorization": f"Digest {number}"}).status_code
        for number in range(3 * FEW)
    ]

    assert {*found} == {401, 429}
