"""The endpoints of OAuth: read from forms, answered and refused in the words of the standards."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import falcon

from contracts.identity.accounts import TooManyAttempts
from contracts.identity.oauth import (
    ASSERTION_ALGORITHMS,
    CLIENT_CREDENTIALS,
    InvalidClient,
    InvalidScope,
    UnsupportedGrant,
)
from contracts.scopes import SCOPES
from gateway.answering import Desk, Endpoint
from gateway.errors import message_of, status_of
from gateway.forms import Form
from gateway.refusals import BodyTooLarge, TooManyRequests, UnsupportedMediaType
from gateway.route import Route
from kernel import wire
from kernel.messages import Invalid, ServiceError, Unavailable

# RFC 6749, section 5.2; what it has no word for is told in those of its section 4.1.2.1.
WORDS: Mapping[type[ServiceError], tuple[int, str]] = {
    InvalidClient: (401, "invalid_client"),
    UnsupportedGrant: (400, "unsupported_grant_type"),
    InvalidScope: (400, "invalid_scope"),
    Invalid: (400, "invalid_request"),
    BodyTooLarge: (400, "invalid_request"),
    UnsupportedMediaType: (400, "invalid_request"),
    TooManyAttempts: (429, "temporarily_unavailable"),
    TooManyRequests: (429, "temporarily_unavailable"),
    Unavailable: (503, "temporarily_unavailable"),
}
SCHEMA: dict[str, Any] = {
    "type": "object",
    "title": "OAuthError",
    "description": "Why a request was refused (RFC 6749, section 5.2).",
    "properties": {
        "error": {"type": "string", "enum": sorted({word for _, word in WORDS.values()})},
        "error_description": {"type": "string"},
        "error_uri": {"type": "string", "format": "uri-reference"},
    },
    "required": ["error"],
}
FORBIDDEN = re.compile(r"[^\x20-\x21\x23-\x5b\x5d-\x7e]")
PROOFS = ("client_secret_basic", "client_secret_post", "private_key_jwt")


class OAuthEndpoint(Endpoint):
    """The responder of one route."""

    def __init__(self, route: Route, desk: Desk) -> None:
        super().__init__(route, desk)
        self._reading = Form(route)

    def __call__(self, req: falcon.Request, resp: falcon.Response, **path: str) -> None:
        resp.set_header("Pragma", "no-cache")
        try:
            super().__call__(req, resp, **path)
        except ServiceError as error:
            _refuse(resp, error)

    def _answer(self, req: falcon.Request, resp: falcon.Response, view: Any) -> None:
        """What is absent is left out: of a token that is not active nothing else is told."""
        super()._answer(req, resp, {name: fact for name, fact in view.items() if fact is not None})


def words_for(kind: type[ServiceError]) -> tuple[int, str]:
    """Status and code of an error, by its nearest kind."""
    return next((WORDS[each] for each in kind.__mro__ if each in WORDS), (status_of(kind), "invalid_request"))


def metadata(public_url: str) -> dict[str, Any]:
    """What `/.well-known/oauth-authorization-server` tells (RFC 8414)."""
    endpoints = {
        f"{name}_endpoint": f"{public_url}{path}"
        for name, path in (
            ("token", "/oauth/token"),
            ("introspection", "/oauth/introspection"),
            ("revocation", "/oauth/revocation"),
        )
    }
    proofs = {f"{name}_auth_methods_supported": PROOFS for name in endpoints}
    algorithms = {f"{name}_auth_signing_alg_values_supported": ASSERTION_ALGORITHMS for name in endpoints}
    return {
        "issuer": public_url,
        **endpoints,
        **proofs,
        **algorithms,
        "jwks_uri": f"{public_url}/.well-known/jwks.json",
        "grant_types_supported": [CLIENT_CREDENTIALS],
        "response_types_supported": [],
        "scopes_supported": sorted(SCOPES),
        "service_documentation": f"{public_url}/docs",
    }


def _refuse(resp: falcon.Response, error: ServiceError) -> None:
    status, word = words_for(type(error))
    resp.status = status
    if status == 401:
        resp.set_header("WWW-Authenticate", 'Basic realm="nmo"')
    if "retry_after" in error.details:
        resp.set_header("Retry-After", error.details["retry_after"])
    resp.cache_control = ["no-store"]
    resp.content_type = falcon.MEDIA_JSON
    resp.data = wire.canonical(
        {
            "error": word,
            "error_description": FORBIDDEN.sub("", message_of(type(error), "en")),
            "error_uri": f"/problems/{error.code}",
        }
    )
