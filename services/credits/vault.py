"""The series and number of a basis document: kept sealed, for their owner alone."""

from __future__ import annotations

import functools
import json

from kernel.sealing import Sealer
from kernel.settings import ServiceSettings
from services.credits.domain.cycle import Basis, Cycle


class Vault:
    def __init__(self, keys: tuple[bytes, ...]) -> None:
        self._sealer = Sealer(keys, "nmo.credits")

    @staticmethod
    def of(settings: ServiceSettings) -> Vault:
        return _vault(settings.data_keys)

    def seal(self, cycle: Cycle, basis: Basis) -> bytes:
        return self._sealer.seal(json.dumps([basis.series, basis.number]).encode(), f"cycle:{cycle.cycle_id}")

    def open(self, cycle: Cycle, sealed: bytes) -> Basis:
        """sealed: the numbers of its basis document, as `seal` gave them."""
        opened = self._sealer.open(sealed, f"cycle:{cycle.cycle_id}")
        series, number = json.loads(opened)
        return Basis(kind=cycle.basis, series=series, number=number, issued_on=cycle.starts_on)


@functools.cache
def _vault(keys: tuple[bytes, ...]) -> Vault:
    return Vault(keys)
