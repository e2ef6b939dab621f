"""Whether somebody has done all that a module consists of."""

from __future__ import annotations

from collections.abc import Collection

from contracts.catalogue.module_tests import ModulePart


def is_complete(asked: Collection[ModulePart], done: Collection[ModulePart]) -> bool:
    """asked: the parts of the module. A module without parts is completed by what its provider reports."""
    return bool(asked) and set(asked) <= set(done)
