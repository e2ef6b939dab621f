"""One-time codes: how one is typed, how long it counts, how often one may be wrong."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from contracts.identity.accounts import (
    CodeExpired,
    CodeReplaced,
    Delivery,
    ResendTooSoon,
    TooManyAttempts,
    WrongCode,
)
from kernel.messages import ServiceError
from kernel.values import PersonId, new_id
from services.identity.domain.terms import CodeLaw

HOUR, DAY = timedelta(hours=1), timedelta(days=1)

# What people type for a digit when the keyboard is in the other language, or the eye is tired.
_TYPED_FOR = {"0": "OoОо", "1": "Il|Іі", "2": "Zz", "3": "ЗзЭэ", "4": "Чч", "5": "Ss", "6": "Бб", "8": "BВ"}
_LOOK_ALIKES = str.maketrans({letter: digit for digit, typed in _TYPED_FOR.items() for letter in typed})
_SEPARATORS = re.compile("[\\s.,_\u00ad\u200b-\u200f\u2010-\u2015\u2060\u2212\ufeff-]")


def normalised(text: str) -> str | None:
    """The six digits that `text` stands for; None when it is no code at all.

    Blanks, hyphens and dots are dropped, digits of any script are digits,
    look-alike letters are the digits they look like.
    """
    plain = _SEPARATORS.sub("", unicodedata.normalize("NFKC", text)).translate(_LOOK_ALIKES)
    digits = "".join(str(unicodedata.decimal(sign, "")) for sign in plain)
    return digits if len(digits) == len(plain) == 6 else None


def seconds_until(later: datetime, now: datetime) -> int:
    """Whole seconds to wait, one at the least."""
    return max(1, math.ceil((later - now).total_seconds()))


@dataclass(eq=False, kw_only=True)
class OneTimeCode:
    """A code as it was sent; of its digits only a keyed hash is kept."""

    code_id: UUID = field(default_factory=new_id)
    person_id: PersonId
    phone_digest: bytes
    digest: bytes
    issued_at: datetime
    expires_at: datetime
    replaced_at: datetime | None = None
    delivery: Delivery | None = None

    def cooled_at(self, law: CodeLaw) -> datetime:
        """When the next code may be asked for: at once, if this one never arrived."""
        arrived = self.delivery is not Delivery.NOT_DELIVERED
        return self.issued_at + law.cool_down if arrived else self.issued_at

    def spend(self, now: datetime) -> None:
        """It was taken, and is good no more."""
        self.expires_at = min(self.expires_at, now)

    def refusal(self, now: datetime, law: CodeLaw) -> ServiceError | None:
        """Why the right digits are no longer taken; None while they are."""
        if self.replaced_at is not None and now > self.replaced_at + law.grace:
            return CodeReplaced()
        return CodeExpired() if now >= self.expires_at else None


@dataclass(eq=False, kw_only=True)
class PhoneProof:
    """One person's attempts to show that a phone is in their hand.

    codes: those of the last hour, oldest first.
    """

    person_id: PersonId
    wrong_tries: int = 0
    closed_until: datetime | None = None
    codes: list[OneTimeCode] = field(default_factory=list)

    @property
    def last(self) -> OneTimeCode | None:
        return self.codes[-1] if self.codes else None

    def why_no_code(
        self, to_phone: Sequence[OneTimeCode], now: datetime, law: CodeLaw
    ) -> ServiceError | None:
        """Why no new code may be sent now.

        to_phone: the codes sent to this phone in the last hour, for whomever; oldest first.
        """
        if self.closed_until is not None and now < self.closed_until:
            return TooManyAttempts(retry_after=seconds_until(self.closed_until, now))
        if len(to_phone) >= law.per_hour:
            return TooManyAttempts(retry_after=seconds_until(to_phone[-law.per_hour].issued_at + HOUR, now))
        arrived = [code for code in to_phone if code.delivery is not Delivery.NOT_DELIVERED]
        if arrived and now < arrived[-1].cooled_at(law):
            return ResendTooSoon(retry_after=seconds_until(arrived[-1].cooled_at(law), now))
        return None

    def issue(self, digest: bytes, phone_digest: bytes, now: datetime, law: CodeLaw) -> OneTimeCode:
        """Let a new code replace the one before it."""
        if self.last is None:
            self.wrong_tries = 0
        elif self.last.replaced_at is None:
            self.last.replaced_at = now
        code = OneTimeCode(
            person_id=self.person_id,
            phone_digest=phone_digest,
            digest=digest,
            issued_at=now,
            expires_at=now + law.lives,
        )
        self.codes.append(code)
        return code

    def enter(
        self, is_digest_of: Callable[[bytes], bool], now: datetime, law: CodeLaw
    ) -> ServiceError | None:
        """Try a code. Gives why it is refused, None when it is right; a wrong one is counted.

        is_digest_of: whether a digest belongs to the digits that were typed, in constant time.
        """
        if self.closed_until is not None and now < self.closed_until:
            return TooManyAttempts(retry_after=seconds_until(self.closed_until, now))
        meant = [code for code in self.codes if is_digest_of(code.digest)]
        if not meant:
            return self._wrong(now, law)
        refusal = meant[-1].refusal(now, law)
        if refusal is None:
            meant[-1].spend(now)
        return refusal

    def has_sent(self, is_digest_of: Callable[[bytes], bool]) -> bool:
        """Whether the digits were sent lately, good or spent; no try is counted."""
        return any([is_digest_of(code.digest) for code in self.codes])

    def _wrong(self, now: datetime, law: CodeLaw) -> ServiceError:
        if self.closed_until is not None:
            self.wrong_tries, self.closed_until = 0, None
        self.wrong_tries += 1
        if self.wrong_tries >= law.tries:
            self.closed_until = now + law.closed_for
        return WrongCode(tries_left=law.tries - self.wrong_tries)
