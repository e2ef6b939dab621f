"""Ports of this machine: chosen once, remembered, changed only when somebody else took them."""

from __future__ import annotations

import json
import random
import socket
from collections.abc import Mapping
from pathlib import Path

# Below the range from which systems take the ports of outgoing connections.
LOWEST, HIGHEST = 10240, 32000


def is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


class Ports:
    """The ports of one root, by name, kept in `<root>/ports.json`."""

    def __init__(self, root: Path) -> None:
        self._path = root / "ports.json"
        self._numbers: dict[str, int] = json.loads(self._path.read_text()) if self._path.exists() else {}

    def of(self, name: str) -> int:
        """The port remembered for `name`; a fresh one the first time."""
        if name not in self._numbers:
            self._remember({name: self._choose()})
        return self._numbers[name]

    def settle(self, preferred: Mapping[str, int]) -> None:
        """While nothing of ours listens: replace what others have taken, and ask for the preferred anew."""
        wanted = {**self._numbers, **preferred}
        self._remember({name: port if is_free(port) else self._choose() for name, port in wanted.items()})

    def _choose(self) -> int:
        dice = random.SystemRandom()
        while True:
            port = dice.randint(LOWEST, HIGHEST)
            if port not in self._numbers.values() and is_free(port):
                return port

    def _remember(self, numbers: Mapping[str, int]) -> None:
        self._numbers |= numbers
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._path.write_text(json.dumps(self._numbers, indent=2, sort_keys=True))
