"""The document in which an event travels: CloudEvents 1.0, JSON, structured mode."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, TypeVar

import amqp

from kernel import broker, wire
from kernel.context import Request, new_traceparent
from kernel.headers import TRACEPARENT
from kernel.messages import Caller, Event, Invalid
from kernel.values import Role

E = TypeVar("E", bound=Event)

Document = dict[str, Any]


class Unreadable(Exception):
    """A message that is not the event it should be, and will not become one by waiting."""


def document(message: amqp.Message) -> Document:
    """The CloudEvents document in `message`. Raises: Unreadable."""
    kind = str(message.properties.get("content_type", "")).split(";")[0].strip()
    if kind != broker.CLOUDEVENTS:
        raise Unreadable("content type")
    try:
        body = json.loads(message.body)
    except (ValueError, RecursionError) as error:
        raise Unreadable("not JSON") from error
    match body:
        case {"specversion": "1.0", "id": str(), "type": str(), "subject": str(), "data": dict()}:
            return dict(body)
    raise Unreadable("not a CloudEvents 1.0 document")


def event(kind: type[E], body: Document) -> E:
    """The event that `body` tells of. Unknown fields are ignored. Raises: Unreadable."""
    if body["type"] != kind.type:
        raise Unreadable(f"not of type {kind.type}")
    try:
        return wire.load(kind, {**body["data"], "event_id": body["id"], "occurred_at": body.get("time")})
    except Invalid as error:
        raise Unreadable(f"breaks its contract: {error.details}") from error


def request(subscriber: str, body: Mapping[str, Any]) -> Request:
    """The request in which `subscriber` deals with the event: its own, in the trace of its cause."""
    traceparent = str(body.get("traceparent", ""))
    return Request(
        caller=Caller(process=subscriber, roles=frozenset({Role.SERVICE})),
        correlation_id=str(body.get("correlationid") or body["id"]),
        traceparent=traceparent if TRACEPARENT.fullmatch(traceparent) else new_traceparent(),
        causation_id=str(body["id"]),
    )


def outgoing(service: str, body: Document) -> broker.Outgoing:
    """The message by which `service` announces the event in `body`."""
    return addressed(broker.events_exchange(service), body["type"], body)


def addressed(exchange: str, key: str, body: Document) -> broker.Outgoing:
    """A message with the event in `body`, to wherever `exchange` leads it for `key`."""
    message = amqp.Message(
        json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode(),
        content_type=broker.CLOUDEVENTS,
        content_encoding="utf-8",
        delivery_mode=broker.PERSISTENT,
        message_id=body["id"],
        type=body["type"],
    )
    return broker.Outgoing(exchange, key, message)
