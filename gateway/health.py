"""Whether this process lives, and whether it can do anything."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import falcon

from contracts.journal import SERVICES
from gateway import tracing
from kernel import context, wire
from kernel.client import InternalError, RpcClient
from kernel.context import Request
from kernel.messages import Nothing, ServiceError
from kernel.readiness import ping

WITHIN = 2.0  # seconds
FRESH = 1.0  # seconds for which an answer serves all who ask: they may not multiply the load


class Health:
    """`/healthz`: the process answers."""

    def on_get(self, req: falcon.Request, resp: falcon.Response) -> None:
        resp.cache_control = ["no-store"]
        resp.media = {"status": "ok"}


class Readiness:
    """`/readyz`: every service answers a call through the broker, and its database answers it."""

    def __init__(self, rpc: RpcClient) -> None:
        self._rpc = rpc
        self._pool = ThreadPoolExecutor(max_workers=len(SERVICES), thread_name_prefix="readiness")
        self._turn = threading.Lock()
        self._found: dict[str, Any] = {}
        self._found_at = -FRESH

    def on_get(self, req: falcon.Request, resp: falcon.Response) -> None:
        found = self._look(tracing.request_of(req))
        ready = all(each["ready"] for each in found.values())
        resp.status = falcon.HTTP_200 if ready else falcon.HTTP_503
        resp.cache_control = ["no-store"]
        resp.media = {"ready": ready, "services": found}

    def _look(self, request: Request) -> dict[str, Any]:
        with self._turn:
            if time.monotonic() - self._found_at >= FRESH:
                limited = replace(request, deadline=time.time() + WITHIN)
                answers = self._pool.map(lambda service: self._ask(service, limited), SERVICES)
                self._found = dict(zip(SERVICES, answers, strict=True))
                self._found_at = time.monotonic()
            return self._found

    def _ask(self, service: str, request: Request) -> dict[str, Any]:
        try:
            with context.using(request):
                answer = wire.dump(self._rpc.call(ping(service), Nothing()))
        except ServiceError as error:
            return {"ready": False, "reason": error.details.get("reason", error.code)}
        except InternalError:
            return {"ready": False, "reason": "failed"}
        return {"ready": answer["database"] is not False, "database": answer["database"]}
