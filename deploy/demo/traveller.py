"""Somebody who speaks HTTP to the gateway, and shows what was said."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import httpx

from deploy.demo.display import Display

PATIENCE = 60.0  # seconds for what happens behind the answer: events on their way
PAUSE = 0.2
LATER = (429, 503)


class Failed(Exception):
    """A step did not end as it should; the message says how it ended."""


class Traveller:
    """One person before the gateway. who: how the display calls this person."""

    def __init__(self, http: httpx.Client, display: Display, who: str) -> None:
        self.who = who
        self._http, self._display = http, display
        self._headers: dict[str, str] = {}

    def log_in(self, login: str, password: str) -> None:
        tokens = self.post("/v1/sessions", {"login": login, "password": password, "device": "demo"})
        self._headers = {"Authorization": f"Bearer {tokens['access_token']}"}

    def get(self, path: str, **query: str) -> Any:
        return self._ask("GET", path, params=query)

    def post(self, path: str, body: dict[str, Any] | None = None, *, version: int | None = None) -> Any:
        """version: of the thing as it was read; the gateway refuses if it has changed since."""
        headers = {"Idempotency-Key": str(uuid4())}
        if version is not None:
            headers["If-Match"] = f'"{version}"'
        return self._ask("POST", path, json=body or {}, headers=headers)

    def put_file(self, upload: dict[str, Any], content: bytes) -> None:
        """Straight to the object store: the suite's own processes do not carry the bytes."""
        answer = httpx.put(upload["url"], content=content, headers=upload["headers"], timeout=30)
        self._display.said(self.who, "PUT", "(object store)", answer.status_code, {"bytes": len(content)})
        if answer.is_error:
            raise Failed(f"the object store answered {answer.status_code}: {answer.text[:300]}")

    def download(self, link: dict[str, Any]) -> bytes:
        answer = httpx.get(link["url"], timeout=30)
        told = {"file": link["filename"], "bytes": len(answer.content)}
        self._display.said(self.who, "GET", "(object store)", answer.status_code, told)
        if answer.is_error:
            raise Failed(f"the object store answered {answer.status_code}: {answer.text[:300]}")
        return answer.content

    def wait_for(self, path: str, what: str, is_there: Callable[[dict[str, Any]], Any]) -> dict[str, Any]:
        """Ask again until `is_there` says so; the last answer is shown. Raises: Failed."""
        begun = time.monotonic()
        while time.monotonic() - begun < PATIENCE:
            answer = self._http.get(path, headers=self._headers)
            if answer.is_success and is_there(answer.json()):
                self._display.said(self.who, "GET", path, answer.status_code, answer.json())
                self._display.waited(what, time.monotonic() - begun)
                return dict(answer.json())
            time.sleep(PAUSE)
        raise Failed(f"{what}: not within {PATIENCE:.0f} s; the last answer was {answer.text[:500]}")

    def _ask(self, method: str, path: str, **parts: Any) -> Any:
        headers = {**self._headers, **parts.pop("headers", {})}
        answer = self._patiently(method, path, headers=headers, **parts)
        content = answer.json() if answer.content else {}
        self._display.said(self.who, method, path, answer.status_code, content)
        if answer.is_error:
            raise Failed(f"{method} {path} was answered {answer.status_code}: {answer.text[:500]}")
        return content

    def _patiently(self, method: str, path: str, **parts: Any) -> httpx.Response:
        """Ask again when told to come later. The idempotency key makes a repeated write harmless."""
        until = time.monotonic() + PATIENCE
        while True:
            answer = self._http.request(method, path, **parts)
            if answer.status_code not in LATER or time.monotonic() > until:
                return answer
            time.sleep(float(answer.headers.get("Retry-After", 1)))
