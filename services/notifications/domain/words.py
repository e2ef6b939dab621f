"""How an event is told: in two languages, about one thing."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Words:
    title: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Wording:
    """How one kind of event is told. about: the field that names what the notice speaks of."""

    about: str
    ru: Words
    en: Words


def told(about: str, ru: tuple[str, str], en: tuple[str, str]) -> Wording:
    return Wording(about=about, ru=Words(title=ru[0], text=ru[1]), en=Words(title=en[0], text=en[1]))
