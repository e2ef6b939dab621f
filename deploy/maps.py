"""`docs/map.md`: who asks whom and who hears whom, drawn from the contracts and the services."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from kernel import discovery
from kernel.events import subscriptions_of

MADE = "Made by `python -m deploy.docs` from the code; do not edit.\n"


def map_page() -> str:
    """The page with both pictures, as Mermaid."""
    return "\n".join(
        [
            "# Map",
            "",
            MADE,
            "## Who asks whom",
            "",
            "Calls over RabbitMQ RPC. The gateway asks on behalf of a person; a service asks another only",
            "where a fact must not travel in an event. There is no cycle.",
            "",
            *_picture("flowchart LR", _calls()),
            "",
            "## Who hears whom",
            "",
            "Events, each through a durable queue of its own. Monitoring hears everything and is left out.",
            "",
            *_picture("flowchart TB", _events()),
            "",
        ]
    )


def _picture(head: str, edges: Iterable[str]) -> list[str]:
    return ["```mermaid", head, *(f"  {edge}" for edge in edges), "```"]


def _calls() -> list[str]:
    asked: dict[tuple[str, str], list[str]] = defaultdict(list)
    for operation in discovery.operations():
        for caller in operation.callers:
            asked[caller, operation.service].append(operation.name)
    return [f"{caller} -->|{_label(names)}| {service}" for (caller, service), names in sorted(asked.items())]


def _label(names: list[str]) -> str:
    return ", ".join(names) if len(names) <= 2 else f"{len(names)} operations"


def _events() -> list[str]:
    heard: dict[tuple[str, str], list[str]] = defaultdict(list)
    for name in discovery.service_names():
        for subscription in subscriptions_of(discovery.service_class(name)):
            if subscription.event is not None:
                fact = subscription.event.type.split(".", 3)[3].rsplit(".", 1)[0]
                heard[subscription.event.service, name].append(fact)
    return [
        f'{owner} -.->|"{"<br/>".join(sorted(set(facts)))}"| {listener}'
        for (owner, listener), facts in sorted(heard.items())
    ]
