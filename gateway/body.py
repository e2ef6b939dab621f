"""The JSON of a request, read as strictly as the profile in docs/api.md asks."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import falcon
from gunicorn.http.errors import ParseException

from gateway.refusals import BodyTooLarge, MalformedRequest, UnsupportedMediaType

MOST_BYTES = 1024 * 1024
DEEPEST = 32
JSON_TYPES = frozenset(
    {"application/json", "application/json; charset=utf-8", "application/json;charset=utf-8"}
)


def of(req: falcon.Request) -> Any:
    """The JSON data in the body of `req`; an absent body is an empty object.

    Raises: UnsupportedMediaType, BodyTooLarge, MalformedRequest.
    """
    content = octets(req)
    if not content:
        return {}
    if (req.content_type or "").lower() not in JSON_TYPES or req.get_header("Content-Encoding"):
        raise UnsupportedMediaType
    return parse(content)


def parse(content: bytes) -> Any:
    """Raises: MalformedRequest -- not JSON, or JSON that two readers may read differently."""
    try:
        text = content.decode()
        data = json.loads(text, object_pairs_hook=_object, parse_constant=_constant)
    except UnicodeDecodeError as error:
        raise MalformedRequest({"": "json.encoding"}) from error
    except RecursionError as error:
        raise MalformedRequest({"": "json.depth"}) from error
    except ValueError as error:
        raise MalformedRequest({"": "json.syntax"}) from error
    _bound_depth(data, DEEPEST)
    if "\\u" in text:
        _refuse_surrogates(data)
    return data


def octets(req: falcon.Request) -> bytes:
    """The body as it came. Raises: BodyTooLarge, MalformedRequest."""
    expected = req.content_length
    if expected is not None and expected > MOST_BYTES:
        raise BodyTooLarge(most_bytes=MOST_BYTES)
    chunked = expected is None and req.env.get("wsgi.input_terminated")
    content = _read(req.stream if chunked else req.bounded_stream)
    if len(content) > MOST_BYTES:
        raise BodyTooLarge(most_bytes=MOST_BYTES)
    if len(content) < (expected or 0):
        raise MalformedRequest({"": "body.incomplete"})
    return content


def _read(stream: Any) -> bytes:
    """Raises: MalformedRequest -- its chunks are none."""
    try:
        content: bytes = stream.read(MOST_BYTES + 1)
    except ParseException as error:
        raise MalformedRequest({"": "body.chunks"}) from error
    return content


def _object(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    read = dict(pairs)
    if len(read) < len(pairs):
        raise MalformedRequest({"": "json.duplicate"})
    return read


def _constant(_: str) -> None:
    raise MalformedRequest({"": "json.number"})


def _bound_depth(data: Any, left: int) -> None:
    inner = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    if inner and not left:
        raise MalformedRequest({"": "json.depth"})
    for each in inner:
        _bound_depth(each, left - 1)


def _refuse_surrogates(data: Any) -> None:
    try:
        json.dumps(data, ensure_ascii=False).encode()
    except UnicodeEncodeError as error:
        raise MalformedRequest({"": "json.surrogate"}) from error
