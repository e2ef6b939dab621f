"""How a request travels: the headers of a call, `nameko.<fact>` each, as any nameko client writes them."""

from __future__ import annotations

import math
import re
import time
from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from kernel.context import Request, new_traceparent
from kernel.messages import Caller

PREFIX = "nameko."
TRACEPARENT = re.compile(r"[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}")
WORD = re.compile(r"[!-~]{1,128}")


def pack(request: Request, *, token: str, deadline: float) -> dict[str, str]:
    """token: the signed caller. deadline: seconds of the Unix clock."""
    facts = {
        "caller": token,
        "correlation_id": request.correlation_id,
        "traceparent": request.traceparent,
        "deadline": f"{deadline:.3f}",
        "idempotency_key": request.idempotency_key,
    }
    return {PREFIX + name: fact for name, fact in facts.items() if fact is not None}


def unpack(headers: Mapping[Any, Any], *, caller: Caller, longest: float) -> Request:
    """The request that `headers` tell of; what is malformed counts as absent.

    longest: seconds granted to a request that names no deadline.
    """
    traceparent = text(headers, "traceparent")
    return Request(
        caller=caller,
        correlation_id=_word(headers, "correlation_id") or str(uuid4()),
        traceparent=traceparent if TRACEPARENT.fullmatch(traceparent) else new_traceparent(),
        deadline=_deadline(headers, longest),
        idempotency_key=text(headers, "idempotency_key") or None,
    )


def text(headers: Mapping[Any, Any], fact: str) -> str:
    """One fact of the headers; "" when it is absent or not a text."""
    value = headers.get(PREFIX + fact)
    return value if isinstance(value, str) else ""


def _word(headers: Mapping[Any, Any], fact: str) -> str | None:
    value = text(headers, fact)
    return value if WORD.fullmatch(value) else None


def _deadline(headers: Mapping[Any, Any], longest: float) -> float:
    try:
        deadline = float(headers[PREFIX + "deadline"])
    except (KeyError, TypeError, ValueError):
        deadline = math.nan
    return deadline if math.isfinite(deadline) else time.time() + longest
