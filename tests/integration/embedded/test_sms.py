"""The SMS emulator, spoken to as the notifications do."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import httpx
import pytest

from deploy.emulators.sms import serve

ANNA = "+79001234567"


@pytest.fixture
def gateway() -> Iterator[httpx.Client]:
    server = serve(0)
    answering = threading.Thread(target=server.serve_forever)
    answering.start()
    with httpx.Client(base_url=f"http://127.0.0.1:{server.server_port}") as client:
        yield client
    server.shutdown()
    answering.join()
    server.server_close()


def test_a_message_is_accepted_and_can_be_read(gateway: httpx.Client) -> None:
    accepted = gateway.post("/messages", json={"id": "1", "to": ANNA, "text": "Код: 123456"})

    assert accepted.status_code == 202
    [message] = gateway.get("/messages", params={"to": ANNA}).json()["messages"]
    assert message["text"] == "Код: 123456"


def test_a_number_is_found_with_its_plus_sign_unescaped(gateway: httpx.Client) -> None:
    gateway.post("/messages", json={"id": "1", "to": ANNA, "text": "hello"})

    assert len(gateway.get(f"/messages?to={ANNA}").json()["messages"]) == 1


def test_a_number_can_be_put_out_of_reach(gateway: httpx.Client) -> None:
    gateway.put(f"/numbers/{ANNA}", json={"reachable": False})

    accepted = gateway.post("/messages", json={"id": "1", "to": ANNA, "text": "hello"})

    assert accepted.json()["status"] == "undelivered"


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'{"id": "1"}', b'{"id": 1, "to": "+7", "text": "x"}'])
def test_a_malformed_message_is_refused(gateway: httpx.Client, body: bytes) -> None:
    assert gateway.post("/messages", content=body).status_code == 400


def test_an_unknown_address_is_not_found(gateway: httpx.Client) -> None:
    assert gateway.get("/").status_code == 404
