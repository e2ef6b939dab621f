"""Requests of launched content, in the words of xAPI and cmi5.

The token of the launch stands in the Authorization header, everything else in the query; `content`
of a command is the body itself, and so is `content` of an answer.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import fields
from typing import Any

import falcon

from contracts.catalogue.launches import exchange_launch
from contracts.catalogue.statements import VERSION, PutState, StatementUnsound, StateRead
from gateway import body
from gateway.answering import Desk, Endpoint
from gateway.auth import NOBODY
from gateway.reading import readers
from gateway.route import Route
from gateway.tracing import request_of
from kernel import wire
from kernel.messages import Caller, Invalid, Unauthenticated

HEADER = "X-Experience-API-Version"
SPOKEN = "1.0"
LONGEST = 2048
GUESSED = "guessed launch"


class Spoken:
    """How requests to `route` become commands."""

    def __init__(self, route: Route) -> None:
        self._takes = route.operation.takes
        self._names = {field.name for field in fields(self._takes)}
        self._reads = readers(self._takes)

    def command(self, req: falcon.Request, path: Mapping[str, str]) -> Any:
        """Raises: Unauthenticated, Invalid, UnsupportedMediaType, BodyTooLarge, MalformedRequest."""
        given = self._from_query(req)
        if "token" in self._names:
            given["token"] = _token(req.auth)
            _require_version(req.get_header(HEADER))
        if self._takes is PutState:
            given |= _document(req)
        elif "content" in self._names:
            told = body.of(req)
            given["content"] = told if isinstance(told, list) else [told]
        if "if_match" in self._names and req.get_header("If-Match"):
            given["if_match"] = (req.get_header("If-Match") or "").strip().strip('"')
        return wire.load(self._takes, given, strict=True)

    def _from_query(self, req: falcon.Request) -> dict[str, Any]:
        """Raises: Invalid -- a parameter comes twice, or is one that nobody knows."""
        wrong = {name: "repeated" for name, value in req.params.items() if isinstance(value, list)}
        wrong |= dict.fromkeys(req.params.keys() - (self._names - {"token", "content"}), "unknown")
        if wrong:
            raise Invalid(wrong)
        return {name: self._reads[name](value) for name, value in req.params.items()}


class XapiEndpoint(Endpoint):
    """The responder of one route; whoever asks is known by the launch alone."""

    def __init__(self, route: Route, desk: Desk) -> None:
        super().__init__(route, desk)
        self._reading = Spoken(route)

    def __call__(self, req: falcon.Request, resp: falcon.Response, **path: str) -> None:
        """Who shows a key that opens nothing is counted by address, whatever is made up next."""
        resp.set_header(HEADER, VERSION)
        guess = GUESSED, super()._address(req)
        self._desk.limits.take(guess)
        is_wrong = False
        try:
            super().__call__(req, resp, **path)
        except Unauthenticated:
            is_wrong = True
            raise
        finally:
            if not is_wrong:
                self._desk.limits.give_back(guess)

    def _address(self, req: falcon.Request) -> str:
        """Many study behind one address: who has a key is counted by it."""
        return hashlib.sha256(req.auth.encode()).hexdigest() if req.auth else super()._address(req)

    def _caller(self, req: falcon.Request) -> Caller:
        request_of(req)
        return NOBODY

    def _answer(self, req: falcon.Request, resp: falcon.Response, view: Any) -> None:
        if self._route.operation.gives is StateRead:
            resp.set_header("Cache-Control", "private, no-cache")
            resp.etag, resp.content_type = view["etag"], view["media_type"]
            resp.data = base64.b64decode(view["content"])
            return
        if self._route.operation is exchange_launch:
            view = {"auth-token": view["auth_token"]}
        super()._answer(req, resp, view.get("content", view) if view else view)


def _token(authorization: str | None) -> str:
    """cmi5 has it with `Basic`, everybody else with `Bearer`. Raises: Unauthenticated."""
    scheme, _, token = (authorization or "").partition(" ")
    if scheme.lower() not in ("basic", "bearer") or not token or len(token) > LONGEST:
        raise Unauthenticated(bearer="format")
    return token


def _require_version(told: str | None) -> None:
    """Raises: StatementUnsound."""
    if told is None or not (told == SPOKEN or told.startswith(f"{SPOKEN}.")):
        raise StatementUnsound({HEADER: "xapi.version"})


def _document(req: falcon.Request) -> dict[str, Any]:
    """A document of any type, as it came. Raises: BodyTooLarge, MalformedRequest."""
    content = base64.b64encode(body.octets(req)).decode()
    media_type = req.content_type or "application/octet-stream"
    is_new = (req.get_header("If-None-Match") or "").strip() == "*"
    return {"content": content, "media_type": media_type, "if_none_match": is_new}
