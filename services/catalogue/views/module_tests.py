"""The tests of modules, as others see them."""

from __future__ import annotations

from contracts.catalogue import module_tests as contract
from services.catalogue.domain.module_test import ModuleTest


def test(record: ModuleTest, items: int) -> contract.ModuleTest:
    return contract.ModuleTest(
        activity_id=record.activity_id,
        revision=record.revision,
        terms=record.terms,
        set_at=record.set_at,
        items=items,
    )
