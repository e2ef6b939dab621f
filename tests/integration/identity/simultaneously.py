"""Real threads that begin at the same moment, each at the instant of the test."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextvars import copy_context
from typing import TypeVar

R = TypeVar("R")


def simultaneously(times: int, ask: Callable[[], R]) -> list[R | Exception]:
    """What each of `times` simultaneous calls gave, or raised."""
    ready, answers = threading.Barrier(times), list[R | Exception]()

    def run() -> None:
        ready.wait()
        try:
            answers.append(ask())
        except Exception as error:  # the answer of this thread
            answers.append(error)

    threads = [threading.Thread(target=copy_context().run, args=(run,)) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers
