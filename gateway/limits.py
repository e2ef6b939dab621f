"""How often one address may send what anyone may send."""

from __future__ import annotations

import ipaddress
import math
import threading
import time
from collections import OrderedDict
from collections.abc import Collection, Hashable

import falcon

from gateway.refusals import TooManyRequests
from kernel.environment import Network

MOST_BUCKETS = 20_000


class Limits:
    """One token bucket for each key, kept in this process; the least used are forgotten first.

    per_minute: tokens a minute, and as many at once.
    """

    def __init__(self, per_minute: int, most_buckets: int = MOST_BUCKETS) -> None:
        self._per_second = per_minute / 60
        self._size: float = per_minute
        self._most = most_buckets
        self._buckets: OrderedDict[Hashable, tuple[float, float]] = OrderedDict()
        self._turn = threading.Lock()

    def take(self, key: Hashable, now: float | None = None) -> None:
        """Spend a token of `key`. now: seconds of a clock that never goes back.

        Raises: TooManyRequests -- the bucket is empty; details say when it will not be.
        """
        now = time.monotonic() if now is None else now
        with self._turn:
            tokens, since = self._buckets.pop(key, (self._size, now))
            tokens = min(self._size, tokens + (now - since) * self._per_second)
            spent = tokens >= 1
            self._buckets[key] = (tokens - 1 if spent else tokens, now)
            if len(self._buckets) > self._most:
                self._buckets.popitem(last=False)
        if not spent:
            raise TooManyRequests(retry_after=math.ceil((1 - tokens) / self._per_second))

    def give_back(self, key: Hashable) -> None:
        """The token that was just spent was not needed."""
        with self._turn:
            if key in self._buckets:
                tokens, since = self._buckets[key]
                self._buckets[key] = min(self._size, tokens + 1), since


def address(req: falcon.Request, trusted: Collection[Network]) -> str:
    """Where a request comes from: the last hop that is not a trusted proxy.

    An IPv6 address counts with its whole /64: that is what one subscriber has.
    """
    hops = [*reversed((req.get_header("X-Forwarded-For") or "").split(",")[-16:])]
    hop = _read(req.remote_addr)
    while hop is not None and hops and any(hop in network for network in trusted):
        hop = _read(hops.pop(0)) or hop
    return _subscriber(hop)


def subscriber(peer: str) -> str:
    """Whose a connection is, by its other end."""
    return _subscriber(_read(peer))


def _subscriber(hop: ipaddress.IPv4Address | ipaddress.IPv6Address | None) -> str:
    if isinstance(hop, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((hop, 64), strict=False))
    return str(hop)


def _read(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        read = ipaddress.ip_address(text.strip())
    except ValueError:
        return None
    return getattr(read, "ipv4_mapped", None) or read
