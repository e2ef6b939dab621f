"""What item response theory says of answers, asked of a library that runs in a process of its own.

The library brings numbers of megabytes that serving people has no use for, so the process starts when
somebody takes a test, and ends once nobody has for a while. Its answers depend on the question alone:
whoever asks again, on any machine, is told the same to the last digit that is kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from services.catalogue.domain.ability import Standing, Weighed
from services.catalogue.psychometrics.errand import Errand

Parameters = tuple[Decimal, Decimal, Decimal]


@dataclass(frozen=True, kw_only=True)
class Answers:
    """pool: the parameters of every item of a test. asked: places in it, in order; right: how answered."""

    pool: Sequence[Parameters]
    asked: Sequence[int]
    right: Sequence[bool]


def weigh(answers: Answers, *, candidates: int, pass_share: int) -> Weighed:
    """The ability by expectation a posteriori, what follows from it, and which items tell most about it.

    candidates: how many of the most informative items that have not been asked; places in the pool.
    Raises: Unavailable -- the process cannot be started, or does not answer.
    """
    told = Errand.shared().run(
        {
            "pool": [[str(number) for number in item] for item in answers.pool],
            "asked": list(answers.asked),
            "right": [int(is_right) for is_right in answers.right],
            "candidates": candidates,
            "pass_share": pass_share,
        }
    )
    standing = Standing(
        ability=Decimal(told["ability"]),
        error=Decimal(told["error"]),
        mark=Decimal(told["mark"]),
        share=told["share"],
        confidence=told["confidence"],
    )
    return Weighed(standing=standing, informative=tuple(told["informative"]))
