"""Answers that are remembered in this process while the catalogue stays as it was.

The version of the catalogue, which every change of it raises in its own transaction, is part of the
key, or of the answer; it is read anew for each question. So a change is seen by every reader of every
replica with the first question after its commit, and no message to a replica can be lost.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, TypeVar, cast

T = TypeVar("T")

MOST = 1_000


class Answer:
    """One answer, known once `given` is set. is_missing: whoever was to find it has failed."""

    def __init__(self) -> None:
        self.given = threading.Event()
        self.is_missing = True
        self.value: Any = None


class Remembered:
    """The latest answers. Whoever asks what somebody is finding already waits for that instead."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._answers: OrderedDict[Hashable, Answer] = OrderedDict()

    def get(self, key: Hashable, find: Callable[[], T]) -> T:
        """The answer to `key`, found now if nobody has asked before. Raises: whatever `find` raises."""
        answer, is_first = self._take(key)
        if is_first:
            return self._find(key, answer, find)
        answer.given.wait()
        return find() if answer.is_missing else cast(T, answer.value)

    def renewed(self, key: Hashable, find: Callable[[], T], renew: Callable[[T], T | None]) -> T:
        """The same, if `renew` can make a present answer of what was found before; else found anew."""
        while True:
            answer, is_first = self._take(key)
            if is_first:
                return self._find(key, answer, find)
            answer.given.wait()
            present = None if answer.is_missing else renew(cast(T, answer.value))
            if present is not None:
                return present
            self._drop(key, answer)

    def _take(self, key: Hashable) -> tuple[Answer, bool]:
        with self._lock:
            known = self._answers.get(key)
            answer = self._answers[key] = known or Answer()
            self._answers.move_to_end(key)
            if len(self._answers) > self._most:
                self._answers.popitem(last=False)
        return answer, known is None

    def _drop(self, key: Hashable, answer: Answer) -> None:
        """Forget `answer`, unless somebody has found another meanwhile."""
        with self._lock:
            if self._answers.get(key) is answer:
                del self._answers[key]

    def _find(self, key: Hashable, answer: Answer, find: Callable[[], T]) -> T:
        try:
            answer.value = value = find()
            answer.is_missing = False
        except BaseException:
            self._drop(key, answer)
            raise
        finally:
            answer.given.set()
        return value
