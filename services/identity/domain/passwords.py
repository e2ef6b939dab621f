"""Which passwords are too weak to open an account with."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator

from services.identity.domain.personal import Personal
from services.identity.domain.terms import PasswordLaw


def broken_rules(password: str, owner: Personal, law: PasswordLaw, *, common: Container[str]) -> list[str]:
    """The codes of all rules that `password` breaks.

    common: passwords that everybody tries first, in lower case.
    """
    folded = _folded(password)
    broken = {
        "password.short": len(password) < law.least,
        "password.long": len(password) > law.most,
        "password.monotonous": len(set(folded)) < law.different,
        "password.common": any(form in common for form in _forms(folded)),
        "password.personal": any(part in folded for part in _parts(owner, law.personal_part)),
    }
    return [rule for rule, is_broken in broken.items() if is_broken]


def _folded(text: str) -> str:
    return text.casefold().replace("ё", "е")


def _forms(folded: str) -> Iterator[str]:
    """The password, and what it is when adornments and repetition are taken away."""
    yield folded
    yield re.sub(r"^[\W\d_]+|[\W\d_]+$", "", folded)
    yield folded[: (folded + folded).find(folded, 1)]


def _parts(owner: Personal, least: int) -> Iterator[str]:
    mailbox = owner.email.address.partition("@")[0] if owner.email else ""
    names = " ".join((owner.surname, owner.name, owner.patronymic or ""))
    words = *re.split(r"[ '-]", names), mailbox, *re.split(r"[._+-]", mailbox)
    numbers = owner.phone.number[-7:], owner.snils.digits[:9], owner.inn.digits
    return (_folded(part) for part in (*words, *numbers) if len(part) >= least)
