"""Whether somebody has done all that a module consists of, for as long as its card asks."""

from __future__ import annotations

from dataclasses import dataclass

from contracts.catalogue.module_tests import ModulePart


@dataclass(frozen=True, kw_only=True)
class Standing:
    """How far somebody has come. asked: the parts of the module; minutes: measured; least: asked for."""

    asked: frozenset[ModulePart]
    done: frozenset[ModulePart]
    minutes: int
    least: int

    @property
    def left(self) -> tuple[ModulePart, ...]:
        """The parts that are not done."""
        return tuple(part for part in ModulePart if part in self.asked - self.done)

    @property
    def missing(self) -> int:
        """The minutes that are not measured yet."""
        return max(self.least - self.minutes, 0)

    @property
    def rule(self) -> str:
        """The first thing in the way; who has done everything comes too late, or too soon."""
        if not self.asked:
            return "module.reported"
        if self.left:
            return "module.parts"
        return "module.minutes" if self.missing else "module.dates"

    @property
    def is_complete(self) -> bool:
        """A module without parts is completed by what its provider reports."""
        return bool(self.asked) and not self.left and not self.missing
