"""Where a network is, as far as `data/networks.csv` tells; most are nowhere."""

from __future__ import annotations

import csv
import ipaddress
from collections import defaultdict
from datetime import date
from pathlib import Path

from kernel import clock
from kernel.environment import Network

FILE = Path(__file__).parents[1] / "data" / "networks.csv"
Row = tuple[str, date, date | None]


class Places:
    """The rows of the file, found by the narrowest network that is in force. No service outside is asked."""

    def __init__(self, file: Path = FILE) -> None:
        """Raises: ValueError -- a network or a day is none."""
        self._rows: dict[Network, list[Row]] = defaultdict(list)
        with file.open(encoding="utf-8", newline="") as opened:
            for line in csv.DictReader(opened, strict=True):
                end = line["valid_before"]
                until = date.fromisoformat(end) if end else None
                row = line["place"], date.fromisoformat(line["valid_from"]), until
                self._rows[ipaddress.ip_network(line["network"])].append(row)
        self._widths = sorted({network.prefixlen for network in self._rows}, reverse=True)

    def of(self, network: Network) -> str | None:
        """The name of the place where `network` is."""
        today = clock.today()
        for width in self._widths:
            if width <= network.prefixlen:
                for place, since, until in self._rows.get(network.supernet(new_prefix=width), ()):
                    if since <= today and (until is None or today < until):
                        return place
        return None
