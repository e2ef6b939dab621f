"""Running one service until it is told to stop. Crash-only: whatever is fatal ends the process.

A supervisor starts it again; nothing is lost, because work is acknowledged only when done.
"""

from __future__ import annotations

import argparse
import contextlib
import gc
import inspect
import signal
from collections.abc import Mapping, Sequence
from typing import Any

import eventlet
import psycopg
from nameko import containers

from kernel import discovery, green, logs
from kernel.database import DatabaseProvider
from kernel.line import Connection
from kernel.settings import ServiceSettings, WrongSettings, read
from kernel.transport import CoalescingTransport

log = logs.get(__name__)

GRACE = 30  # seconds in which the work begun must end after SIGTERM
LONGEST_PAUSE = 10.0
WATCH = 0.1
YOUNG = 10_000  # objects between two looks for garbage among them: several requests make fewer


def main(arguments: Sequence[str], environ: Mapping[str, str]) -> int:
    """The exit code of the process: 0 after SIGTERM, 1 after anything fatal."""
    parser = argparse.ArgumentParser(prog="python -m kernel.run", description="Run one service.")
    parser.add_argument("service", help="its name, as under services/")
    name = parser.parse_args(arguments).service
    service = discovery.service_class(name)
    try:
        settings = read(ServiceSettings, environ, needs=getattr(service, "needs", frozenset()), process=name)
    except WrongSettings as error:
        parser.error(str(error))
    logs.configure(name, settings.log_level)
    return run(service, settings)


def run(service: Any, settings: ServiceSettings, **config: object) -> int:
    """Serve until SIGTERM or SIGINT, then finish what was begun. config: more for nameko."""
    stopping = _on_signal()
    _make_cheap()
    if inspect.getmembers(service, lambda member: isinstance(member, DatabaseProvider)):
        await_database(settings.database_url)
    container = containers.ServiceContainer(
        service,
        {
            "AMQP_URI": settings.broker_url,
            "SETTINGS": settings,
            "serializer": "json",
            "max_workers": settings.workers,
            **config,
        },
    )
    try:
        container.start()
        keep_all()
        log.info("service started")
        _watch(container, stopping)
        container.stop()
    except Exception:
        log.exception("service died")
        return 1
    log.info("service stopped")
    return 0


def _make_cheap() -> None:
    """Spare each call what costs more than it gives."""
    CoalescingTransport.defer = staticmethod(eventlet.spawn_n)
    Connection.wire = CoalescingTransport
    # nameko times five steps of every call for a debug log: a sixth of the work of a short one.
    containers._log_time = lambda *_: contextlib.nullcontext()


def keep_all() -> None:
    """Let nobody look for garbage among all that is there already, as it lives as long as the process.

    Each look through it stops every green thread, for a tenth of a second in the largest services.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG)


def await_database(url: str) -> None:
    """Return once the database answers, and the process stays awake while it does. Raises: NotGreen."""
    pause = 0.5
    while True:
        try:
            return green.prove(url)
        except psycopg.OperationalError as error:
            log.warning("waiting for the database", reason=type(error).__name__, seconds=pause)
            eventlet.sleep(pause)
            pause = min(2 * pause, LONGEST_PAUSE)


def _watch(container: Any, stopping: list[int]) -> None:
    """Return when the process is told to stop; raise when the container dies."""
    death = eventlet.spawn(container.wait)
    while not stopping and not death.dead:
        eventlet.sleep(WATCH)
    if death.dead:
        death.wait()
        raise RuntimeError("the container ended by itself")


def _on_signal() -> list[int]:
    """A list that fills when the process is told to stop; a second signal changes nothing."""
    received: list[int] = []

    def stop(number: int, _: object) -> None:
        if not received:
            received.append(number)
            # The kernel ends the process if the work does not: no hub is needed for that.
            signal.signal(signal.SIGALRM, signal.SIG_DFL)
            signal.alarm(GRACE)

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    return received
