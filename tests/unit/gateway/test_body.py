"""The JSON of a request is read strictly: what two readers may read differently is refused."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.body import DEEPEST, parse
from gateway.refusals import MalformedRequest

TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
JSON_DATA = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | TEXTS,
    lambda inner: st.lists(inner) | st.dictionaries(TEXTS, inner),
    max_leaves=20,
)


def rule_against(content: bytes) -> str:
    with pytest.raises(MalformedRequest) as refused:
        parse(content)
    return refused.value.details[""]


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (b"{", "json.syntax"),
        (b"{'a': 1}", "json.syntax"),
        (b'{"a": 1,}', "json.syntax"),
        (b'{"a": 1} {"a": 2}', "json.syntax"),
        (b'{"a": ' + b"9" * 5000 + b"}", "json.syntax"),
        (b"\xef\xbb\xbf{}", "json.syntax"),
        (b'{"a": "\xff"}', "json.encoding"),
        ('{"a": 1}'.encode("utf-16"), "json.encoding"),
        (b'{"a": NaN}', "json.number"),
        (b'{"a": -Infinity}', "json.number"),
        (b'{"a": 1, "a": 2}', "json.duplicate"),
        (b'{"a": [{"b": 1, "b": 1}]}', "json.duplicate"),
        (b"[" * (DEEPEST + 2) + b"]" * (DEEPEST + 2), "json.depth"),
        (b"[" * 200_000, "json.depth"),
        (rb'{"a": "\ud800"}', "json.surrogate"),
        (rb'{"\udfff": 1}', "json.surrogate"),
    ],
)
def test_what_is_not_plain_json_is_refused_with_its_rule(content: bytes, rule: str) -> None:
    assert rule_against(content) == rule


def test_a_whole_surrogate_pair_is_a_character() -> None:
    assert parse(rb'{"a": "\ud83d\ude00"}') == {"a": "\N{GRINNING FACE}"}


@given(JSON_DATA)
def test_whatever_json_says_is_read_as_it_was_said(data: Any) -> None:
    assert parse(json.dumps(data, ensure_ascii=False).encode()) == data


@given(st.binary())
def test_no_content_whatever_breaks_the_reader(content: bytes) -> None:
    with suppress(MalformedRequest):
        parse(content)
