"""The AsyncAPI 3 document of the events, and the JSON Schema of each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from gateway.openapi import metadata_version
from kernel import schemas
from kernel.messages import Event
from kernel.schemas import Schemas

COMPONENTS = "#/components/schemas/"
ENVELOPE = ("event_id", "occurred_at")  # they travel as `id` and `time` of the CloudEvents document
Json = dict[str, Any]

CLOUD_EVENT: Json = {
    "type": "object",
    "title": "CloudEvent",
    "description": "CloudEvents 1.0, structured mode; `sequence` counts the events about one subject.",
    "properties": {
        "specversion": {"const": "1.0"},
        "id": {"type": "string", "format": "uuid"},
        "source": {"type": "string", "format": "uri-reference"},
        "type": {"type": "string"},
        "subject": {"type": "string"},
        "time": {"type": "string", "format": "date-time"},
        "datacontenttype": {"const": "application/json"},
        "dataschema": {"type": "string", "format": "uri-reference"},
        "sequence": {"type": "string", "pattern": "^[0-9]{20}$"},
        "correlationid": {"type": "string"},
        "causationid": {"type": "string"},
        "traceparent": {"type": "string"},
        "data": {"type": "object"},
    },
    "required": [
        "specversion", "id", "source", "type", "subject", "time", "datacontenttype", "dataschema", "sequence",
        "correlationid", "traceparent", "data",
    ],
}  # fmt: skip


def schema_of(event: type[Event]) -> Json:
    """The JSON Schema of an event's data, which its `dataschema` names."""
    document = schemas.document(event, without=ENVELOPE)
    return {"$id": f"/v1/events/schemas/{event.type}", **document}


def listing(events: Sequence[type[Event]]) -> Json:
    """All events, and where the schema of each is."""
    return {
        "items": [
            {
                "type": event.type,
                "summary": schemas.summary(event),
                "subject": event.subject_field,
                "schema": f"/v1/events/schemas/{event.type}",
            }
            for event in events
        ]
    }


def document(events: Sequence[type[Event]]) -> Json:
    found = Schemas(COMPONENTS)
    found.definitions["CloudEvent"] = CLOUD_EVENT
    messages = {event.type: _message(event, found) for event in events}
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "НМО: события",
            "version": metadata_version(),
            "description": "Facts, after they were committed. At least once, in order for one subject.",
        },
        "defaultContentType": "application/cloudevents+json",
        "channels": {event.type: _channel(event) for event in events},
        "operations": {f"announce.{event.type}": _operation(event) for event in events},
        "components": {"messages": messages, "schemas": dict(sorted(found.definitions.items()))},
    }


def _message(event: type[Event], found: Schemas) -> Json:
    data = schemas.omit(found.reading(event), ENVELOPE)
    return {
        "name": event.type,
        "title": event.__name__,
        "summary": schemas.summary(event),
        "contentType": "application/cloudevents+json",
        "payload": {
            "allOf": [
                {"$ref": f"{COMPONENTS}CloudEvent"},
                {"type": "object", "properties": {"type": {"const": event.type}, "data": data}},
            ]
        },
    }


def _channel(event: type[Event]) -> Json:
    exchange = {"name": f"{event.service}.events", "type": "topic", "durable": True, "autoDelete": False}
    return {
        "address": event.type,
        "messages": {event.__name__: {"$ref": f"#/components/messages/{event.type}"}},
        "bindings": {"amqp": {"is": "routingKey", "exchange": exchange, "bindingVersion": "0.3.0"}},
    }


def _operation(event: type[Event]) -> Json:
    return {
        "action": "send",
        "channel": {"$ref": f"#/channels/{event.type}"},
        "bindings": {"amqp": {"deliveryMode": 2, "mandatory": True, "bindingVersion": "0.3.0"}},
    }
