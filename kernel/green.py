"""Making the process green, before anything else is imported; and proving that it is."""

from __future__ import annotations

import os
from select import POLLIN, POLLOUT
from selectors import EVENT_READ, EVENT_WRITE
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from psycopg.abc import PQGen

T = TypeVar("T")


class NotGreen(Exception):
    """Waiting for the database would stop the whole process, heartbeats included."""


def patch() -> None:
    """Let everything that waits yield to other green threads."""
    # psycopg waits in C unless told otherwise; eventlet's own resolver knows less than the system's.
    os.environ["PSYCOPG_WAIT_FUNC"] = "wait_selector"
    os.environ["EVENTLET_NO_GREENDNS"] = "yes"
    import eventlet

    eventlet.monkey_patch()
    from psycopg import waiting

    waiting.wait = _wait


def _wait(gen: PQGen[T], fileno: int, interval: float = 0.0, timeout: float | None = None) -> T:
    """What the steps of `gen` come to. psycopg's own way makes a selector for each statement."""
    from psycopg import waiting

    if timeout is not None:
        return waiting.wait_selector(gen, fileno, interval, timeout)
    try:
        wanted: int = next(gen)
        while True:
            wanted = gen.send(_awaited(fileno, wanted))
    except StopIteration as end:
        result: T = end.value
        return result


def _awaited(fileno: int, wanted: int) -> int:
    """Give way until the file can be read, written, or either, as `wanted`; tells which of them it can."""
    from eventlet.green import select
    from eventlet.hubs import trampoline

    if wanted == EVENT_READ | EVENT_WRITE:
        # One who sends many statements at once can nearly always go on, and asks for each of them.
        ready = _ready(fileno)
        if ready:
            return ready
        readable, writable, _ = select.select([fileno], [fileno], [])
        return EVENT_READ * len(readable) | EVENT_WRITE * len(writable)
    trampoline(fileno, read=wanted == EVENT_READ, write=wanted == EVENT_WRITE)
    return wanted


def _ready(fileno: int) -> int:
    """What the file can be at this moment: read, written, both or neither."""
    from eventlet.patcher import original

    waiting = original("select").poll()
    waiting.register(fileno, POLLIN | POLLOUT)
    found = dict(waiting.poll(0)).get(fileno, 0)
    return EVENT_READ * bool(found & ~POLLOUT) | EVENT_WRITE * bool(found & POLLOUT)


def prove(database_url: str) -> None:
    """Raises: NotGreen -- nothing else ran while the database was asked to take its time."""
    import eventlet
    import psycopg

    ticks: list[None] = []
    beside = eventlet.spawn(_tick, ticks)
    with psycopg.connect(database_url, connect_timeout=3) as connection:
        before = len(ticks)
        connection.execute("SELECT pg_sleep(0.1)")
        during = len(ticks) - before
    beside.kill()
    if during == 0:
        raise NotGreen("psycopg blocks the process: PSYCOPG_WAIT_FUNC did not reach it")


def _tick(ticks: list[None]) -> None:
    import eventlet

    while True:
        eventlet.sleep(0.01)
        ticks.append(None)
