"""The headers of a call: what is packed is unpacked, and what is malformed counts as absent."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import Any

import pytest

from kernel import headers
from tests.builders.requests import a_caller, a_request

SOON = 4_000_000_000.0


def unpacked(facts: dict[Any, Any]) -> Any:
    return headers.unpack(facts, caller=a_caller(), longest=5.0)


def test_a_request_survives_the_journey() -> None:
    request = replace(a_request(), deadline=SOON, idempotency_key="key-1")

    packed = headers.pack(request, token="token", deadline=SOON)

    assert unpacked(packed) == request


def test_the_token_travels_beside_it() -> None:
    packed = headers.pack(a_request(), token="token", deadline=SOON)

    assert headers.text(packed, "caller") == "token"


@pytest.mark.parametrize("deadline", [None, "", "soon", "nan", "inf", [], {}])
def test_without_a_sound_deadline_a_request_has_the_time_of_its_operation(deadline: object) -> None:
    request = unpacked({"nameko.deadline": deadline})

    assert 0 < request.deadline - time.time() <= 5.0


@pytest.mark.parametrize("traceparent", [None, "", "00-zz", 7, "00-" + "a" * 32 + "-" + "b" * 16])
def test_a_broken_trace_is_begun_anew(traceparent: object) -> None:
    request = unpacked({"nameko.traceparent": traceparent})

    assert headers.TRACEPARENT.fullmatch(request.traceparent)


@pytest.mark.parametrize("correlation_id", [None, "", "two words", "x" * 129, "line\nfeed", 7])
def test_a_broken_correlation_id_is_replaced(correlation_id: object) -> None:
    request = unpacked({"nameko.correlation_id": correlation_id})

    assert request.correlation_id != correlation_id
    assert headers.WORD.fullmatch(request.correlation_id)


def test_headers_without_the_prefix_are_not_believed() -> None:
    request = unpacked({"idempotency_key": "key-1", b"\xff": 1})

    assert request.idempotency_key is None
