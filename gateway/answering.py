"""One resource serves every route: read, find out who asks, call, answer."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any, Protocol

import falcon

from contracts.identity.sessions import Forgery, NoteForgery, note_forgery
from gateway import limits, tags, tracing
from gateway.addresses import Addresses
from gateway.auth import NOBODY, Auth
from gateway.limits import Limits
from gateway.provenance import Provenance
from gateway.reading import Reading
from gateway.refusals import NotAcceptable
from gateway.route import Composed, Route
from gateway.together import Together
from kernel import clock, context, entitlement, wire
from kernel.client import InternalError, RpcClient
from kernel.environment import Network
from kernel.messages import (
    ANYONE,
    SERVICES,
    Caller,
    Forbidden,
    Invalid,
    Nothing,
    Operation,
    ServiceError,
    Unauthenticated,
)

TOLD_WITHIN = 1.0  # seconds: who is refused does not wait for the journal
KEY = re.compile(r"[!-~]{1,128}")


@dataclass(frozen=True)
class Desk:
    """What every route needs to answer. trusted: the proxies that are believed."""

    rpc: RpcClient
    together: Together
    auth: Auth
    limits: Limits
    addresses: Addresses
    provenance: Provenance
    trusted: tuple[Network, ...]


class Reads(Protocol):
    """Whoever makes a command of a request."""

    def command(self, req: falcon.Request, path: Mapping[str, str]) -> Any: ...


class Endpoint:
    """The responder of one route."""

    def __init__(self, route: Route, desk: Desk) -> None:
        self._route, self._desk = route, desk
        self._reading: Reads = Reading(route)
        self._is_limited = route.is_limited
        # Where a refusal is recorded, failures are counted by address, too.
        self._tells_address = not route.operation.reads and not route.operation.once
        self._cache = _cache_control(route.operation)

    def __call__(self, req: falcon.Request, resp: falcon.Response, **path: str) -> None:
        if self._is_limited:
            self._desk.limits.take((self._route.path, self._address(req)))
        if not req.client_accepts_json:
            raise NotAcceptable
        caller = self._caller(req)
        self._entitle(req, caller)
        command = self._reading.command(req, path)
        self._answer(req, resp, self._ask(req, caller, command))

    def _caller(self, req: falcon.Request) -> Caller:
        """Whoever logs in or renews a session may send a token that is no longer good."""
        caller = NOBODY if self._is_limited else self._bearer(req)
        if self._tells_address:
            address = self._address(req)
            origin = self._desk.provenance.of(address, req.user_agent)
            caller = replace(caller, address=self._desk.addresses.digest(address), origin=origin)
        req.context.request = replace(tracing.request_of(req), caller=caller)
        return caller

    def _bearer(self, req: falcon.Request) -> Caller:
        try:
            return self._desk.auth.caller(req.auth)
        except Unauthenticated as refused:
            if refused.details.get("bearer") in set(Forgery):
                self._note_forgery(req, Forgery(refused.details["bearer"]))
            raise

    def _note_forgery(self, req: falcon.Request, reason: Forgery) -> None:
        """Have it in the journal of identity: some of them, if they are many."""
        address, route = self._address(req), f"{self._route.method} {self._route.path}"
        caller = replace(NOBODY, roles=SERVICES, address=self._desk.addresses.digest(address))
        brief = replace(tracing.request_of(req), caller=caller, deadline=time.time() + TOLD_WITHIN)
        with suppress(ServiceError, InternalError), context.using(brief):
            self._desk.limits.take(("forged", address))
            self._desk.rpc.ask(note_forgery, NoteForgery(reason=reason, route=route))

    def _address(self, req: falcon.Request) -> str:
        return limits.address(req, self._desk.trusted)

    def _entitle(self, req: falcon.Request, caller: Caller) -> None:
        """Refuse whoever may not; the service refuses the same, and has it in its journal.

        Raises: Unauthenticated, Forbidden, StepUpRequired.
        """
        try:
            entitlement.check(caller, self._route.operation, clock.now())
        except Forbidden:
            with suppress(ServiceError, InternalError):
                self._desk.limits.take(("refused", caller.person_id))
                brief = replace(tracing.request_of(req), caller=caller, deadline=time.time() + TOLD_WITHIN)
                with context.using(brief):
                    self._desk.rpc.ask(self._route.operations[0], Nothing())
            raise

    def _ask(self, req: falcon.Request, caller: Caller, command: object) -> Any:
        """The answer, as JSON data."""
        answers = self._route.answers
        key = _idempotency_key(req, self._route.operation)
        with context.using(replace(tracing.request_of(req), caller=caller, idempotency_key=key)):
            if isinstance(answers, Composed):
                return wire.dump(answers.compose(self._desk.together, command))
            return self._desk.rpc.ask(answers, command)

    def _answer(self, req: falcon.Request, resp: falcon.Response, view: Any) -> None:
        operation = self._route.operation
        resp.set_header("Cache-Control", self._cache)
        resp.status = self._route.status
        if operation.gives is Nothing:
            return
        content = wire.canonical(view)
        if self._route.location:
            resp.location = self._route.location.format_map(view)
        if operation.reads or "version" in view:
            resp.etag = _entity_tag(view, content)
        if operation.reads and tags.is_known(req, resp):
            resp.status = falcon.HTTP_304
        else:
            resp.content_type, resp.data = falcon.MEDIA_JSON, content


def _idempotency_key(req: falcon.Request, operation: Operation[Any, Any]) -> str | None:
    """Raises: Invalid -- the key is not 1 to 128 visible ASCII characters, with or without quotes."""
    text = req.get_header("Idempotency-Key")
    if text is None or operation.reads or not operation.once:
        return None
    key = text[1:-1] if len(text) > 1 and text[0] == text[-1] == '"' else text
    if not KEY.fullmatch(key):
        raise Invalid({"Idempotency-Key": "idempotency_key.format"})
    return key


def _cache_control(operation: Operation[Any, Any]) -> str:
    if not operation.reads:
        return "no-store"
    return "no-cache" if operation.roles == ANYONE else "private, no-cache"


def _entity_tag(view: Mapping[str, Any], content: bytes) -> str:
    """`"3.9f2c…"`: the version, for If-Match, and a digest of the bytes.

    Not the version alone: a view may show what its version does not count, like seats left.
    """
    digest = tags.digest(content)
    return f"{view['version']}.{digest}" if "version" in view else digest
