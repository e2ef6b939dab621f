"""Exposure: no question of an adaptive test is seen by too many, however much it would tell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from services.catalogue.domain.policy import Policies


@dataclass(frozen=True, kw_only=True)
class ExposureLaw:
    """most: percent of the attempts in which a question is asked. window: of how many attempts, the last."""

    most: int
    window: int

    @classmethod
    def of(cls, rules: Policies) -> ExposureLaw:
        """Raises: Unavailable."""
        return cls(
            most=rules.whole("module.test.exposure_most"), window=rules.whole("module.test.exposure_window")
        )


def barred(asked: Mapping[int, int], attempts: int, free: int, law: ExposureLaw) -> tuple[int, ...]:
    """The places that an attempt passes over from its beginning to its end.

    asked: place -> in how many of the last attempts. free: how many questions may be barred; the most
    exposed are. Decided once, by what was asked before: the rule of Revuelta and Ponsoda (1998), which,
    unlike the one of Sympson and Hetter (1985), needs no simulation beforehand and no repetition of it
    with each new question.
    """
    over = [place for place, count in asked.items() if 100 * count >= law.most * attempts]
    most = sorted(over, key=lambda place: (-asked[place], place))[: max(free, 0)]
    return tuple(sorted(most))
