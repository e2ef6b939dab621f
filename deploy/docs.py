"""The reference pages under `docs/`, made of the contracts and the routes.

python -m deploy.docs     # write docs/routes.md, events, errors, map, policy
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from deploy.law import policy_page
from deploy.maps import map_page
from gateway import problems
from gateway.asyncapi import ENVELOPE
from gateway.errors import message_of, status_of
from gateway.route import Route
from gateway.routes import ROUTES
from kernel import discovery, schemas
from kernel.events import subscriptions_of
from kernel.messages import ANYONE, LOGGED_IN, SIGNED_IN, Event, ServiceError
from kernel.rules import RULES

DOCS = Path(__file__).parents[1] / "docs"
MADE = "Made by `python -m deploy.docs` from the code; do not edit.\n"


def pages() -> dict[str, str]:
    """File name -> text."""
    return {
        "routes.md": routes(),
        "events.md": events(),
        "errors.md": errors(),
        "map.md": map_page(),
        "policy.md": policy_page(),
    }


def routes() -> str:
    """Every route: the operation that answers, who may ask, what it may be refused with."""
    lines = [
        "# Routes",
        "",
        MADE,
        "`401`, `403`, `422` and `503` may come from any route; see docs/errors.md.",
    ]
    by_service: dict[str, list[Route]] = defaultdict(list)
    for route in ROUTES:
        by_service["every service" if len(route.operations) > 1 else route.operation.service].append(route)
    for service, served in by_service.items():
        lines += ["", f"## {service.capitalize()}", "", *_table(ROUTE_HEADS, map(_route, served))]
    return "\n".join(lines) + "\n"


def events() -> str:
    """Every event: what it tells, and which services heed it."""
    heard_by = _subscribers()
    lines = [
        "# Events",
        "",
        MADE,
        "Published as CloudEvents 1.0 on the exchange `<owner>.events`; see docs/api.md.",
    ]
    for event in discovery.events():
        heeded = ", ".join(heard_by[event.type]) or "nobody within the suite but monitoring"
        lines += [
            "",
            f"## `{event.type}`",
            "",
            schemas.summary(event),
            f"In order for one `{event.subject_field}`. Heeded by: {heeded}.",
            "",
            *_table(("Field", "Type", "Meaning"), _fields(event)),
        ]
    return "\n".join(lines) + "\n"


def errors() -> str:
    """Every error and every rule, with its words in both languages."""
    found = problems.every().values()
    rules = ((f"`{code}`", rule.ru, rule.en) for code, rule in sorted(RULES.items()))
    return "\n".join(
        [
            "# Errors",
            "",
            MADE,
            "The code of an error never changes. `StaleVersion` is 412 where `If-Match` told the version;",
            "an error that says when to come back (`retry_after`) is 429.",
            "",
            *_table(("Code", "Status", "По-русски", "In English"), map(_error, found)),
            "",
            "## Rules",
            "",
            "What `errors[].rule` of a problem names.",
            "",
            *_table(("Rule", "По-русски", "In English"), rules),
            "",
        ]
    )


def write() -> None:
    for name, text in pages().items():
        (DOCS / name).write_text(text)


SAID = {
    ANYONE: "anyone",
    SIGNED_IN: "whoever has logged in",
    LOGGED_IN: "whoever has logged in, even before enrolling a second factor that a role demands",
}
ROUTE_HEADS = ("Route", "Operation", "Roles", "Answer", "Errors of its own")


def _route(route: Route) -> tuple[str, ...]:
    operation = route.operation
    roles = SAID.get(operation.roles) or ", ".join(sorted(operation.roles))
    roles += "; a second factor just shown" if operation.step_up else ""
    roles += f"; programs with `{operation.scope}`" if operation.scope else ""
    raised = ", ".join(error.__name__ for error in operation.raises)
    answer = f"{route.status} {operation.gives.__name__}"
    return f"`{route.method} {route.path}`", f"`{route.name}`", roles, answer, raised


def _fields(event: type[Event]) -> Iterator[tuple[str, ...]]:
    explained = schemas.explanations(event)
    for name, schema in schemas.Schemas("").fields(event, strict=False).items():
        if name not in ENVELOPE:
            yield f"`{name}`", schemas.kind_of(schema), explained.get(name, "")


def _error(error: type[ServiceError]) -> tuple[str, ...]:
    return f"`{error.__name__}`", str(status_of(error)), message_of(error, "ru"), message_of(error, "en")


def _subscribers() -> dict[str, list[str]]:
    heard_by: dict[str, list[str]] = defaultdict(list)
    for name in discovery.service_names():
        for subscription in subscriptions_of(discovery.service_class(name)):
            if subscription.event is not None:
                heard_by[subscription.event.type].append(name)
    return heard_by


def _table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield f"| {' | '.join(heads)} |"
    yield f"|{'---|' * len(heads)}"
    yield from (f"| {' | '.join(cell.replace('|', '∣') for cell in row)} |" for row in rows)


if __name__ == "__main__":
    write()
    sys.exit()
