"""The broker's accounts, one per process, each with the least it can do its work with.

Configure, write and read rights name exchanges and queues; topic permissions name routing
keys. Without the latter, whoever may write to `nameko-rpc` could call everything, and bind a
queue to it that receives every request and reply.
"""

from __future__ import annotations

import base64
import hashlib
import re
import secrets as random
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from kernel import broker
from kernel.events import subscriptions_of
from kernel.messages import TYPE_PREFIX, Operation
from kernel.readiness import ping

Entry = dict[str, Any]

UUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
NOTHING = "^$"
# Puts parked messages back into their queues, or drops them, for the operators.
CARETAKER = "monitoring"


def accounts(
    operations: Iterable[Operation[Any, Any]], services: Sequence[Any], secrets: Mapping[str, str], vhost: str
) -> dict[str, list[Entry]]:
    """Users, permissions and topic permissions of every process.

    Raises: LookupError -- a service has no password.
    """
    asked = [*operations, *(ping(service.name) for service in services)]
    by_name = {service.name: service for service in services}
    if not secrets.keys() >= by_name.keys():
        raise LookupError(f"no password for {', '.join(sorted(by_name.keys() - secrets.keys()))}")
    found: dict[str, list[Entry]] = {"users": [], "permissions": [], "topic_permissions": []}
    callers = {process for operation in asked for process in operation.callers}
    for process in sorted((by_name.keys() | callers) & secrets.keys()):
        service = by_name.get(process)
        callable_keys = [operation.key for operation in asked if process in operation.callers]
        found["users"].append(_user(process, secrets[process]))
        found["permissions"].append(
            {"user": process, "vhost": vhost, **_rights(process, service, sorted(by_name))}
        )
        found["topic_permissions"] += [
            {"user": process, "vhost": vhost, **topic} for topic in _topics(process, service, callable_keys)
        ]
    return found


def password_hash(password: str) -> str:
    """The salted SHA-256 hash that RabbitMQ keeps in place of a password."""
    salt = random.token_bytes(4)
    return base64.b64encode(salt + hashlib.sha256(salt + password.encode()).digest()).decode()


def _user(process: str, password: str) -> Entry:
    return {
        "name": process,
        "password_hash": password_hash(password),
        "hashing_algorithm": "rabbit_password_hashing_sha256",
        "tags": "",
    }


def _rights(process: str, service: Any, names: Sequence[str]) -> Entry:
    """Every process calls, so every process owns reply queues; a service also consumes and announces."""
    replies = rf"rpc\.reply-{re.escape(process)}-{UUID}"
    write, read = [broker.RPC_EXCHANGE], [broker.RPC_EXCHANGE]
    if service is not None:
        write += [broker.events_exchange(process), broker.retry_exchange(process)]
        read += [broker.rpc_queue(process), *(heard.queue for heard in subscriptions_of(service))]
    if process == CARETAKER:
        write.append(broker.REDELIVERY)
        read += [broker.UNROUTED, *(broker.parking_queue(name) for name in names)]
    return {
        "configure": f"^{replies}$",
        "write": _any_of([*map(re.escape, write), replies]),
        "read": _any_of([*map(re.escape, read), replies]),
    }


def _topics(process: str, service: Any, callable_keys: Sequence[str]) -> list[Entry]:
    """A caller may send its operations and hear its own replies; a service also replies."""
    keys = [re.escape(key) for key in sorted(callable_keys)]
    replies = [UUID] if service is not None else []
    calls = {"exchange": broker.RPC_EXCHANGE, "write": _any_of([*keys, *replies]), "read": f"^{UUID}$"}
    if service is None:
        return [calls]
    own = rf"^{re.escape(TYPE_PREFIX)}\.{re.escape(process)}\..+$"
    return [calls, {"exchange": broker.events_exchange(process), "write": own, "read": NOTHING}]


def _any_of(patterns: Sequence[str]) -> str:
    return f"^({'|'.join(patterns)})$" if patterns else NOTHING
