"""What modules ask for, and how far somebody has come, as others see it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from contracts.catalogue import outlines as contract
from services.catalogue.domain.play import Play
from services.catalogue.domain.watching import FilmLaw, Watching


def outlines(records: Iterable[Any]) -> contract.Outlines:
    """What is to come first, then the newest version."""
    pinned = [contract.PinnedOutline(version=row.version or None, outline=row.outline) for row in records]
    return contract.Outlines(items=tuple(sorted(pinned, key=lambda one: one.version is not None)))


def watched(watching: Watching, film: contract.FilmSegment, law: FilmLaw) -> contract.FilmWatched:
    return contract.FilmWatched(
        segment=film.code,
        seconds=watching.seconds(film),
        share=watching.share(film),
        is_enough=watching.share(film) >= law.min_share,
        again_in=law.longest // 2,
    )


def play(play: Play) -> contract.Play:
    return contract.Play(
        play_id=play.play_id,
        activity_id=play.activity_id,
        purpose=play.purpose,
        step=play.step,
        text=play.current.text,
        choices=tuple(
            contract.OpenChoice(code=choice.code, text=choice.text) for choice in play.current.choices
        ),
        score=play.score,
        begun_at=play.begun_at,
        ended_at=play.ended_at,
        is_passed=play.is_passed,
    )
