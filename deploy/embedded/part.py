"""A part of the suite that comes from elsewhere: the broker, the database, the document store."""

from __future__ import annotations

import time
from abc import ABC, abstractmethod
from collections.abc import Callable
from pathlib import Path

from deploy.embedded.program import Program, Running

PAUSE = 0.05
"""Seconds between two looks at something that is not ready yet."""


class NotReady(Exception):
    """Something did not become ready in time; the message says what, and where to look."""


def wait_for(
    is_ready: Callable[[], bool], *, timeout: float, what: str, given_up: Callable[[], bool] = lambda: False
) -> None:
    """Return as soon as `is_ready()`.

    timeout: seconds. Raises: NotReady -- it took longer, or `given_up()` came first.
    """
    deadline = time.monotonic() + timeout
    while not is_ready():
        if given_up() or time.monotonic() > deadline:
            raise NotReady(what)
        time.sleep(PAUSE)


class Part(ABC):
    """Its programs can be started here, or handed to a supervisor after `prepare()`."""

    def __init__(self, root: Path) -> None:
        self.root = root.resolve()
        self._running: list[Running] = []

    @abstractmethod
    def prepare(self) -> None:
        """Put on disk what the programs need. Safe to repeat."""

    @abstractmethod
    def programs(self) -> tuple[Program, ...]:
        """In the order in which they are to be started."""

    @abstractmethod
    def is_ready(self) -> bool:
        """Whether it answers a real request."""

    @abstractmethod
    def url(self) -> str:
        """Its address, for whoever operates it."""

    def sweep(self) -> None:  # noqa: B027 -- most parts leave nothing
        """Remove what the stopped programs left outside the root."""

    def start(self) -> None:
        self.prepare()
        for program in self.programs():
            self._running.append(Running(program, self.root))

    def ready(self, timeout: float = 60.0) -> None:
        """Wait until the part serves. timeout: seconds. Raises: NotReady."""
        logs = ", ".join(str(self.root / "logs" / f"{program.name}.log") for program in self.programs())
        name = type(self).__name__
        wait_for(
            self.is_ready, timeout=timeout, what=f"{name} is not ready, see {logs}", given_up=self._has_ended
        )

    def stop(self) -> None:
        while self._running:
            self._running.pop().stop()
        self.sweep()

    def _has_ended(self) -> bool:
        return any(running.has_ended for running in self._running)
