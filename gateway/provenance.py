"""Where a log-in comes from, as services are told it: nothing of it names the address or the browser."""

from __future__ import annotations

import ipaddress
import re

from gateway.addresses import Addresses
from gateway.places import Places
from kernel.messages import Origin

# A subscriber gets another address any day, but hardly ever one of another such network.
WIDTHS = {4: 16, 6: 32}
# A browser that was updated is the same device.
VERSIONS = re.compile(r"[0-9][0-9._]*")


class Provenance:
    def __init__(self, addresses: Addresses, places: Places) -> None:
        self._addresses, self._places = addresses, places

    def of(self, address: str, agent: str | None) -> Origin | None:
        """address: as `gateway.limits` reads it. None where there is none."""
        try:
            network = ipaddress.ip_network(address)
        except ValueError:
            return None
        wide = network.supernet(new_prefix=WIDTHS[network.version])
        return Origin(
            device=self._addresses.digest("agent " + VERSIONS.sub("", agent or "")),
            network=self._addresses.digest(f"network {wide}"),
            place=self._places.of(network),
        )
