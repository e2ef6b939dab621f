"""Which changes of a contract break those who rely on it, and which do not."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from deploy.evolution import broken_promises

Json = dict[str, Any]
TEXT = {"type": "string", "minLength": 1, "maxLength": 64}

CONTRACT: Json = {
    "operations": {
        "credits.award": {
            "takes": "Award", "gives": "Entry", "raises": ["AlreadyAwarded"],
            "roles": ["regulator", "administrator"], "callers": ["gateway"], "reads": False, "once": True,
        }
    },
    "events": {
        "ru.nmo.credits.entry.posted.v1": {
            "subject": "person_id", "required": ["person_id"], "properties": {"person_id": TEXT},
        }
    },
    "errors": {"AlreadyAwarded": {"kind": "Conflict"}},
    "messages": {
        "Award": {"required": ["title"], "properties": {"title": TEXT, "note": TEXT}},
        "Entry": {"required": ["title"], "properties": {"title": TEXT}},
    },
    "choices": {"Kind": ["event", "module"]},
}  # fmt: skip


def a_copy() -> Json:
    copied: Json = json.loads(json.dumps(CONTRACT))
    return copied


def changed(change: Callable[[Json], object]) -> list[str]:
    """What is broken after `change` of the contract."""
    new = a_copy()
    change(new)
    return broken_promises({"credits.ledger": CONTRACT}, {"credits.ledger": new})


def field(message: str, name: str, *, required: bool, schema: Json = TEXT) -> Callable[[Json], object]:
    def add(contract: Json) -> None:
        contract["messages"][message]["properties"][name] = schema
        if required:
            contract["messages"][message]["required"].append(name)

    return add


AWARD, EVENT = "credits.award", "ru.nmo.credits.entry.posted.v1"


@pytest.mark.parametrize(
    "change",
    [
        lambda contract: None,
        field("Award", "hint", required=False),
        field("Entry", "hint", required=False),
        lambda contract: contract["messages"]["Award"]["required"].remove("title"),
        lambda contract: contract["messages"]["Award"]["properties"]["title"].update(maxLength=100),
        lambda contract: contract["messages"]["Entry"]["properties"]["title"].update(maxLength=10),
        lambda contract: contract["operations"].update({"credits.reverse": contract["operations"][AWARD]}),
        lambda contract: contract["operations"][AWARD]["roles"].append("reviewer"),
        lambda contract: contract["operations"][AWARD].update(roles=[]),
        lambda contract: contract["operations"][AWARD]["raises"].append("NoOpenCycle"),
        lambda contract: contract["errors"].update(NoOpenCycle={"kind": "Conflict"}),
        lambda contract: contract["choices"]["Kind"].append("simulation"),
    ],
)
def test_what_only_adds_breaks_nobody(change: Callable[[Json], object]) -> None:
    assert changed(change) == []


@pytest.mark.parametrize(
    ("change", "broken"),
    [
        (lambda contract: contract["operations"].clear(), "the operation credits.award is gone"),
        (
            lambda contract: contract["operations"][AWARD].update(gives="Receipt"),
            "credits.award: gives was Entry, is Receipt",
        ),
        (
            lambda contract: contract["operations"][AWARD].update(once=False),
            "credits.award: once was True, is False",
        ),
        (
            lambda contract: contract["operations"][AWARD]["roles"].remove("regulator"),
            "credits.award: regulator is no longer among its roles",
        ),
        (lambda contract: contract["errors"].clear(), "the error AlreadyAwarded is gone"),
        (
            lambda contract: contract["errors"]["AlreadyAwarded"].update(kind="Invalid"),
            "AlreadyAwarded: was of kind Conflict, is Invalid",
        ),
        (lambda contract: contract["events"].clear(), f"the event {EVENT} is gone"),
        (
            lambda contract: contract["events"][EVENT].update(subject="entry_id"),
            f"{EVENT}: its subject was person_id, is entry_id",
        ),
        (
            lambda contract: contract["messages"]["Entry"]["properties"].pop("title"),
            "Entry: the field title is gone",
        ),
        (field("Award", "hint", required=True), "Award.hint: has become required"),
        (field("Entry", "hint", required=True), "Entry.hint: has become required"),
        (
            field("Entry", "title", required=False, schema={"type": ["string", "null"]}),
            "Entry.title: has changed its type",
        ),
        (
            lambda contract: contract["messages"]["Award"]["properties"]["title"].update(maxLength=10),
            "Award.title: its bounds have become tighter",
        ),
        (
            lambda contract: contract["messages"]["Award"]["properties"]["title"].update(minLength=2),
            "Award.title: its bounds have become tighter",
        ),
        (lambda contract: contract["choices"]["Kind"].remove("module"), "Kind: module is no longer a choice"),
    ],
)
def test_what_others_rely_on_is_not_changed(change: Callable[[Json], object], broken: str) -> None:
    assert changed(change) == [broken]


def test_what_was_open_to_anyone_stays_open() -> None:
    contract = a_copy()
    contract["operations"][AWARD]["roles"] = []

    assert broken_promises({"credits.ledger": contract}, {"credits.ledger": CONTRACT}) == [
        "credits.award: anyone is no longer among its roles"
    ]


def test_a_promise_may_move_to_another_module() -> None:
    empty: Json = {kind: {} for kind in CONTRACT}

    assert (
        broken_promises({"credits.ledger": CONTRACT}, {"credits.ledger": empty, "credits.book": CONTRACT})
        == []
    )
