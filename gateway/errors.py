"""Errors -> HTTP, in one table, as `application/problem+json` (RFC 9457)."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from http import HTTPStatus
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import falcon

from contracts.catalogue.statements import StatementUnsound
from gateway import facts, languages, tracing
from gateway.protection import NO_CONTENT
from gateway.refusals import (
    AddressTooLong,
    BodyTooLarge,
    HeadersTooLarge,
    InternalFailure,
    MalformedRequest,
    MethodRefused,
    NotAcceptable,
    TooManyRequests,
    TooSlow,
    UnknownAddress,
    UnsupportedMediaType,
)
from kernel import context, logs, rules, wire
from kernel.client import InternalError
from kernel.messages import (
    Conflict,
    Forbidden,
    IdempotencyKeyReused,
    Invalid,
    NotFound,
    ServiceError,
    StaleVersion,
    StepUpRequired,
    Unauthenticated,
    Unavailable,
)

log = logs.get(__name__)

STATUS: Mapping[type[ServiceError], int] = {
    Invalid: 422,
    Unauthenticated: 401,
    Forbidden: 403,
    NotFound: 404,
    Conflict: 409,
    Unavailable: 503,
    IdempotencyKeyReused: 422,  # draft-ietf-httpapi-idempotency-key-header, 2.7
    MalformedRequest: 400,
    StatementUnsound: 400,  # xAPI 1.0.3, part 3, 1.1
    MethodRefused: 405,
    NotAcceptable: 406,
    TooSlow: 408,
    BodyTooLarge: 413,
    AddressTooLong: 414,
    UnsupportedMediaType: 415,
    TooManyRequests: 429,
    HeadersTooLarge: 431,
    InternalFailure: 500,
}
RETRY_UNAVAILABLE = 2  # seconds
PROBLEM = "application/problem+json"
MOST_DETAILS = 50
LONGEST_NAME = 200
SAFE = "/!$&'()*+,;=:@"  # of a path, besides what is always safe (RFC 3986, 3.3)


def status_of(kind: type[ServiceError]) -> int:
    """The status of an error: that of its nearest kind, unless it only asks to wait."""
    if kind.is_wait:
        return 429
    return next(STATUS[base] for base in kind.__mro__ if base in STATUS)


def message_of(kind: type[ServiceError], language: str) -> str:
    return kind.ru if language == "ru" else (kind.__doc__ or "").split("\n")[0]


def render(req: falcon.Request, resp: falcon.Response, error: ServiceError, _: Mapping[str, Any]) -> None:
    """Write `error` as a problem, in the language of the request."""
    language = languages.preferred(req.get_header("Accept-Language"))
    status = _status(req, error)
    retry_after = _retry_after(error)
    if retry_after is not None:
        resp.set_header("Retry-After", str(retry_after))
    if status == 401:
        resp.set_header("WWW-Authenticate", _challenge(error))
    resp.status = status
    resp.content_type = PROBLEM
    resp.set_header("Content-Language", language)
    resp.append_header("Vary", "Accept-Language")
    resp.cache_control = ["no-store"]
    correlation_id = tracing.request_of(req).correlation_id
    resp.data = wire.canonical(_problem(error, status, language, quote(req.path, SAFE), correlation_id))


def render_bug(
    req: falcon.Request, resp: falcon.Response, error: Exception, params: Mapping[str, Any]
) -> None:
    """Nothing of what failed is told but a reference to our logs."""
    reference = error.reference if isinstance(error, InternalError) else str(uuid4())
    with context.using(tracing.request_of(req)):
        log.exception("request failed", reference=reference, route=req.uri_template)
    render(req, resp, InternalFailure(reference=reference), params)


def render_http(
    req: falcon.Request, resp: falcon.Response, error: falcon.HTTPError, params: Mapping[str, Any]
) -> None:
    """What falcon refuses by itself: an address, a method, a header."""
    if isinstance(error, falcon.HTTPMethodNotAllowed):
        resp.set_header("Allow", dict(error.headers or {}).get("Allow", ""))
        render(req, resp, MethodRefused(), params)
    elif isinstance(error, falcon.HTTPNotFound):
        render(req, resp, UnknownAddress(), params)
    else:
        render(req, resp, MalformedRequest({"": "http.header"}), params)


def bare(error: ServiceError) -> bytes:
    """A whole answer for what never became a request: no address, no language, and then no connection."""
    status = status_of(type(error))
    body = wire.canonical(_problem(error, status, languages.DEFAULT, "", str(uuid4())))
    head = (
        f"HTTP/1.1 {status} {HTTPStatus(status).phrase}\r\nConnection: close\r\nCache-Control: no-store\r\n"
        f"Content-Type: {PROBLEM}\r\nContent-Language: {languages.DEFAULT}\r\n"
        f"X-Content-Type-Options: nosniff\r\nReferrer-Policy: no-referrer\r\n"
        f"Content-Security-Policy: {NO_CONTENT}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def _problem(
    error: ServiceError, status: int, language: str, instance: str, correlation_id: str
) -> dict[str, Any]:
    """The body of a problem; its members are the same for every error."""
    details = {
        name[:LONGEST_NAME]: fact for name, fact in itertools.islice(error.details.items(), MOST_DETAILS)
    }
    broken = _broken_rules(error, details, language)
    title = message_of(type(error), language)
    return {
        "type": f"/problems/{error.code}",
        "title": title,
        "status": status,
        "detail": " ".join((_summary(broken) or title, *facts.sentences(details, language))),
        "code": error.code,
        "instance": instance,
        "correlation_id": correlation_id,
        "errors": broken,
        "details": details,
    }


def _summary(broken: Sequence[Mapping[str, str]]) -> str:
    return " ".join(f"{each['field']}: {each['message']}".removeprefix(": ") for each in broken)


def _status(req: falcon.Request, error: ServiceError) -> int:
    if isinstance(error, StaleVersion) and req.get_header("If-Match"):
        return 412
    return status_of(type(error))


def _retry_after(error: ServiceError) -> int | None:
    """Seconds after which to try again, if trying again makes sense."""
    told = error.details.get("retry_after", "")
    if told.isdecimal():
        return int(told)
    return RETRY_UNAVAILABLE if isinstance(error, Unavailable) else None


def _challenge(error: ServiceError) -> str:
    """RFC 6750: who sent no token is told only that one is needed. RFC 9470: a step up."""
    if isinstance(error, StepUpRequired):
        lasts = error.details["max_age"]
        return f'Bearer realm="nmo", error="insufficient_user_authentication", max_age={lasts}'
    return 'Bearer realm="nmo", error="invalid_token"' if "bearer" in error.details else 'Bearer realm="nmo"'


def _broken_rules(error: ServiceError, details: Mapping[str, str], language: str) -> list[dict[str, str]]:
    rule = details.get("rule", "")
    if rule in rules.RULES and ("field" in details or not isinstance(error, Invalid)):
        # One rule, and the facts of its case: of a field, or of the state of things.
        field = details.get("field", "")
        return [{"field": field, "rule": rule, "message": rules.text(rule, language)}]
    found = details.items() if isinstance(error, Invalid) else _named(details)
    return [{"field": field, "rule": rule, "message": rules.text(rule, language)} for field, rule in found]


def _named(details: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The rules among facts: one that is a fact's name, or what is said of somebody or something."""
    for name, fact in details.items():
        if "." in name and name in rules.RULES:
            yield "", name
        elif "." in fact and fact in rules.RULES:
            yield name, fact
