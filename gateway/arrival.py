"""Whether a request has arrived: as far as it is waited for before a thread is given to it."""

from __future__ import annotations

import re

ENDS = b"\r\n\r\n"
MOST_HEAD = 20 * 1024  # bytes; more is refused, so there is nothing to wait for
MOST_BODY = 32 * 1024  # bytes; a larger body may not fit into the buffers of the kernel
LENGTH = re.compile(rb"\r\ncontent-length:[ \t]*([0-9]{1,9})[ \t]*(?:\r\n|$)", re.IGNORECASE)
# Who expects to be told to continue has not sent the body; chunks do not tell how much will come.
UNTOLD = re.compile(rb"\r\n(?:expect|transfer-encoding):", re.IGNORECASE)


def is_whole(data: bytes) -> bool:
    """data: what of it can be read without waiting."""
    head, end, body = data.partition(ENDS)
    if not end:
        return len(data) >= MOST_HEAD
    told = LENGTH.search(head)
    if told is None or UNTOLD.search(head):
        return True
    length = int(told[1])
    return length > MOST_BODY or len(body) >= length
