"""A stock nameko service: `nameko run --broker amqp://… tests.bench.rivals.stock_echo`."""

from __future__ import annotations

from typing import Any

from nameko.rpc import rpc


class EchoService:
    name = "echo"

    @rpc  # type: ignore[untyped-decorator]  # nameko has no types
    def echo(self, payload: dict[str, Any]) -> dict[str, Any]:
        return payload
