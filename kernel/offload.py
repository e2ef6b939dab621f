"""Work that keeps a processor busy, done where it does not hold up the event loop.

Password hashing, PDF and signatures block heartbeats and every other request of the
process when they run on the loop. The function must not touch a database session.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import ParamSpec, TypeVar, cast

from eventlet import patcher, tpool

P = ParamSpec("P")
R = TypeVar("R")


def offload(function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """What `function` gives, computed in a thread of the system if there is an event loop to spare."""
    if patcher.is_monkey_patched("thread"):
        return cast(R, tpool.execute(function, *args, **kwargs))
    return function(*args, **kwargs)
