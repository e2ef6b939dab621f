"""Documents about the API: made once, from the same data that serves it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import falcon

from contracts.catalogue.statements import VERSION
from gateway import asyncapi, languages, oauth, openapi, pages, problems, tags
from gateway.protection import PAGE
from gateway.refusals import UnknownAddress
from gateway.route import Route
from kernel import discovery, wire
from kernel.messages import Event

ASSETS = Path(__file__).parent / "assets"
SCHEMA = "application/schema+json"


class Document:
    """One document, the same for everybody. make: gives its bytes, once."""

    def __init__(self, media_type: str, make: Callable[[], bytes]) -> None:
        self._media_type, self._make = media_type, cache(make)

    def on_get(self, req: falcon.Request, resp: falcon.Response) -> None:
        send(req, resp, self._make(), self._media_type)


class EventSchemas:
    """The JSON Schema of each event, at the address that its `dataschema` names."""

    def __init__(self, events: Sequence[type[Event]]) -> None:
        self._events: Mapping[str, type[Event]] = {event.type: event for event in events}

    def on_get(self, req: falcon.Request, resp: falcon.Response, event_type: str) -> None:
        if event_type not in self._events:
            raise UnknownAddress
        send(req, resp, wire.canonical(asyncapi.schema_of(self._events[event_type])), SCHEMA)


class Problems:
    """What a `type` of a problem leads to: a page for people, JSON for machines."""

    def __init__(self) -> None:
        self._errors = problems.every()

    def on_get(self, req: falcon.Request, resp: falcon.Response, code: str) -> None:
        if code not in self._errors:
            raise UnknownAddress
        language = _language(req, resp)
        told = problems.told(self._errors[code], language)
        resp.append_header("Vary", "Accept")
        if req.client_prefers((falcon.MEDIA_JSON, falcon.MEDIA_HTML)) == falcon.MEDIA_HTML:
            send_page(req, resp, pages.problem(told, language))
        else:
            send(req, resp, wire.canonical(told), falcon.MEDIA_JSON)


class Reference:
    """`/docs`: the API for people, in both languages."""

    def __init__(self, api: Callable[[], dict[str, Any]], events: Sequence[type[Event]]) -> None:
        self._page = cache(lambda language: pages.reference(api(), events, language))

    def on_get(self, req: falcon.Request, resp: falcon.Response) -> None:
        language = _language(req, resp)
        chosen = req.get_param("language", default=language)
        send_page(req, resp, self._page(chosen if chosen in languages.SPOKEN else language))


class Home:
    """Whoever types the bare address wants to know what this is."""

    def on_get(self, req: falcon.Request, resp: falcon.Response) -> None:
        raise falcon.HTTPFound("/docs")


def resources(routes: Sequence[Route], public_url: str) -> dict[str, object]:
    """Path -> resource."""
    api = cache(lambda: openapi.document(routes, public_url))
    events = discovery.events()
    return {
        "/": Home(),
        "/openapi.json": Document(falcon.MEDIA_JSON, lambda: wire.canonical(api())),
        "/asyncapi.json": Document(falcon.MEDIA_JSON, lambda: wire.canonical(asyncapi.document(events))),
        "/.well-known/oauth-authorization-server": Document(
            falcon.MEDIA_JSON, lambda: wire.canonical(oauth.metadata(public_url))
        ),
        "/v1/events/schemas": Document(falcon.MEDIA_JSON, lambda: wire.canonical(asyncapi.listing(events))),
        "/v1/events/schemas/{event_type}": EventSchemas(events),
        "/problems/{code}": Problems(),
        "/v1/xapi/about": Document(falcon.MEDIA_JSON, lambda: wire.canonical({"version": [VERSION]})),
        "/docs": Reference(api, events),
        "/schemas/credit-transcript-1.xsd": Document(
            "application/xml", (ASSETS / "credit-transcript-1.xsd").read_bytes
        ),
        "/docs/pages.css": Document("text/css; charset=utf-8", (ASSETS / "pages.css").read_bytes),
    }


def send(req: falcon.Request, resp: falcon.Response, content: bytes, media_type: str) -> None:
    """Answer with `content`, or tell that the reader has it."""
    resp.set_header("Cache-Control", "no-cache")
    resp.etag = tags.digest(content)
    if tags.is_known(req, resp):
        resp.status = falcon.HTTP_304
    else:
        resp.content_type, resp.data = media_type, content


def send_page(req: falcon.Request, resp: falcon.Response, page: str) -> None:
    resp.set_header("Content-Security-Policy", PAGE)
    send(req, resp, page.encode(), falcon.MEDIA_HTML)


def _language(req: falcon.Request, resp: falcon.Response) -> str:
    language = languages.preferred(req.get_header("Accept-Language"))
    resp.append_header("Vary", "Accept-Language")
    resp.set_header("Content-Language", language)
    return language
