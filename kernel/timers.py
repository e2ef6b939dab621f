"""Work that a service does by itself, again and again.

    @every(timedelta(hours=1))
    def forget(self) -> None: ...

It begins when the service starts, and runs in every replica: what it does, it may do twice.
"""

from __future__ import annotations

import functools
import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

from nameko.exceptions import ContainerBeingKilled
from nameko.extensions import Entrypoint, register_entrypoint

from kernel import context, logs
from kernel.context import Request
from kernel.messages import Caller, Unavailable
from kernel.values import Role

log = logs.get(__name__)


def every(period: timedelta) -> Callable[[Callable[[Any], None]], Callable[..., None]]:
    """Run a method of a service now, and each time `period` has passed since it began."""

    def decorate(method: Callable[[Any], None]) -> Callable[..., None]:
        @functools.wraps(method)
        def entrypoint(self: Any, request: Request) -> None:
            """Logs a failure: raised, nameko would log its text, which may hold data."""
            with context.using(request):
                try:
                    method(self)
                except Unavailable as error:
                    log.warning("timed work put off", work=method.__name__, reason=str(error))
                except Exception:
                    log.exception("timed work failed", work=method.__name__)

        register_entrypoint(entrypoint, Tick(period))
        return entrypoint

    return decorate


class Tick(Entrypoint):  # type: ignore[misc]  # nameko has no types
    """The entrypoint behind `@every`."""

    def __init__(self, period: timedelta) -> None:
        super().__init__()
        self._period = period

    def setup(self) -> None:
        self._stopping = threading.Event()

    def start(self) -> None:
        self.container.spawn_managed_thread(self._run, identifier=f"every {self._period}")

    def stop(self) -> None:
        self._stopping.set()

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                self._work()
            except ContainerBeingKilled:
                return
            self._stopping.wait(self._period.total_seconds())

    def _work(self) -> None:
        own = Caller(process=self.container.service_name, roles=frozenset({Role.SERVICE}))
        request = Request(caller=own, correlation_id=str(uuid4()))
        self.container.spawn_worker(self, (request,), {}, context_data={"request": request})
