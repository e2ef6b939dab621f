"""Requests of OAuth: a form, and perhaps HTTP Basic, as RFC 6749 has them."""

from __future__ import annotations

import base64
from collections import Counter
from collections.abc import Mapping
from dataclasses import fields
from typing import Any
from urllib.parse import parse_qsl, unquote_plus

import falcon

from contracts.identity.oauth import InvalidGrantRequest
from gateway import body
from gateway.refusals import UnsupportedMediaType
from gateway.route import Route
from kernel import wire

FORM = "application/x-www-form-urlencoded"
MOST_FIELDS = 50


class Form:
    """How requests to `route` become commands."""

    def __init__(self, route: Route) -> None:
        self._takes = route.operation.takes
        self._names = {field.name for field in fields(self._takes)}

    def command(self, req: falcon.Request, path: Mapping[str, str]) -> Any:
        """Parameters that nobody knows are ignored, RFC 6749, section 3.2; of a known one there is one.

        Raises: Invalid, InvalidGrantRequest, UnsupportedMediaType, BodyTooLarge, MalformedRequest.
        """
        if req.query_string:
            raise InvalidGrantRequest({"": "form.query"})  # logs remember addresses
        given = {name: value for name, value in _pairs(req).items() if name in self._names and value}
        basic = _basic(req.auth)
        if basic and not basic.keys().isdisjoint(given) and {**given, **basic} != {**basic, **given}:
            raise InvalidGrantRequest({"client": "client.proof"})
        return wire.load(self._takes, {**given, **basic}, strict=True)


def _pairs(req: falcon.Request) -> dict[str, str]:
    """Raises: UnsupportedMediaType, InvalidGrantRequest -- no form, or a parameter comes twice."""
    if (req.content_type or "").partition(";")[0].strip().lower() != FORM:
        raise UnsupportedMediaType
    try:
        pairs = parse_qsl(
            body.octets(req).decode(), keep_blank_values=True, errors="strict", max_num_fields=MOST_FIELDS
        )
    except ValueError as error:
        raise InvalidGrantRequest({"": "form.format"}) from error
    repeated = [name for name, count in Counter(name for name, _ in pairs).items() if count > 1]
    if repeated:
        raise InvalidGrantRequest(dict.fromkeys(repeated, "repeated"))
    return dict(pairs)


def _basic(authorization: str | None) -> dict[str, str]:
    """Name and secret of a program, RFC 6749, section 2.3.1; none without the header.

    Raises: InvalidGrantRequest -- the header is of another kind.
    """
    if not authorization:
        return {}
    scheme, _, encoded = authorization.partition(" ")
    try:
        name, colon, secret = base64.b64decode(encoded, validate=True).decode().partition(":")
    except ValueError as error:  # no base64, or what it holds is no text
        raise InvalidGrantRequest(Authorization="form.basic") from error
    if scheme.lower() != "basic" or not colon:
        raise InvalidGrantRequest(Authorization="form.basic")
    return {"client_id": unquote_plus(name), "client_secret": unquote_plus(secret)}
