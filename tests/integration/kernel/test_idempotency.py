"""A request that is repeated is answered once."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from kernel import clock, idempotency
from kernel.database import Database
from kernel.machinery import answered_requests, subjects
from kernel.messages import Caller, IdempotencyKeyReused, Invalid
from kernel.values import PersonId, new_id
from tests.builders.requests import a_caller

BODY = {"activity": "lecture", "amount": "4.2"}


def ask(
    database: Database,
    answer: Callable[[], Any],
    *,
    operation: str = "credits.award",
    caller: Caller | None = None,
    key: str = "key-1",
    body: object = BODY,
) -> Any:
    return idempotency.once(
        database, operation=operation, caller=caller or a_caller(), key=key, body=body, answer=answer
    )


def an_effect(database: Database) -> Callable[[], dict[str, str]]:
    """A use case with a transaction of its own, whose every run has another answer."""

    def use_case() -> dict[str, str]:
        subject = str(new_id())
        with database.transaction() as session:
            session.execute(subjects.insert().values(subject=subject, sequence=1))
        return {"id": subject}

    return use_case


def effects(database: Database) -> int:
    with database.reading() as session:
        return session.scalars(sa.select(sa.func.count()).select_from(subjects)).one()


def test_twenty_simultaneous_twins_have_one_effect_and_one_answer(database: Database) -> None:
    answers: list[Any] = []
    threads = [
        threading.Thread(target=lambda: answers.append(ask(database, an_effect(database)))) for _ in range(20)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (effects(database), answers) == (1, [answers[0]] * 20)


def test_nothing_is_held_while_the_use_case_still_asks_others(database: Database) -> None:
    held: list[int] = []

    def use_case() -> dict[str, str]:
        held.append(database.engine.pool.checkedout())  # where it would call another service
        return an_effect(database)()

    ask(database, use_case)

    assert held == [0]


def test_a_use_case_without_a_transaction_is_answered_once_too(database: Database) -> None:
    first = ask(database, lambda: {"id": "1"})

    assert ask(database, lambda: {"id": "2"}) == first == {"id": "1"}


def test_the_order_of_the_fields_does_not_matter(database: Database) -> None:
    first = ask(database, an_effect(database))

    again = ask(database, an_effect(database), body=dict(reversed(BODY.items())))

    assert again == first


def test_an_answer_of_nothing_is_kept_too(database: Database) -> None:
    ask(database, lambda: None)

    assert ask(database, an_effect(database)) is None


def test_a_key_with_another_body_is_refused(database: Database) -> None:
    ask(database, an_effect(database))

    with pytest.raises(IdempotencyKeyReused):
        ask(database, an_effect(database), body=BODY | {"amount": "4.3"})


@pytest.mark.parametrize(
    "other",
    [
        {"operation": "credits.revoke"},
        {"caller": a_caller(person=PersonId(new_id()))},
        {"key": "key-2"},
    ],
    ids=["operation", "caller", "key"],
)
def test_another_request_is_answered_on_its_own(database: Database, other: dict[str, Any]) -> None:
    ask(database, an_effect(database))

    ask(database, an_effect(database), **other)

    assert effects(database) == 2


def test_an_error_leaves_nothing_behind(database: Database) -> None:
    def fails_late() -> None:
        an_effect(database)()
        raise LookupError

    with contextlib.suppress(LookupError):
        ask(database, fails_late)

    assert effects(database) == 0


def test_after_an_error_the_repeat_is_answered_afresh(database: Database) -> None:
    def fails() -> None:
        raise LookupError

    with contextlib.suppress(LookupError):
        ask(database, fails)

    assert ask(database, lambda: {"done": True}) == {"done": True}


@pytest.mark.parametrize("key", ["", "k" * 129, "with blank", "ключ", "line\n"])
def test_a_key_is_1_to_128_visible_ascii_characters(database: Database, key: str) -> None:
    with pytest.raises(Invalid) as refused:
        ask(database, an_effect(database), key=key)

    assert refused.value.details == {"Idempotency-Key": "idempotency_key.format"}


def test_answers_are_kept_for_48_hours(database: Database) -> None:
    ask(database, lambda: "kept")

    assert idempotency.purge(database, clock.now() + timedelta(hours=47)) == 0


def test_answers_older_than_48_hours_are_forgotten(database: Database) -> None:
    ask(database, lambda: "forgotten")

    idempotency.purge(database, clock.now() + timedelta(hours=49))

    with database.reading() as session:
        assert session.execute(sa.select(answered_requests)).all() == []
