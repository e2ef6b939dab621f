"""Names of persons: which characters they may hold, and when two are spelled alike."""

from __future__ import annotations

import re
import unicodedata

_DASHES = re.compile("[\u2010-\u2015\u2212]")
_APOSTROPHES = re.compile("[\u2018\u2019\u02bc\u02b9`\u00b4]")
_JOINTS = frozenset("-' ")


def tidy(name: str) -> str:
    """The name without needless blanks, with one kind of hyphen and of apostrophe."""
    plain = _APOSTROPHES.sub("'", _DASHES.sub("-", unicodedata.normalize("NFC", name)))
    return re.sub(r"\s*-\s*", "-", " ".join(plain.split()))


def broken_rule(name: str) -> str | None:
    """The code of the rule that a tidy name breaks.

    Letters of one script, Cyrillic or Latin, joined by hyphens, apostrophes and blanks.
    A Latin letter among Cyrillic ones looks right and is found by nobody.
    """
    letters = [sign for sign in name if sign not in _JOINTS]
    scripts = {unicodedata.name(letter, "").split(" ")[0] for letter in letters}
    if not letters or name[0] in _JOINTS or name[-1] in "- ":
        return "name.characters"
    if not all(map(str.isalpha, letters)) or not scripts <= {"CYRILLIC", "LATIN"}:
        return "name.characters"
    return "name.mixed_scripts" if len(scripts) > 1 else None


def alike(one: str | None, other: str | None) -> bool:
    """Whether two names agree but for case, blanks, and ё written as е."""
    return _folded(one) == _folded(other)


def _folded(name: str | None) -> str:
    return tidy(name or "").casefold().replace("ё", "е")
