"""Confirmation codes: how they are written, who may claim with them, and who has tried too often.

16 symbols of Crockford's base 32: 75 bits of chance and a check symbol. The check is the sum of the symbols,
each multiplied by its own power of a generator of the field of 32 elements: one wrong symbol, or any two
exchanged, never agree with it.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from contracts.catalogue.codes import (
    CodeBatchId,
    CodesTaken,
    CodesUnsound,
    ConfirmationCodeVoid,
    IssueCodes,
    TooManyCodeTries,
)
from kernel.values import ActivityId, InvalidValue, OrganisationId, PersonId, new_id
from services.catalogue.domain.activity import Activity
from services.catalogue.domain.suspension import Suspension

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
SYMBOLS, GROUP = 16, 4
# The letters that are read, or typed on a Russian keyboard, for others.
ALIKE = str.maketrans("OILАВСЕНКМОРТХУ", "011ABCEHKM0PTXY", "- \u2010\u2011\u2012\u2013\u2014")
_REDUCTION = 0b100101  # x^5 + x^2 + 1


def fresh() -> str:
    """A new code, without hyphens."""
    body = [secrets.randbelow(len(ALPHABET)) for _ in range(SYMBOLS - 1)]
    return "".join(ALPHABET[value] for value in [*body, _check(body)])


def shown(code: str) -> str:
    """As people read it: `XXXX-XXXX-XXXX-XXXX`."""
    return "-".join(code[place : place + GROUP] for place in range(0, SYMBOLS, GROUP))


def parse(text: str) -> str:
    """What was typed, as codes are kept. Raises: InvalidValue -- it is no code, or one symbol is wrong."""
    code = text.upper().translate(ALIKE)
    if len(code) != SYMBOLS or not set(code) <= set(ALPHABET):
        raise InvalidValue("confirmation_code.format")
    *body, check = map(ALPHABET.index, code)
    if check != _check(body):
        raise InvalidValue("confirmation_code.checksum")
    return code


def _check(values: Iterable[int]) -> int:
    """Horner's scheme, in the field of 32 elements, multiplied by the generator once more."""
    total = 0
    for value in values:
        total = _doubled(total ^ value)
    return total


def _doubled(value: int) -> int:
    doubled = value << 1
    return doubled ^ _REDUCTION if doubled >= len(ALPHABET) else doubled


@dataclass(frozen=True, kw_only=True)
class CodeLaw:
    """attempts: wrong codes within `window` before nothing is taken; longest: that may last."""

    valid_days: int
    attempts: int
    window: timedelta
    longest: timedelta


@dataclass(eq=False, kw_only=True)
class CodeBatch:
    """Codes for one day of one activity."""

    batch_id: CodeBatchId = field(default_factory=lambda: CodeBatchId(new_id()))
    activity_id: ActivityId
    provider_id: OrganisationId
    count: int
    attended_on: date
    expires_on: date
    issued_by: PersonId
    issued_at: datetime
    taken_at: datetime | None = None
    revoked_at: datetime | None = None

    @classmethod
    def issue(
        cls,
        command: IssueCodes,
        activity: Activity,
        law: CodeLaw,
        *,
        suspension: Suspension | None,
        by: PersonId,
        at: datetime,
        today: date,
    ) -> CodeBatch:
        """suspension: which stood on that day.

        Raises: CodesUnsound -- on that day nobody has attended, or earned. ActivityMoveRefused.
        """
        activity.require_number()
        if not activity.card.starts_on <= command.attended_on <= activity.card.ends_on:
            raise CodesUnsound(attended_on="attendance.dates")
        if command.attended_on > today:
            raise CodesUnsound(attended_on="attendance.in_future")
        if suspension is not None:
            raise CodesUnsound(attended_on=suspension.rule)
        return cls(
            activity_id=activity.activity_id,
            provider_id=activity.provider_id,
            count=command.count,
            attended_on=command.attended_on,
            expires_on=today + timedelta(days=law.valid_days),
            issued_by=by,
            issued_at=at,
        )

    def take(self, at: datetime) -> list[str]:
        """The codes, for the only time. Raises: CodesTaken."""
        if self.taken_at is not None or self.revoked_at is not None:
            raise CodesTaken(batch_id=self.batch_id)
        self.taken_at = at
        return [fresh() for _ in range(self.count)]

    def revoke(self, at: datetime) -> None:
        """Let nobody claim with what is left of it. What was claimed stands, and again is the same."""
        self.revoked_at = self.revoked_at or at

    def require_valid(self, today: date) -> None:
        """Raises: ConfirmationCodeVoid."""
        if self.revoked_at is not None:
            raise ConfirmationCodeVoid(rule="confirmation_code.revoked")
        if today > self.expires_on:
            raise ConfirmationCodeVoid(rule="confirmation_code.expired")


@dataclass(eq=False, kw_only=True)
class Tries:
    """Of one person. wrong: since `since`; times: how often in a row too many were wrong."""

    person_id: PersonId
    wrong: int = 0
    since: datetime | None = None
    times: int = 0
    closed_until: datetime | None = None

    def require_open(self, at: datetime) -> None:
        """Raises: TooManyCodeTries."""
        if self.closed_until is not None and at < self.closed_until:
            raise TooManyCodeTries(retry_at=self.closed_until.isoformat())

    def miss(self, law: CodeLaw, at: datetime) -> int:
        """Note a wrong code. Gives how many tries are left; with none, each time it takes twice as long."""
        if self.since is None or at >= self.since + law.window:
            self.since, self.wrong = at, 0
        self.wrong += 1
        left = law.attempts - self.wrong
        if left <= 0:
            pause = min(law.window * 2 ** min(self.times, 20), law.longest)
            self.closed_until, self.times, self.wrong = at + pause, self.times + 1, 0
        return max(left, 0)

    def hit(self) -> None:
        """Forget what was wrong before."""
        self.wrong, self.times, self.since, self.closed_until = 0, 0, None, None
