"""What a service is given to know who asks, and to ask others in turn."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any, TypeVar
from uuid import uuid4

from nameko.extensions import DependencyProvider, SharedExtension

from kernel import context, logs
from kernel.callers import CallerSigner
from kernel.client import RpcClient
from kernel.context import Request
from kernel.messages import Caller, Operation, ServiceError
from kernel.results import InternalError
from kernel.values import Role

Q = TypeVar("Q")
R = TypeVar("R")

log = logs.get(__name__)


class CallerProvider(DependencyProvider):  # type: ignore[misc]  # nameko has no types
    """Gives a service the Caller of the request it works on: `caller = CallerProvider()`."""

    def get_dependency(self, worker_ctx: Any) -> Caller:
        request: Request = worker_ctx.data["request"]
        return request.caller


class Calls(SharedExtension):  # type: ignore[misc]  # nameko has no types
    """The client of a service that calls others."""

    def setup(self) -> None:
        settings = self.container.config["SETTINGS"]
        self.client = RpcClient(settings.broker_url, CallerSigner(settings.process, settings.signing_key))

    def stop(self) -> None:
        self.client.close()


class Rpc:
    """Calls as the service itself, naming the person for whom it works, within the time left to it."""

    def __init__(self, client: RpcClient, process: str, spawn: Callable[[Callable[[], None]], Any]) -> None:
        self._client, self._process, self._spawn = client, process, spawn

    def call(self, operation: Operation[Q, R], command: Q) -> R:
        """Raises: what the operation declares; Unavailable -- nobody answers, or not in time."""
        with context.using(self._request()):
            return self._client.call(operation, command)

    def tell(self, operation: Operation[Q, R], command: Q) -> None:
        """Ask without waiting: whoever asks us must not learn from the time it takes. Failures are logged."""
        self._spawn(partial(self._ask_aside, replace(self._request(), deadline=None), operation, command))

    def _ask_aside(self, request: Request, operation: Operation[Q, R], command: Q) -> None:
        with context.using(request):
            try:
                self._client.call(operation, command)
            except (ServiceError, InternalError) as error:
                log.warning("told in vain", operation=operation.key, error=type(error).__name__)

    def _request(self) -> Request:
        current = context.current()
        if current is None:
            own = Caller(process=self._process, roles=frozenset({Role.SERVICE}))
            return Request(caller=own, correlation_id=str(uuid4()))
        person, organisation = current.caller.person_id, current.caller.organisation_id
        caller = Caller(
            process=self._process,
            person_id=person,
            organisation_id=organisation,
            roles=frozenset({Role.SERVICE}),
        )
        return Request(
            caller=caller,
            correlation_id=current.correlation_id,
            traceparent=current.traceparent,
            deadline=current.deadline,
        )


class RpcProvider(DependencyProvider):  # type: ignore[misc]  # nameko has no types
    """Lets a service call others: `rpc = RpcProvider()`, then `self.rpc.call(operation, command)`."""

    calls = Calls()

    def get_dependency(self, worker_ctx: Any) -> Rpc:
        return Rpc(self.calls.client, self.container.service_name, self.container.spawn_managed_thread)
