"""Making the process green, before anything else is imported; and proving that it is."""

from __future__ import annotations

import os


class NotGreen(Exception):
    """Waiting for the database would stop the whole process, heartbeats included."""


def patch() -> None:
    """Let everything that waits yield to other green threads."""
    # psycopg waits in C unless told otherwise; eventlet's own resolver knows less than the system's.
    os.environ["PSYCOPG_WAIT_FUNC"] = "wait_selector"
    os.environ["EVENTLET_NO_GREENDNS"] = "yes"
    import eventlet

    eventlet.monkey_patch()


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
