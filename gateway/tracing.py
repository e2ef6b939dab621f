"""Which request this is: taken from its headers, told in the answer, written to the access log."""

from __future__ import annotations

import re
import time
from uuid import uuid4

import falcon

from gateway.auth import NOBODY
from gateway.refusals import HeadersTooLarge
from kernel import context, logs
from kernel.context import Request

log = logs.get(__name__)

CORRELATION = re.compile(r"[A-Za-z0-9._:-]{1,128}")
TRACEPARENT = re.compile(r"00-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-([0-9a-f]{2})")
MOST_HEADERS = 16 * 1024  # characters of all headers together
QUIET = frozenset({"/healthz", "/readyz"})


def request_of(req: falcon.Request) -> Request:
    """The request as the suite knows it; nobody asks it until a token is read."""
    if not hasattr(req.context, "request"):
        req.context.request = _begun(req)
    request: Request = req.context.request
    return request


def _begun(req: falcon.Request) -> Request:
    traced = TRACEPARENT.fullmatch(req.get_header("traceparent") or "")
    told = req.get_header("X-Correlation-Id") or ""
    own = context.new_traceparent()
    return Request(
        caller=NOBODY,
        correlation_id=told if CORRELATION.fullmatch(told) else traced[1] if traced else str(uuid4()),
        # Same trace, a span of our own.
        traceparent=f"00-{traced[1]}-{own.split('-')[2]}-{traced[2]}" if traced else own,
    )


class Tracing:
    """The first and last to see a request."""

    def process_request(self, req: falcon.Request, resp: falcon.Response) -> None:
        req.context.began = time.perf_counter()
        if sum(len(value) for name, value in req.env.items() if name.startswith("HTTP_")) > MOST_HEADERS:
            raise HeadersTooLarge(most_bytes=MOST_HEADERS)

    def process_response(
        self, req: falcon.Request, resp: falcon.Response, resource: object, succeeded: bool
    ) -> None:
        request = request_of(req)
        resp.set_header("X-Correlation-Id", request.correlation_id)
        if req.path in QUIET:
            return
        with context.using(request):
            log.info(
                "request",
                method=req.method,
                route=req.uri_template,
                path=req.path if req.uri_template else None,  # no more than the ids of a route we know
                status=resp.status_code,
                milliseconds=round((time.perf_counter() - req.context.began) * 1000, 1),
            )
