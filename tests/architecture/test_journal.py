"""Whoever changes anything leaves a line in the journal, or the reason why not stands here.

A new operation that writes, and reaches neither the journal nor the outbox, makes this test fail.
"""

from __future__ import annotations

import inspect
from collections.abc import Collection, Iterator
from types import CodeType, FunctionType, ModuleType

import pytest

from kernel import journal, outbox
from kernel.discovery import service_class, service_names
from kernel.promises import together

# What leads to the journal: the outbox notes each event in it.
LINES = {journal.record, journal.record_all, outbox.add, outbox.add_all}
# Where the way to it is looked for; the rest of the kernel serves every operation alike.
OURS = ("services.", "kernel.accesses", "kernel.attempts", "kernel.mergers")

WITHOUT = {
    "a place to upload to; what arrives is checked, which is a line": {
        "catalogue.announce_package",
        "catalogue.announce_roster",
        "catalogue.attach_material",
        "catalogue.attach_scan",
        "portfolio.announce_document",
    },
    "a code is sent, or a question put; what the answer does is a line": {
        "identity.begin_passkey",
        "identity.begin_step_up",
        "identity.change_email",
        "identity.change_phone",
        "identity.prove_email",
        "identity.request_password_reset",
        "identity.resend_code",
        "identity.send_offer_code",
    },
    "told by the event of its delivery": {
        "notifications.send_code",
        "notifications.send_email_code",
        "notifications.send_letter",
        "notifications.send_text",
    },
    "steps of one's own study, kept as they come; what they lead to is a line": {
        "catalogue.begin_play",
        "catalogue.delete_state",
        "catalogue.exchange_launch",
        "catalogue.give_answer",
        "catalogue.put_state",
        "catalogue.say_present",
    },
    "for oneself alone": {
        "catalogue.forget_search",
        "catalogue.save_search",
        "notifications.read_notice",
    },
    "judges, and writes nothing": {"credits.validate_claim"},
}


def written() -> Iterator[tuple[str, FunctionType]]:
    """Every operation that may change something, and the entrypoint that serves it."""
    operations = {operation.key: operation for operation in together().operations}
    for service in service_names():
        for name, served in inspect.getmembers(service_class(service), inspect.isfunction):
            operation = operations.get(f"{service}.{name}")
            if operation is not None and not operation.reads:
                yield operation.key, served


def leaves_a_line(function: FunctionType) -> bool:
    """Whether it, or whatever it may call, reaches the journal."""
    seen: set[FunctionType] = set()
    ahead = [inspect.unwrap(function)]
    while ahead:
        one = ahead.pop()
        if one in LINES:
            return True
        if one not in seen and one.__module__.startswith(OURS):
            seen.add(one)
            ahead.extend(inspect.unwrap(each) for each in called(one))
    return False


def called(function: FunctionType) -> Iterator[FunctionType]:
    """The functions that the names in its code may mean."""
    names = {name for code in codes(function.__code__) for name in code.co_names}
    for name in names & function.__globals__.keys():
        yield from meant(function.__globals__[name], names)


def meant(thing: object, names: Collection[str]) -> Iterator[FunctionType]:
    if isinstance(thing, FunctionType):
        yield thing
    elif isinstance(thing, ModuleType) and thing.__name__.startswith(("services", "kernel")):
        for name in names & vars(thing).keys():
            yield from meant(vars(thing)[name], names - {name})


def codes(code: CodeType) -> Iterator[CodeType]:
    """Of a function and of those within it."""
    yield code
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            yield from codes(inner)


def test_every_write_leaves_a_line_in_the_journal() -> None:
    silent = {key for key, served in written() if not leaves_a_line(served)}

    assert silent == set().union(*WITHOUT.values())


@pytest.mark.parametrize("reason", WITHOUT)
def test_what_leaves_no_line_is_served(reason: str) -> None:
    assert WITHOUT[reason] <= {key for key, _ in written()}
