"""Somebody who speaks HTTP to the gateway, and shows what was said."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import Any
from uuid import uuid4

import httpx

from deploy.demo.display import Display
from deploy.seed.api import Api, Refused
from deploy.seed.entrance import enter, step_up
from kernel import wire
from kernel.messages import StepUpRequired

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
        self._account: Mapping[str, str] = {}
        self._token: str | None = None
        self._headers: dict[str, str] = {}

    def log_in(self, account: Mapping[str, str]) -> None:
        """account: login, password and, where one is enrolled, the secret of the app: `totp`."""
        try:
            tokens = enter(Api(self._http), account)
        except Refused as refused:
            raise Failed(f"{account['login']} cannot log in: {refused}") from refused
        self._account = account
        self._bear(tokens.access_token)
        self._display.said(self.who, "POST", "/v1/sessions", 201, wire.dump(tokens))

    def get(self, path: str, **query: str) -> Any:
        return self._ask("GET", path, params=query)

    def post(self, path: str, body: dict[str, Any] | None = None, *, version: int | None = None) -> Any:
        """version: of the thing as it was read; the gateway refuses if it has changed since."""
        headers = {"Idempotency-Key": str(uuid4())}
        if version is not None:
            headers["If-Match"] = f'"{version}"'
        return self._ask("POST", path, json=body or {}, headers=headers)

    def put(self, path: str, body: dict[str, Any]) -> Any:
        return self._ask("PUT", path, json=body)

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

    def _bear(self, token: str) -> None:
        self._token = token
        self._headers = {"Authorization": f"Bearer {token}"}

    def _ask(self, method: str, path: str, **parts: Any) -> Any:
        own = parts.pop("headers", {})
        answer = self._patiently(method, path, headers={**self._headers, **own}, **parts)
        if answer.is_client_error and answer.json()["code"] == StepUpRequired.__name__:
            self._bear(step_up(Api(self._http, self._token), self._account["totp"]))
            answer = self._patiently(method, path, headers={**self._headers, **own}, **parts)
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
