"""What a service is given to know who asks, and to ask others in turn."""

from __future__ import annotations

from typing import Any, TypeVar
from uuid import uuid4

from nameko.extensions import DependencyProvider, SharedExtension

from kernel import context
from kernel.callers import CallerSigner
from kernel.client import RpcClient
from kernel.context import Request
from kernel.messages import Caller, Operation
from kernel.values import Role

Q = TypeVar("Q")
R = TypeVar("R")


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

    def __init__(self, client: RpcClient, process: str) -> None:
        self._client, self._process = client, process

    def call(self, operation: Operation[Q, R], command: Q) -> R:
        """Raises: what the operation declares; Unavailable -- nobody answers, or not in time."""
        with context.using(self._request()):
            return self._client.call(operation, command)

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
        return Rpc(self.calls.client, self.container.service_name)
