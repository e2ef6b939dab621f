"""The gateway as gunicorn serves it: slow and strange clients, and what they are told."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any

import httpx
import pytest

from deploy.embedded.part import wait_for
from deploy.embedded.ports import Ports
from tests.builders.gateway import ISSUER, NOWHERE, PEM

ALL_THREADS_AND_MORE = 100
CONNECTIONS = 90
"""Of each of the two processes: less than those that come."""
HEAD = b"POST /v1/sessions HTTP/1.1\r\nHost: nmo\r\nContent-Type: application/json\r\n"


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """Of the gateway, whose broker is nowhere."""
    folder = tmp_path_factory.mktemp("serving")
    (folder / "key.pem").write_text(PEM)
    port = Ports(folder).of("gateway")
    told = {
        "NMO_BROKER_URL": NOWHERE,
        "NMO_SIGNING_KEY_FILE": str(folder / "key.pem"),
        "NMO_TRUSTED_KEYS": str(folder),
        "NMO_PUBLIC_URL": ISSUER,
        "NMO_RATE_LIMIT": str(10 * ALL_THREADS_AND_MORE),
    }
    command = (
        *(sys.executable, "-m", "gunicorn", "--config", "deploy/gunicorn.py", "--bind", f"127.0.0.1:{port}"),
        *(
            "--worker-class",
            "tests.integration.gateway.hasty.Hasty",
            "--worker-connections",
            str(CONNECTIONS),
        ),
        "gateway.wsgi:application",
    )
    root = Path(__file__).parents[3]
    with (folder / "log").open("w") as log:
        running = subprocess.Popen(command, cwd=root, env=os.environ | told, stdout=log, stderr=log)
    try:
        wait_for(lambda: answers(port), timeout=30, what=f"gunicorn does not answer, see {folder}/log")
        yield port
    finally:
        running.terminate()
        running.wait(30)


def answers(port: int) -> bool:
    try:
        return httpx.get(f"http://127.0.0.1:{port}/healthz", timeout=5).is_success
    except httpx.TransportError:
        return False


def connected(port: int, sent: bytes = b"", source: str = "") -> socket.socket:
    client = socket.create_connection(("127.0.0.1", port), timeout=10, source_address=(source, 0))
    client.sendall(sent)
    return client


def told(client: socket.socket) -> tuple[int, dict[str, Any]]:
    """Status and problem, once the connection is closed."""
    with closing(client):
        received = b""
        while chunk := client.recv(65536):
            received += chunk
    head, _, body = received.partition(b"\r\n\r\n")
    assert b"application/problem+json" in head
    assert b"Connection: close" in head
    return int(head.split()[1]), json.loads(body)


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"GET /healthz HTTP/1.1\r\nHost: nmo\r\n",
        HEAD + b"Content-Length: 1000\r\n\r\n{",
    ],
    ids=["nothing", "half a head", "half a body"],
)
def test_who_sends_slowly_keeps_nobody_from_being_answered(port: int, sent: bytes) -> None:
    with ExitStack() as stack:
        for _ in range(ALL_THREADS_AND_MORE):
            stack.enter_context(connected(port, sent))

        assert answers(port)


def test_nobody_takes_every_connection_there_is(port: int) -> None:
    with ExitStack() as stack:
        held = [stack.enter_context(connected(port, source="127.0.0.31")) for _ in range(4 * CONNECTIONS)]

        assert answers(port)
        assert held[0].recv(1) == b""


def test_connections_kept_for_another_request_leave_room_for_others(port: int) -> None:
    ask = b"GET /healthz HTTP/1.1\r\nHost: nmo\r\n\r\n"
    with ExitStack() as stack:
        kept = [stack.enter_context(connected(port, ask, "127.0.0.32")) for _ in range(2 * CONNECTIONS)]

        assert all(client.recv(1000).startswith(b"HTTP/1.1 200 OK") for client in kept)
        assert answers(port)


def test_who_does_not_hang_up_keeps_nobody_waiting(port: int) -> None:
    """gunicorn 27 waits two seconds for each of them, and serves nobody else meanwhile."""
    ask = b"GET /healthz HTTP/1.1\r\nHost: nmo\r\nConnection: close\r\n\r\n"
    with ExitStack() as stack:
        held = [stack.enter_context(connected(port, ask)) for _ in range(CONNECTIONS // 2)]

        assert answers(port)
        assert held[0].recv(1000).startswith(b"HTTP/1.1 200 OK")


@pytest.mark.parametrize("sent", [b"GET /healthz HTTP/1.1\r\n", HEAD + b"Content-Length: 1000\r\n\r\n{"])
def test_what_does_not_arrive_in_time_is_refused(port: int, sent: bytes) -> None:
    status, problem = told(connected(port, sent))

    assert (status, problem["code"]) == (408, "TooSlow")


def test_a_connection_that_says_nothing_is_closed_without_a_word(port: int) -> None:
    with connected(port) as client:
        assert client.recv(1000) == b""


def test_a_large_body_that_stops_is_not_waited_for_either(port: int) -> None:
    status, problem = told(connected(port, HEAD + b"Connection: close\r\nContent-Length: 900000\r\n\r\n{"))

    assert (status, problem["details"]) == (400, {"": "body.incomplete"})


@pytest.mark.parametrize(
    "chunks",
    [b"-1\r\n\r\n", b"0x2\r\n{}\r\n0\r\n\r\n", b"2\n{}\n0\n\n", b'2;a="\r\n"\r\n{}\r\n0\r\n\r\n'],
    ids=["negative", "prefixed", "bare line ends", "line end in an extension"],
)
def test_chunks_that_two_readers_may_read_differently_are_refused(port: int, chunks: bytes) -> None:
    """Whatever came behind such a body could be taken for a request of somebody else."""
    head = HEAD + b"Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n"

    status, problem = told(connected(port, head + chunks + b"GET /v1/me HTTP/1.1\r\nHost: nmo\r\n\r\n"))

    assert (status, problem["details"]) == (400, {"": "body.chunks"})


def test_a_request_that_comes_in_pieces_is_answered_when_it_is_whole(port: int) -> None:
    with connected(port, b"GET /heal") as client:
        client.sendall(b"thz HTTP/1.1\r\nHost: nmo\r\n")
        client.sendall(b"Connection: close\r\n\r\n")

        assert client.recv(1000).startswith(b"HTTP/1.1 200 OK")


def test_requests_sent_behind_each_other_are_all_answered(port: int) -> None:
    ask = b"GET /healthz HTTP/1.1\r\nHost: nmo\r\n"
    with connected(port, 3 * (ask + b"\r\n") + ask + b"Connection: close\r\n\r\n") as client:
        received = b""
        while chunk := client.recv(65536):
            received += chunk

    assert received.count(b"HTTP/1.1 200 OK") == 4


def test_a_client_that_hangs_up_halfway_is_forgotten(port: int) -> None:
    with connected(port, b"GET /healthz HTTP/1.1\r\n"):
        pass

    assert answers(port)


@pytest.mark.parametrize(
    ("sent", "status", "code"),
    [
        (b"GET /" + b"a" * 9000 + b" HTTP/1.1\r\n", 414, "AddressTooLong"),
        (b"GET / HTTP/1.1\r\nX-A: " + b"a" * 9000 + b"\r\n", 431, "HeadersTooLarge"),
        (b"GET / HTTP/1.1\r\n" + b"X-A: a\r\n" * 200, 431, "HeadersTooLarge"),
        (b"GET / HTTP/9.9\r\n", 400, "MalformedRequest"),
        (b"G\x00T / HTTP/1.1\r\n", 400, "MalformedRequest"),
        (b"GET / HTTP/1.1\r\nX A: 1\r\n", 400, "MalformedRequest"),
        (HEAD + b"Content-Length: -1\r\n", 400, "MalformedRequest"),
        (HEAD + b"Transfer-Encoding: chunked\r\nContent-Length: 5\r\n", 400, "MalformedRequest"),
        (HEAD + b"Transfer-Encoding: gzip\r\n", 400, "MalformedRequest"),
    ],
)
def test_what_is_no_request_is_answered_as_a_problem(port: int, sent: bytes, status: int, code: str) -> None:
    found, problem = told(connected(port, sent + b"\r\n"))

    assert (found, problem["code"], problem["status"]) == (status, code, status)
