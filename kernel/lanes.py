"""Order among messages worked on at once: those about one subject go one after another."""

from __future__ import annotations

from collections import deque
from collections.abc import Hashable, Iterator
from typing import Generic, TypeVar

T = TypeVar("T")


class Lanes(Generic[T]):
    """A lane per key. At most `most` items are out at once, and of each lane one.

    Not for threads: used by green ones, which switch only where they wait.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._waiting: dict[Hashable, deque[T]] = {}  # of the lanes that have an item out
        self._ready: deque[tuple[Hashable, T]] = deque()
        self._out = 0

    def enter(self, lane: Hashable, item: T) -> None:
        if lane in self._waiting:
            self._waiting[lane].append(item)
        else:
            self._waiting[lane] = deque()
            self._ready.append((lane, item))

    def take(self) -> Iterator[tuple[Hashable, T]]:
        """The items that may be begun now. Each is to be reported by `leave` when it is done."""
        while self._ready and self._out < self._most:
            self._out += 1
            yield self._ready.popleft()

    def leave(self, lane: Hashable) -> None:
        """The item that was out of `lane` is done with."""
        self._out -= 1
        waiting = self._waiting[lane]
        if waiting:
            self._ready.append((lane, waiting.popleft()))
        else:
            del self._waiting[lane]

    def clear(self) -> list[T]:
        """Empty the lanes; gives what was not begun."""
        left = [item for _, item in self._ready] + [item for lane in self._waiting.values() for item in lane]
        begun = set(self._waiting) - {lane for lane, _ in self._ready}
        self._ready.clear()
        self._waiting = {lane: deque() for lane in begun}
        return left
