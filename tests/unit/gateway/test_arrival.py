"""A request gets a thread when it has arrived, not before."""

from __future__ import annotations

import pytest

from gateway.arrival import MOST_BODY, MOST_HEAD, is_whole

HEAD = b"POST /v1/sessions HTTP/1.1\r\nHost: nmo"
LENGTH = HEAD + b"\r\nContent-Length: "


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\r\n",
        HEAD,
        HEAD + b"\r\n",
        b"a" * (MOST_HEAD - 1),
        LENGTH + b"2\r\n\r\n{",
        LENGTH + b"%d\r\n\r\n" % MOST_BODY,
    ],
)
def test_what_is_not_there_is_waited_for(data: bytes) -> None:
    assert not is_whole(data)


@pytest.mark.parametrize(
    "data",
    [
        HEAD + b"\r\n\r\n",
        LENGTH + b"0\r\n\r\n",
        LENGTH + b"2\r\n\r\n{}",
        LENGTH.lower() + b"2 \r\nAccept: */*\r\n\r\n{}",
        LENGTH + b"2\r\n\r\n{}GET / HTTP/1.1",
        LENGTH + b"2\r\nExpect: 100-continue\r\n\r\n",
        LENGTH + b"5\r\nTransfer-Encoding: chunked\r\n\r\n",
        LENGTH + b"%d\r\n\r\n" % (MOST_BODY + 1),
        LENGTH + b"-1\r\n\r\n",
        b"a" * MOST_HEAD,
    ],
)
def test_there_is_nothing_to_wait_for(data: bytes) -> None:
    assert is_whole(data)
