"""Clients in a closed loop: each sends its next request as soon as the last is answered.

One selector drives them all over kept connections, so that the generator costs little
beside what it measures.
"""

from __future__ import annotations

import contextlib
import re
import selectors
import socket
from array import array
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from time import perf_counter

PATIENCE = 30.0
"""Seconds to wait for what is under way at the end."""
CUT = 0
"""In place of the status, where the connection was closed instead."""
LENGTH = re.compile(rb"\r\ncontent-length: *([0-9]+)", re.IGNORECASE)
END = b"\r\n\r\n"

Address = tuple[str, int]
# The next request, given the body of the last answer: b"" at first, and after a cut.
Client = Callable[[bytes], bytes]


@dataclass
class Sample:
    """What came of one run. seconds: it was counted. latencies: seconds, of each answer in the 2xx.

    answered: requests, those before and after the counted ones included.
    """

    seconds: float
    answered: int = 0
    latencies: array[float] = field(default_factory=lambda: array("d"))
    statuses: Counter[int] = field(default_factory=Counter)

    def take(self, status: int, latency: float) -> None:
        self.statuses[status] += 1
        if status // 100 == 2:
            self.latencies.append(latency)

    @property
    def errors(self) -> dict[int, int]:
        """status -> answers, of those that are no success."""
        return {status: count for status, count in self.statuses.items() if status // 100 != 2}


def drive(address: Address, clients: Sequence[Client], *, warm_up: float, seconds: float) -> Sample:
    """Let `clients` ask for `warm_up` seconds, then count for `seconds`. Nothing is under way afterwards."""
    sample = Sample(seconds)
    with Loop(address, clients) as loop:
        loop.run(perf_counter() + warm_up)
        loop.run(perf_counter() + seconds, sample)
    sample.answered = loop.answered
    return sample


class Loop:
    def __init__(self, address: Address, clients: Sequence[Client]) -> None:
        self.answered = 0
        self._selector = selectors.DefaultSelector()
        self._lines = [_Line(address, f"127.0.1.{n}", client) for n, client in enumerate(clients, 1)]

    def __enter__(self) -> Loop:
        for line in self._lines:
            line.open()
            self._selector.register(line, selectors.EVENT_READ, line)
            line.ask()
        return self

    def __exit__(self, *_: object) -> None:
        patience = perf_counter() + PATIENCE
        while self._selector.get_map() and perf_counter() < patience:
            for line, _status in self._answered(patience):
                self._selector.unregister(line)
        for line in self._lines:
            line.close()
        self._selector.close()

    def run(self, ends: float, sample: Sample | None = None) -> None:
        """ends: on the clock of `perf_counter`. sample: takes the answers."""
        while perf_counter() < ends:
            for line, status in self._answered(ends):
                if sample is not None:
                    sample.take(status, perf_counter() - line.asked)
                if status == CUT:
                    self._reopen(line)
                line.ask()

    def _answered(self, until: float) -> list[tuple[_Line, int]]:
        """Each line whose answer has arrived, and its status."""
        ready = self._selector.select(max(until - perf_counter(), 0))
        read = ((key.data, key.data.read()) for key, _ in ready)
        answered = [(line, status) for line, status in read if status is not None]
        self.answered += len(answered)
        return answered

    def _reopen(self, line: _Line) -> None:
        self._selector.unregister(line)
        line.close()
        line.open()
        self._selector.register(line, selectors.EVENT_READ, line)


class _Line:
    """The connection of one client. own: its address, as people do not share one."""

    asked = 0.0

    def __init__(self, address: Address, own: str, client: Client) -> None:
        self._address, self._own, self._client = address, own, client
        self._received = self._body = b""

    def fileno(self) -> int:
        return self._socket.fileno()

    def open(self) -> None:
        self._socket = socket.create_connection(self._address, PATIENCE, (self._own, 0))
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def close(self) -> None:
        self._socket.close()

    def ask(self) -> None:
        request = self._client(self._body)
        self._received = self._body = b""
        self.asked = perf_counter()
        with contextlib.suppress(OSError):  # a cut, which reading will find
            self._socket.sendall(request)

    def read(self) -> int | None:
        """The status of the answer, once it is whole."""
        try:
            received = self._socket.recv(65536)
        except OSError:
            received = b""
        if not received:
            return CUT
        self._received += received
        head, end, body = self._received.partition(END)
        length = LENGTH.search(head)
        if not end or len(body) < (int(length[1]) if length else 0):
            return None
        self._body = body
        return int(head[9:12])
