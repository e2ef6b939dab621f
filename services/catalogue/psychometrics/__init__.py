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
# Of one answer: right or not, the ability of whoever gave it if known, and how the rest of the attempt went.
Answered = tuple[int, Decimal | None, int, int]


@dataclass(frozen=True, kw_only=True)
class Answers:
    """pool: the parameters of every item of a test. asked: places in it, in order; right: how answered.

    barred: places that are not to be asked while anything else is left.
    """

    pool: Sequence[Parameters]
    asked: Sequence[int]
    right: Sequence[bool]
    barred: Sequence[int] = ()


def weigh(answers: Answers, *, candidates: int, pass_share: int) -> Weighed:
    """The ability by expectation a posteriori, what follows from it, and which items tell most about it.

    candidates: how many of the most informative items that have not been asked; places in the pool.
    Raises: Unavailable -- the process cannot be started, or does not answer.
    """
    told = Errand.shared().run(
        {
            "ask": "weigh",
            "pool": [[str(number) for number in item] for item in answers.pool],
            "asked": list(answers.asked),
            "right": [int(is_right) for is_right in answers.right],
            "barred": list(answers.barred),
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


def calibrate(answers: Sequence[Answered], guessed: Decimal) -> tuple[Decimal, Decimal]:
    """The discrimination and the difficulty under which these answers are likeliest.

    guessed: the share of those who guess, which is not estimated. Raises: Unavailable.
    """
    rows = [
        [right, None if ability is None else str(ability), rest_right, rest]
        for right, ability, rest_right, rest in answers
    ]
    told = Errand.shared().run({"ask": "calibrate", "answers": rows, "guessed": str(guessed)})
    return Decimal(told["a"]), Decimal(told["b"])
