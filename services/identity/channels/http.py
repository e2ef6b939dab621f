"""Asking somebody else's server, in bounded time, for a bounded answer."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import urllib3

from kernel import context, logs
from kernel.messages import Unavailable

log = logs.get(__name__)

LONGEST = 8.0  # seconds for a whole conversation, however much time the caller has
KEPT_BACK = 1.0  # of the caller's time: to write down what was learnt
CONNECT = 2.0
MOST_BYTES = 256 * 1024
Form = Mapping[str, str]


@dataclass(frozen=True)
class Answer:
    status: int
    content: dict[str, Any]


class Conversation:
    """Several questions that together take no longer than whoever asked us will wait.

    service: how it is called in errors and logs.
    """

    def __init__(self, pool: urllib3.PoolManager, service: str) -> None:
        self._pool, self._service = pool, service
        request = context.current()
        left = request.remaining(LONGEST + KEPT_BACK) - KEPT_BACK if request else LONGEST
        self._ends_at = time.monotonic() + left

    def get(self, url: str, headers: Mapping[str, str] | None = None) -> Answer:
        """Raises: Unavailable -- nobody answers, in time, with JSON."""
        return self._ask("GET", url, None, headers or {})

    def post(self, url: str, form: Form, headers: Mapping[str, str] | None = None) -> Answer:
        """Raises: Unavailable."""
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        return self._ask("POST", url, urlencode(form), {**kind, **(headers or {})})

    def unavailable(self, reason: str, status: int | None = None) -> Unavailable:
        log.warning("identity provider unavailable", provider=self._service, reason=reason, status=status)
        return Unavailable(service=self._service, reason=reason)

    def _ask(self, method: str, url: str, body: str | None, headers: Mapping[str, str]) -> Answer:
        # Redirects are not followed: the addresses are known, and a token must not travel to another.
        try:
            response = self._pool.request(
                method,
                url,
                body=body,
                headers={"Accept": "application/json", **headers},
                timeout=urllib3.Timeout(connect=min(CONNECT, self._left()), total=self._left()),
                retries=False,
                redirect=False,
                preload_content=False,
            )
            with closing(response):
                content = self._read(response)
        except urllib3.exceptions.HTTPError as error:
            raise self.unavailable(_reason(error)) from error
        if response.status >= 500:
            raise self.unavailable("failing", response.status)
        return Answer(response.status, self._parsed(content, response.status))

    def _left(self) -> float:
        left = self._ends_at - time.monotonic()
        if left <= 0:
            raise self.unavailable("timeout")
        return left

    def _read(self, response: urllib3.BaseHTTPResponse) -> bytes:
        """Piece by piece, so that who dribbles does not hold us longer than who is silent."""
        content = bytearray()
        while piece := response.read1(MOST_BYTES):
            self._left()
            content += piece
            if len(content) > MOST_BYTES:
                raise self.unavailable("answer", response.status)
        return bytes(content)

    def _parsed(self, content: bytes, status: int) -> dict[str, Any]:
        try:
            parsed = json.loads(content)
        except (ValueError, RecursionError) as error:
            raise self.unavailable("answer", status) from error
        if not isinstance(parsed, dict):
            raise self.unavailable("answer", status)
        return parsed


def _reason(error: urllib3.exceptions.HTTPError) -> str:
    refused = isinstance(error, urllib3.exceptions.NewConnectionError)  # which urllib3 calls a timeout, too
    return "timeout" if isinstance(error, urllib3.exceptions.TimeoutError) and not refused else "unreachable"


def new_pool() -> urllib3.PoolManager:
    """Connections that are kept for the next conversation."""
    return urllib3.PoolManager(maxsize=10)
