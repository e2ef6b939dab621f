"""The pages for people: the reference of the API, made of its OpenAPI document, and one page an error."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from typing import Any

from gateway.samples import sample
from kernel import schemas
from kernel.messages import Event

Json = dict[str, Any]

WORDS: Mapping[str, Mapping[str, str]] = {
    "ru": {
        "title": "НМО: программный интерфейс",
        "conventions": "Соглашения: JSON в UTF-8; время по RFC 3339 в UTC; десятичные числа строками; "
        "чего нет, то null. Запросы читаются строго, в ответах могут появляться новые поля. "
        "Ошибки приходят как application/problem+json.",
        "everyone": "доступно всем",
        "field": "Поле",
        "kind": "Вид",
        "meaning": "Значение",
        "required": "обязательно",
        "request": "Запрос",
        "answer": "Ответ",
        "refusals": "Отказы",
        "events": "События",
        "other": "English",
        "status": "Код HTTP",
        "error": "Ошибка",
        "reference": "Справочник",
    },
    "en": {
        "title": "НМО: programming interface",
        "conventions": "Conventions: JSON in UTF-8; instants as in RFC 3339, UTC; decimals as strings; "
        "what is absent is null. Requests are read strictly, answers may gain fields. "
        "Errors arrive as application/problem+json.",
        "everyone": "open to everyone",
        "field": "Field",
        "kind": "Type",
        "meaning": "Meaning",
        "required": "required",
        "request": "Request",
        "answer": "Answer",
        "refusals": "Refusals",
        "events": "Events",
        "other": "Русский",
        "status": "HTTP status",
        "error": "Error",
        "reference": "Reference",
    },
}


def reference(api: Json, events: Sequence[type[Event]], language: str) -> str:
    """The whole API on one page."""
    words = WORDS[language]
    tags = [tag["name"] for tag in api["tags"]]
    links = "".join(f'<a href="#{tag}">{tag}</a>' for tag in (*tags, "events"))
    other = "en" if language == "ru" else "ru"
    return _page(
        words["title"],
        language,
        f'<nav>{links}<a href="/openapi.json">OpenAPI</a><a href="/asyncapi.json">AsyncAPI</a>'
        f'<a href="/docs?language={other}">{words["other"]}</a></nav>',
        f"<p>{words['conventions']}</p>",
        *(part for tag in tags for part in _family(api, tag, words)),
        f'<h2 id="events">{words["events"]}</h2>',
        *(_event(event) for event in events),
    )


def problem(told: Json, language: str) -> str:
    """What one error means."""
    words = WORDS[language]
    return _page(
        told["code"],
        language,
        f"<p>{escape(told['title'])}</p>",
        f"<p>{words['status']}: {told['status']}. {words['error']}: <code>{escape(told['kind'])}</code>.</p>",
        f'<p><a href="/docs?language={language}">{words["reference"]}</a></p>',
    )


def _page(title: str, language: str, *parts: str) -> str:
    body = "\n".join(parts)
    return (
        f'<!doctype html>\n<html lang="{language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<title>{escape(title)}</title><link rel="stylesheet" href="/docs/pages.css"></head>\n'
        f"<body><h1>{escape(title)}</h1>\n{body}\n</body></html>\n"
    )


def _family(api: Json, tag: str, words: Mapping[str, str]) -> Iterator[str]:
    yield f'<h2 id="{tag}">{tag}</h2>'
    for path, methods in api["paths"].items():
        for method, operation in methods.items():
            if operation["tags"] == [tag]:
                yield _operation(api, f"{method.upper()} {path}", operation, words)


def _operation(api: Json, address: str, operation: Json, words: Mapping[str, str]) -> str:
    method, path = address.split(" ")
    roles = ", ".join(operation["x-roles"]) or words["everyone"]
    return "\n".join(
        [
            f"<details><summary><b>{method}</b> <code>{escape(path)}</code> "
            f"{escape(operation['summary'])} <span>({roles})</span></summary>",
            f"<p>{escape(operation['description'])}</p>",
            _fields(_given(operation), words),
            *_examples(api, operation, words),
            f"<p>{words['refusals']}: {', '.join(_refusals(operation))}</p></details>",
        ]
    )


def _given(operation: Json) -> Iterator[tuple[str, Json, bool]]:
    """Name, schema, and whether it is required, of all that a request may hold."""
    for parameter in operation["parameters"]:
        if "name" in parameter:
            schema = {"description": parameter.get("description", ""), **parameter["schema"]}
            yield parameter["name"], schema, parameter["required"]
    for content in operation.get("requestBody", {"content": {}})["content"].values():
        schema = content["schema"]
        for name, field in schema.get("properties", {}).items():
            yield name, field, name in schema["required"]


def _fields(given: Iterable[tuple[str, Json, bool]], words: Mapping[str, str]) -> str:
    rows = [
        f"<tr><td><code>{name}</code></td>"
        f"<td>{escape(schemas.kind_of(schema))}{', ' + words['required'] if required else ''}</td>"
        f"<td>{escape(schema.get('description', ''))}</td></tr>"
        for name, schema, required in given
    ]
    head = "".join(f"<th>{words[each]}</th>" for each in ("field", "kind", "meaning"))
    return f"<table><tr>{head}</tr>{''.join(rows)}</table>" if rows else ""


def _examples(api: Json, operation: Json, words: Mapping[str, str]) -> Iterator[str]:
    for content in operation.get("requestBody", {"content": {}})["content"].values():
        yield _listing(words["request"], content["example"])
    for status, answer in operation["responses"].items():
        content = answer.get("content", {}).get("application/json")
        if content:
            shown = sample(content["schema"], api["components"]["schemas"])
            yield _listing(f"{words['answer']} {status}", shown)


def _listing(title: str, data: object) -> str:
    return f"<p>{title}</p><pre>{escape(json.dumps(data, ensure_ascii=False, indent=2))}</pre>"


def _refusals(operation: Json) -> Iterator[str]:
    for status, answer in operation["responses"].items():
        for code in answer.get("content", {}).get("application/problem+json", {}).get("examples", ()):
            yield f'{status}&nbsp;<a href="/problems/{code}">{code}</a>'


def _event(event: type[Event]) -> str:
    return (
        f"<details><summary><code>{event.type}</code> {escape(schemas.summary(event))}</summary>"
        f'<p><a href="/v1/events/schemas/{event.type}">JSON Schema</a></p></details>'
    )
