"""The public HTTP API, called with the contracts' own commands."""

from __future__ import annotations

import time
from typing import Any, TypeVar
from uuid import uuid4

import httpx

from gateway.route import Route
from gateway.routes import ROUTES
from kernel import wire
from kernel.messages import Operation

Q = TypeVar("Q")
R = TypeVar("R")

TRIES = 4
LONGEST_WAIT = 60.0  # seconds
BUSY = (429, 503)


class Refused(Exception):
    """The API has answered with a problem: its code, and its facts."""

    def __init__(self, code: str, details: dict[str, str]) -> None:
        self.code = code
        self.details = details
        super().__init__(f"{code} {details or ''}".strip())


class Api:
    """Whoever `token` belongs to, or nobody, before the gateway."""

    def __init__(self, http: httpx.Client, token: str | None = None) -> None:
        self._http = http
        self._headers = {"Authorization": f"Bearer {token}"} if token else {}

    @property
    def address(self) -> str:
        """Of the gateway."""
        return str(self._http.base_url)

    def of(self, token: str) -> Api:
        """The same gateway for somebody else."""
        return Api(self._http, token)

    def call(self, operation: Operation[Q, R], command: Q, *, key: str | None = None) -> R:
        """Ask, and wait when the gateway is busy.

        key: of idempotency, where the answer to an earlier run is wanted. Raises: Refused.
        """
        route = next(route for route in ROUTES if route.operation is operation)
        answer = self._patiently(route, wire.dump(command), key or str(uuid4()))
        content = answer.json() if answer.content else {}
        if answer.is_error:
            raise Refused(content.get("code", str(answer.status_code)), content.get("details", {}))
        return wire.load(operation.gives, content)

    def _patiently(self, route: Route, fields: dict[str, Any], key: str) -> httpx.Response:
        path = route.path.format(**{name: fields.pop(name) for name in route.parameters})
        given = {name: value for name, value in fields.items() if value is not None}
        body, query = (given, None) if route.has_body else (None, given)
        headers = self._headers | ({"Idempotency-Key": key} if _is_kept(route.operation) else {})
        for _ in range(TRIES):
            answer = self._http.request(route.method, path, headers=headers, json=body, params=query)
            if answer.status_code not in BUSY:
                break
            time.sleep(min(float(answer.headers.get("Retry-After", 1)), LONGEST_WAIT))
        return answer


def _is_kept(operation: Operation[Any, Any]) -> bool:
    """Whether its answer is kept for repeats."""
    return operation.once and not operation.reads
