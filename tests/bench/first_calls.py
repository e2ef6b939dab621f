"""What it costs to become known: the first call with a token is checked in full, the next is remembered."""

from __future__ import annotations

import http.client
import statistics
import time
from collections.abc import Sequence

from deploy.seed.api import Api
from tests.bench.load import Address
from tests.bench.people import Member, again
from tests.bench.subjects import BALANCE


def surcharge(anyone: Api, gateway: Address, specialists: Sequence[Member]) -> float:
    """Milliseconds by which the first call with a token is slower than the next."""
    fresh = [again(anyone, member.command).token for member in specialists]
    asking = http.client.HTTPConnection(*gateway)
    pairs = [(_ask(asking, token), _ask(asking, token)) for token in fresh]
    asking.close()
    return 1000 * statistics.median(first - second for first, second in pairs)


def _ask(asking: http.client.HTTPConnection, token: str) -> float:
    began = time.perf_counter()
    asking.request("GET", BALANCE, headers={"Authorization": f"Bearer {token}"})
    answer = asking.getresponse()
    answer.read()
    if answer.status != http.client.OK:
        raise RuntimeError(f"{BALANCE} was answered {answer.status}")
    return time.perf_counter() - began
