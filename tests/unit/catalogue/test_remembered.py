"""Answers that a process remembers."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

import pytest

from services.catalogue.store.remembered import Remembered


class Origin:
    """Where answers come from, and how often it was asked."""

    def __init__(self) -> None:
        self.asked = 0
        self.may_answer = Event()

    def find(self) -> int:
        self.asked += 1
        self.may_answer.wait(10)
        return self.asked


@pytest.fixture
def origin() -> Origin:
    return Origin()


def test_a_thousand_who_ask_at_once_are_one_question(origin: Origin) -> None:
    remembered, barrier = Remembered(), Barrier(1001)

    def ask() -> int:
        barrier.wait()
        return remembered.get("key", origin.find)

    with ThreadPoolExecutor(1000) as threads:
        answers = [threads.submit(ask) for _ in range(1000)]
        barrier.wait()
        origin.may_answer.set()

    assert {answer.result() for answer in answers} == {1}


def test_another_key_is_another_question(origin: Origin) -> None:
    remembered = Remembered()
    origin.may_answer.set()

    assert [remembered.get(key, origin.find) for key in ("a", "b", "a")] == [1, 2, 1]


def test_a_failure_is_not_remembered(origin: Origin) -> None:
    remembered = Remembered()
    origin.may_answer.set()

    def fail() -> int:
        raise LookupError

    with pytest.raises(LookupError):
        remembered.get("key", fail)

    assert remembered.get("key", origin.find) == 1


def test_what_was_not_asked_for_longest_is_forgotten_first(origin: Origin) -> None:
    remembered = Remembered(most=2)
    origin.may_answer.set()

    for key in ("a", "b", "a", "c"):
        remembered.get(key, origin.find)

    assert remembered.get("a", origin.find) == 1
    assert remembered.get("b", origin.find) == 4
