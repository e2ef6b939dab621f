"""From a request to a command: path, query, body and If-Match fill its fields.

What can be known of a route is worked out once, when the gateway starts.
"""

from __future__ import annotations

import re
import types
from collections.abc import Callable, Collection, Mapping
from typing import Annotated, Any, NewType, Union, get_args, get_origin, get_type_hints

import falcon

from gateway import body
from gateway.refusals import MalformedRequest
from gateway.route import Route
from kernel import wire
from kernel.messages import Invalid

WHOLE = re.compile(r"-?[0-9]{1,18}")
# The version is the part before the dot of an entity tag as `gateway.answering` writes it.
STRONG_TAG = re.compile(r'"([0-9]{1,18})(?:\.[0-9a-f]+)?"')

Read = Callable[[Any], Any]


class Reading:
    """How requests to `route` become commands."""

    def __init__(self, route: Route) -> None:
        self._takes = route.operation.takes
        self._reads = readers(self._takes)
        self._has_body = route.has_body
        self._has_version = route.has_version

    def command(self, req: falcon.Request, path: Mapping[str, str]) -> Any:
        """Raises: Invalid, MalformedRequest, BodyTooLarge, UnsupportedMediaType."""
        given = self._from_body(req) if self._has_body else self._from_query(req)
        _fill(given, {name: self._reads[name](text) for name, text in path.items()}, "in_path")
        if self._has_version and req.get_header("If-Match"):
            _fill(given, {"version": _version(req.get_header("If-Match", required=True))}, "repeated")
        return wire.load(self._takes, given, strict=True)

    def _from_body(self, req: falcon.Request) -> dict[str, Any]:
        _refuse(req.params, "unknown")
        given = body.of(req)
        if not isinstance(given, dict):
            raise Invalid({"": "type.object"})
        return given

    def _from_query(self, req: falcon.Request) -> dict[str, Any]:
        if req.content_length or req.get_header("Transfer-Encoding"):
            raise MalformedRequest({"": "body.unexpected"})
        if not req.query_string:
            return {}
        given = req.params
        _refuse(
            [name for name in given if isinstance(given[name], list) and self._is_single(name)], "repeated"
        )
        return {name: self._reads.get(name, str)(value) for name, value in given.items()}

    def _is_single(self, name: str) -> bool:
        return self._reads.get(name) is not _many


def readers(takes: type) -> Mapping[str, Read]:
    """How the text of each field of a command is read."""
    hints = get_type_hints(takes, include_extras=True)
    return {name: _reader(hint) for name, hint in hints.items()}


def _fill(given: dict[str, Any], more: Mapping[str, Any], rule: str) -> None:
    """Raises: Invalid -- what comes from elsewhere is given in the body or the query, too."""
    _refuse(sorted(given.keys() & more.keys()), rule)
    given.update(more)


def _refuse(fields: Collection[str], rule: str) -> None:
    if fields:
        raise Invalid(dict.fromkeys(fields, rule))


def _version(if_match: str) -> int:
    match = STRONG_TAG.fullmatch(if_match.strip())
    if match is None:
        raise Invalid({"If-Match": "if_match.format"})
    return int(match[1])


def _reader(hint: Any) -> Read:
    """How a text of the path or the query becomes the JSON value that a field of this type expects."""
    if isinstance(hint, NewType):
        return _reader(hint.__supertype__)
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return _reader(arguments[0])
    if origin in (Union, types.UnionType):
        return _reader(next(argument for argument in arguments if argument is not types.NoneType))
    if origin in (tuple, list, frozenset):
        return _many
    return {int: _whole, bool: _truth}.get(hint, str)


def _many(value: str | list[str]) -> list[str]:
    return value if isinstance(value, list) else [value]


def _whole(text: str) -> int | str:
    return int(text) if WHOLE.fullmatch(text) else text


def _truth(text: str) -> bool | str:
    return {"true": True, "false": False}.get(text, text)
