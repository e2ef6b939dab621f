"""Somebody else's server may say anything, or nothing; who asks it is answered in time."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from jwt.algorithms import RSAAlgorithm

from kernel import context
from kernel.context import Request
from kernel.messages import Caller, Unavailable
from services.identity.channels.http import MOST_BYTES, Conversation, new_pool
from services.identity.channels.key_sets import PAUSE, PublishedKeys
from tests.builders.esia import a_key

Speak = Callable[[BaseHTTPRequestHandler], None]
KEYS = json.dumps(
    {"keys": [{**RSAAlgorithm.to_jwk(a_key().public_key(), as_dict=True), "kid": "1"}]}
).encode()


def says(content: bytes, status: int = 200, **headers: str) -> Speak:
    def speak(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(content))}.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(content)

    return speak


def dribbles(handler: BaseHTTPRequestHandler) -> None:
    """A byte now and then, without end."""
    handler.send_response(200)
    handler.end_headers()
    while not threading.Event().wait(0.05):
        handler.wfile.write(b" ")
        handler.wfile.flush()


@contextmanager
def somebody(speak: Speak) -> Iterator[tuple[str, list[str]]]:
    """Their address, and what they are asked."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            try:
                speak(self)
            except ConnectionError:
                self.close_connection = True

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- named by http.server
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    answering = threading.Thread(target=server.serve_forever)
    answering.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", asked
    finally:
        server.shutdown()
        answering.join()
        server.server_close()


def reason(speak: Speak, *, left: float = 60.0) -> str:
    """Why an answer is none. left: seconds that whoever asks has."""
    hurry = Request(caller=Caller(process="gateway"), correlation_id="1", deadline=time.time() + left)
    with somebody(speak) as (url, _), context.using(hurry), pytest.raises(Unavailable) as refusal:
        Conversation(new_pool(), "esia").get(url)
    return refusal.value.details["reason"]


@pytest.mark.parametrize("content", [b"", b"{", b"<html>", b"[]", b"1", b"\xff", b"[" * 100_000])
def test_what_is_no_object_is_no_answer(content: bytes) -> None:
    assert reason(says(content)) == "answer"


def test_an_answer_without_end_is_cut_off() -> None:
    assert reason(says(b" " * (MOST_BYTES + 1) + b"{}")) == "answer"


def test_who_dribbles_does_not_hold_us_longer_than_who_is_silent() -> None:
    assert reason(dribbles, left=1.5) == "timeout"


def test_there_is_no_asking_when_the_time_is_up() -> None:
    assert reason(says(b"{}"), left=0.5) == "timeout"


def test_a_failure_of_theirs_is_not_ours() -> None:
    assert reason(says(b"{}", 502)) == "failing"


def test_a_token_does_not_follow_to_another_address() -> None:
    with (
        somebody(says(b"{}")) as (elsewhere, asked),
        somebody(says(b"{}", 302, Location=elsewhere)) as (url, _),
    ):
        answer = Conversation(new_pool(), "esia").get(url, {"Authorization": "Bearer secret"})

    assert (answer.status, asked) == (302, [])


def test_keys_are_read_once_and_remembered() -> None:
    with somebody(says(KEYS)) as (url, asked):
        keys, conversation = PublishedKeys(lambda _: url, "RS256"), Conversation(new_pool(), "esia")

        found = [keys.find("1", conversation) for _ in range(3)]

    assert all(found)
    assert len(asked) == 1


def test_unknown_keys_do_not_make_us_ask_without_end() -> None:
    with somebody(says(KEYS)) as (url, asked):
        keys, conversation = PublishedKeys(lambda _: url, "RS256"), Conversation(new_pool(), "esia")

        found = [keys.find(f"unknown-{number}", conversation) for number in range(20)]

    assert not any(found)
    assert len(asked) == 1


def test_a_new_key_is_looked_for_after_a_while() -> None:
    now = [1000.0]
    with somebody(says(KEYS)) as (url, asked):
        keys = PublishedKeys(lambda _: url, "RS256", clock=lambda: now[0])
        conversation = Conversation(new_pool(), "esia")
        keys.find("2", conversation)
        now[0] += PAUSE + 1

        keys.find("2", conversation)

    assert len(asked) == 2


def test_the_keys_of_yesterday_are_better_than_none() -> None:
    now = [1000.0]
    with somebody(says(KEYS)) as (url, _):
        keys = PublishedKeys(lambda _: url, "RS256", clock=lambda: now[0])
        keys.find("1", Conversation(new_pool(), "esia"))
    now[0] += 10_000

    assert keys.find("1", Conversation(new_pool(), "esia"))


def test_without_any_key_an_outage_is_one() -> None:
    with pytest.raises(Unavailable):
        PublishedKeys(lambda _: "http://127.0.0.1:1", "RS256").find("1", Conversation(new_pool(), "esia"))


@pytest.mark.parametrize(
    "content", [b"{}", b'{"keys": 1}', b'{"keys": [1, {"kid": "1"}, {"kid": "1", "kty": "?"}]}']
)
def test_what_are_no_keys_open_nothing(content: bytes) -> None:
    with somebody(says(content)) as (url, _):
        found = PublishedKeys(lambda _: url, "RS256").find("1", Conversation(new_pool(), "esia"))

    assert found is None
