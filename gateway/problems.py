"""Every error of the suite, by its code: what `/problems/<code>` tells of it."""

from __future__ import annotations

from typing import Any

from gateway.errors import message_of, status_of
from gateway.refusals import REFUSALS
from kernel import promises
from kernel.messages import UNIVERSAL, Conflict, NotFound, ServiceError, StaleVersion

GENERAL = (*UNIVERSAL, NotFound, Conflict, StaleVersion)

SCHEMA: dict[str, Any] = {
    "type": "object",
    "title": "Problem",
    "description": "Why a request was refused (RFC 9457).",
    "properties": {
        "type": {"type": "string", "format": "uri-reference"},
        "title": {"type": "string", "description": "what went wrong, in the language asked for"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "the same of this request, and what to do about it"},
        "code": {"type": "string", "description": "the name of the error; it never changes"},
        "instance": {"type": "string", "format": "uri-reference"},
        "correlation_id": {"type": "string"},
        "errors": {
            "type": "array",
            "description": "each field that breaks a rule",
            "items": {
                "type": "object",
                "properties": {
                    "field": {"type": "string", "description": "its dotted path; empty for the whole"},
                    "rule": {"type": "string", "description": "the code of the rule; it never changes"},
                    "message": {"type": "string"},
                },
                "required": ["field", "rule", "message"],
            },
        },
        "details": {"type": "object", "additionalProperties": {"type": "string"}},
    },
    "required": [
        "type", "title", "status", "detail", "code", "instance", "correlation_id", "errors", "details",
    ],
}  # fmt: skip


def every() -> dict[str, type[ServiceError]]:
    """All errors that a problem may name, by code."""
    declared = promises.together().errors
    return {
        error.__name__: error for error in sorted({*GENERAL, *REFUSALS, *declared}, key=lambda e: e.__name__)
    }


def told(error: type[ServiceError], language: str) -> dict[str, Any]:
    """What there is to say of an error in general."""
    return {
        "code": error.__name__,
        "status": status_of(error),
        "title": message_of(error, language),
        "kind": next(kind.__name__ for kind in error.__mro__[1:] if issubclass(kind, ServiceError)),
    }
