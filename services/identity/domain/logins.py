"""Logging in: what people type to say who they are, and how long a guesser must wait."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from contracts.identity.accounts import TooManyAttempts
from kernel.identifiers import Email, Phone, Snils
from kernel.values import InvalidValue
from services.identity.domain.codes import seconds_until
from services.identity.domain.law import Law
from services.identity.domain.terms import LogInLaw

_KINDS: dict[str, type[Phone] | type[Email] | type[Snils]] = {"phone": Phone, "email": Email, "snils": Snils}


def meanings(login: str) -> dict[str, str]:
    """What a typed login may be: kind -> value; eleven digits may be a phone and a СНИЛС."""
    found: dict[str, str] = {}
    for kind, value in _KINDS.items():
        try:
            found[kind] = str(value.parse(login))
        except InvalidValue:
            continue
    return found


@dataclass(eq=False, kw_only=True)
class LogInGuard:
    """The failures of one login, whether or not an account stands behind it.

    Were it kept by account, being stopped would tell that there is one.
    """

    login_digest: bytes
    failures: int = 0
    tried_at: datetime
    closed_until: datetime | None = None

    def begin(self, now: datetime, law: Law) -> None:
        """Count a try as failed before it is judged, so that simultaneous tries count, too.

        Raises: TooManyAttempts -- details say when to try again.
        """
        if self.closed_until is not None and now < self.closed_until:
            raise TooManyAttempts(retry_after=seconds_until(self.closed_until, now))
        if now >= self.tried_at + law.log_ins.forgotten_after:
            self.failures = 0
        self.failures += 1
        self.tried_at = now
        if self.failures >= law.log_ins.at_once:
            self._close(now, law.log_ins)

    def fail(self, now: datetime, law: Law) -> None:
        """The try was wrong: from now on there may be a wait."""
        if self.failures >= law.log_ins.tries:
            self._close(now, law.log_ins)

    def succeed(self) -> None:
        self.failures, self.closed_until = 0, None

    def forgive(self) -> None:
        """Only this try is forgiven: it was no guess, and proves nothing."""
        self.failures -= 1

    def _close(self, now: datetime, law: LogInLaw) -> None:
        doublings = min(self.failures - law.tries, 20)
        self.closed_until = now + min(law.first_wait * (1 << doublings), law.longest_wait)


@dataclass(eq=False, kw_only=True)
class AddressGuard:
    """The failures that came from one address, for whatever login.

    counted_from: as time goes on from here, one after another is forgiven; a wait forgives none.
    """

    address_digest: bytes
    failures: int = 0
    counted_from: datetime
    closed_until: datetime | None = None

    def begin(self, now: datetime, law: Law) -> None:
        """Count a try as failed before it is judged. Raises: TooManyAttempts."""
        if self.closed_until is not None and now < self.closed_until:
            raise TooManyAttempts(retry_after=seconds_until(self.closed_until, now))
        each = law.addresses.forgiven_each
        forgiven = (now - self.counted_from) // each
        self.failures = max(0, self.failures - forgiven)
        self.counted_from = self.counted_from + forgiven * each if self.failures else now
        self.failures += 1

    def fail(self, now: datetime, law: Law) -> None:
        """The try was wrong: too many of them, and there is a wait, each longer than the one before."""
        terms = law.addresses
        if self.failures >= terms.tries:
            doublings = min(self.failures - terms.tries, 20)
            self.closed_until = now + min(terms.first_wait * (1 << doublings), terms.longest_wait)
            self.counted_from = self.closed_until

    def succeed(self) -> None:
        """Only this try is forgiven: who knows one password may still be guessing others."""
        self.forgive()

    def forgive(self) -> None:
        self.failures -= 1
