"""The shape of a statement of xAPI 1.0.3, field by field: what our subset takes, and what breaks a rule."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

VERBS = "http://adlnet.gov/expapi/verbs/"
VOIDED = f"{VERBS}voided"
PROGRESS = "https://w3id.org/xapi/cmi5/result/extensions/progress"
UUID_FORM = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
INSTANT = re.compile(r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:?\d\d)")
DURATION = re.compile(r"P(?=.)(\d+W|(\d+Y)?(\d+M)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+([.,]\d+)?S)?)?)")
LANGUAGE = re.compile(r"[a-zA-Z]{2,8}(-[a-zA-Z0-9]{1,8})*")
# Control characters, which databases and logs do not bear; line ends and tabs are text.
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
LONGEST = 10_000

# What the receiver sets, so that the same statement may come with or without them.
OURS = frozenset({"stored", "authority", "version"})
FIELDS = OURS | {"id", "actor", "verb", "object", "result", "context", "timestamp"}


Fault = tuple[str, str]
Check = Callable[[Any], bool]


def faults(body: Any, actor: Mapping[str, object], registration: UUID) -> Iterator[Fault]:
    """Each offending field, with the code of the rule."""
    if not isinstance(body, dict):
        yield "", "type.object"
        return
    yield from ((name, "unknown") for name in body.keys() - FIELDS)
    yield from ((name, "required") for name in ("actor", "verb", "object") if name not in body)
    if any(CONTROL.search(text) or len(text) > LONGEST for text in _texts(body)):
        yield "", "xapi.text"
    yield from _plain(body, {"id": _is_uuid, "timestamp": _is_instant, "stored": _is_instant})
    if "version" in body and not str(body["version"]).startswith("1.0"):
        yield "version", "xapi.version"
    yield from _each(body, "actor", lambda told: _actor(told, actor))
    yield from _each(body, "verb", _verb)
    yield from _each(body, "object", _object)
    yield from _each(body, "result", _result)
    yield from _each(body, "context", lambda told: _context(told, registration))
    yield from _voiding(body)


def _actor(told: Any, actor: Mapping[str, object]) -> Iterator[Fault]:
    """The pseudonym of the launch and nothing besides: no name, no address of a person comes in."""
    if {"objectType": "Agent", **told} != actor:
        yield "", "xapi.actor"


def _verb(verb: Any) -> Iterator[Fault]:
    yield from ((name, "unknown") for name in verb.keys() - {"id", "display"})
    if not _is_iri(verb.get("id")):
        yield "id", "xapi.iri"
    yield from _plain(verb, {"display": _is_language_map})


def _object(thing: Any) -> Iterator[Fault]:
    kind = thing.get("objectType", "Activity")
    if kind == "StatementRef":
        yield from _plain(thing, {"id": _is_uuid})
        yield from ((name, "unknown") for name in thing.keys() - {"objectType", "id"})
    elif kind == "Activity":
        yield from ((name, "unknown") for name in thing.keys() - {"objectType", "id", "definition"})
        yield from _plain(thing, {"definition": lambda told: isinstance(told, dict)})
        if not _is_iri(thing.get("id")):
            yield "id", "xapi.iri"
    else:
        yield "objectType", "xapi.object"


def _result(result: Any) -> Iterator[Fault]:
    known: dict[str, Check] = {
        "score": lambda told: isinstance(told, dict),
        "success": lambda told: isinstance(told, bool),
        "completion": lambda told: isinstance(told, bool),
        "response": lambda told: isinstance(told, str),
        "duration": lambda told: isinstance(told, str) and bool(DURATION.fullmatch(told)),
        "extensions": _is_extensions,
    }
    yield from ((name, "unknown") for name in result.keys() - known.keys())
    yield from _plain(result, known)
    yield from _each(result, "score", _score)
    extensions = result.get("extensions")
    if isinstance(extensions, dict) and PROGRESS in extensions:
        progress = extensions[PROGRESS]
        if not _is_whole(progress) or not 0 <= progress <= 100:
            yield "extensions", "xapi.progress"


def _score(score: Any) -> Iterator[Fault]:
    names = ("scaled", "raw", "min", "max")
    yield from ((name, "unknown") for name in score.keys() - set(names))
    yield from _plain(score, dict.fromkeys(names, _is_number))
    told = {name: score[name] for name in names if _is_number(score.get(name))}
    if not -1 <= told.get("scaled", 0) <= 1:
        yield "scaled", "xapi.scaled"
    in_order = [told[name] for name in ("min", "raw", "max") if name in told]
    if in_order != sorted(in_order):
        yield "raw", "xapi.score"


def _context(context: Any, registration: UUID) -> Iterator[Fault]:
    known: dict[str, Check] = {
        "registration": _is_uuid,
        "contextActivities": lambda told: isinstance(told, dict),
        "revision": lambda told: isinstance(told, str),
        "platform": lambda told: isinstance(told, str),
        "language": lambda told: isinstance(told, str) and bool(LANGUAGE.fullmatch(told)),
        "statement": lambda told: isinstance(told, dict),
        "extensions": _is_extensions,
    }
    # Other people have no place in what one person does alone.
    yield from ((name, "xapi.people") for name in context.keys() & {"instructor", "team"})
    yield from ((name, "unknown") for name in context.keys() - known.keys() - {"instructor", "team"})
    yield from _plain(context, known)
    told = context.get("registration")
    if _is_uuid(told) and UUID(told) != registration:
        yield "registration", "xapi.registration"


def _voiding(body: Mapping[str, Any]) -> Iterator[Fault]:
    verb, thing = body.get("verb"), body.get("object")
    if isinstance(verb, dict) and isinstance(thing, dict):
        is_reference = thing.get("objectType") == "StatementRef"
        if (verb.get("id") == VOIDED) != is_reference or (is_reference and not _is_uuid(thing.get("id"))):
            yield "object", "xapi.voiding"


def _each(body: Mapping[str, Any], name: str, check: Callable[[Any], Iterator[Fault]]) -> Iterator[Fault]:
    """The faults of one part, under its name."""
    if name not in body:
        return
    if not isinstance(body[name], dict):
        yield name, "type.object"
        return
    yield from ((f"{name}.{field}".strip("."), rule) for field, rule in check(body[name]))


def _plain(body: Mapping[str, Any], known: Mapping[str, Check]) -> Iterator[Fault]:
    """Those fields that are there and not as they should be."""
    for name, check in known.items():
        if name in body and not check(body[name]):
            yield name, RULES.get(name, "xapi.type")


RULES = {
    "id": "uuid.format",
    "registration": "uuid.format",
    "timestamp": "instant.format",
    "stored": "instant.format",
    "duration": "xapi.duration",
    "display": "xapi.language",
    "language": "xapi.language",
    "extensions": "xapi.extensions",
}


def _is_uuid(told: Any) -> bool:
    return isinstance(told, str) and bool(UUID_FORM.fullmatch(told))


def _is_iri(told: Any) -> bool:
    """Absolute: with a scheme, and something behind it."""
    if not isinstance(told, str) or not 3 <= len(told) <= 500 or re.search(r"\s", told):
        return False
    try:
        parts = urlsplit(told)
    except ValueError:
        return False
    return bool(parts.scheme and (parts.netloc or parts.path))


def _is_instant(told: Any) -> bool:
    try:
        return isinstance(told, str) and bool(INSTANT.fullmatch(told)) and bool(instant(told))
    except (ValueError, OverflowError):
        return False


def instant(told: str) -> datetime:
    return datetime.fromisoformat(told.upper())


def _is_language_map(told: Any) -> bool:
    return isinstance(told, dict) and all(
        LANGUAGE.fullmatch(name) and isinstance(text, str) for name, text in told.items()
    )


def _is_extensions(told: Any) -> bool:
    return isinstance(told, dict) and all(_is_iri(name) for name in told)


def _is_whole(told: Any) -> bool:
    return isinstance(told, int) and not isinstance(told, bool)


def _is_number(told: Any) -> bool:
    return isinstance(told, (int, float)) and not isinstance(told, bool)


def _texts(told: Any) -> Iterator[str]:
    if isinstance(told, str):
        yield told
    elif isinstance(told, dict):
        for name, value in told.items():
            yield name
            yield from _texts(value)
    elif isinstance(told, list):
        for value in told:
            yield from _texts(value)
