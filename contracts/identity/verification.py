"""How far the data of an account are confirmed: the passport, and what Госуслуги say of each field.

Owner: services/identity. Vocabulary: docs/glossary.md, "Identity".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from contracts.identity.accounts import Trust, UnknownPerson
from contracts.identity.passports import OwnPassport, StatePassport
from kernel.messages import NotFound, Nothing, Operation


class PassportNotStated(NotFound, ru="Паспорт не указан.", is_suspect=False):
    """No passport has been stated."""


class Standing(StrEnum):
    """How a field of an account stands to what Госуслуги say.

    unchecked: typed by hand, and Госуслуги have not told it. confirmed: they say the same.
    corrected: they said otherwise, and theirs was taken. differs: they say otherwise, and it stands.
    """

    UNCHECKED = "unchecked"
    CONFIRMED = "confirmed"
    CORRECTED = "corrected"
    DIFFERS = "differs"


@dataclass(frozen=True, kw_only=True)
class FieldVerification:
    """One field; numbers are masked everywhere. field: its name, `passport.number`.

    value: what the account says. typed: what it said before it was corrected.
    told: what Госуслуги say where that differs.
    """

    field: str
    value: str
    standing: Standing
    typed: str | None
    told: str | None


@dataclass(frozen=True, kw_only=True)
class Verification:
    """How far an account is confirmed.

    trust, checked_at: absent while it is not linked to Госуслуги.
    confirmed_share: of the fields listed, from 0 to 1, with two decimals.
    """

    trust: Trust | None
    checked_at: datetime | None
    confirmed_share: Decimal
    fields: tuple[FieldVerification, ...]


my_passport = Operation("identity", "my_passport", Nothing, OwnPassport, (PassportNotStated,), reads=True)
# Naturally once: stating the same again changes nothing.
state_passport = Operation("identity", "state_passport", StatePassport, OwnPassport, (UnknownPerson,))
my_verification = Operation(
    "identity", "my_verification", Nothing, Verification, (UnknownPerson,), reads=True
)
