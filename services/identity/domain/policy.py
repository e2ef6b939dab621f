"""How strict identity is where a protocol or a standard of security asks for it; each value says which.

What an act or an operator may change from some day on is a dated row instead: `services.identity.domain.law`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, kw_only=True)
class PasswordPolicy:
    """Length and deny-list instead of character classes: NIST SP 800-63B-4, section 3.1.1.2."""

    least: int = 12
    most: int = 256
    different: int = 5
    personal_part: int = 3


@dataclass(frozen=True, kw_only=True)
class CodePolicy:
    """Five tries in a quarter of an hour leave a guesser of six digits 1 chance in 2,000 a day.

    grace: how long a code is still taken after a newer one was sent, because messages overtake.
    per_hour: to one phone, whoever asks; it is somebody's telephone and somebody's money.
    """

    lives: timedelta = timedelta(minutes=5)
    cool_down: timedelta = timedelta(seconds=60)
    grace: timedelta = timedelta(seconds=30)
    tries: int = 5
    closed_for: timedelta = timedelta(minutes=15)
    per_hour: int = 6


@dataclass(frozen=True, kw_only=True)
class LogInPolicy:
    """After `tries` failures each further one doubles the wait: OWASP ASVS 5.0, 6.3.1.

    at_once: tries that may be under way together; more are taken for a guesser's.
    """

    tries: int = 5
    at_once: int = 20
    first_wait: timedelta = timedelta(minutes=1)
    longest_wait: timedelta = timedelta(hours=1)
    forgotten_after: timedelta = timedelta(hours=24)


@dataclass(frozen=True, kw_only=True)
class AddressPolicy:
    """Behind one address may be a whole hospital: many may fail, and what is old is forgiven bit by bit."""

    tries: int = 100
    forgiven_each: timedelta = timedelta(seconds=30)
    first_wait: timedelta = timedelta(minutes=1)
    longest_wait: timedelta = timedelta(minutes=15)


@dataclass(frozen=True, kw_only=True)
class FactorPolicy:
    """How second factors are shown. In which roles one must be is a dated row, see `law`.

    window: steps of 30 s by which the clock of an app may differ, RFC 6238, section 5.2.
    challenge_tries: wrong answers after which the first factor is asked for again.
    enrolled_within: how long after logging in the first one may be enrolled.
    """

    window: int = 1
    challenge_lives: timedelta = timedelta(minutes=5)
    challenge_tries: int = 5
    enrolled_within: timedelta = timedelta(minutes=15)
    recovery_codes: int = 10
    passkeys: int = 10


@dataclass(frozen=True, kw_only=True)
class SessionPolicy:
    """Short access, rotating refresh: RFC 9700, section 4.14.

    grace: how long the predecessor of a refresh token is answered with the same successor,
        because two tabs of a browser, or a lost answer, present it twice.
    """

    access_lives: timedelta = timedelta(minutes=10)
    idle: timedelta = timedelta(days=7)
    longest: timedelta = timedelta(days=30)
    grace: timedelta = timedelta(seconds=30)


@dataclass(frozen=True, kw_only=True)
class ClientPolicy:
    """A token lives as long as that of a person.

    skew, assertion_lives: seconds, which RFC 7523 leaves to us.
    """

    token_lives: timedelta = timedelta(minutes=10)
    assertion_lives: int = 300
    skew: int = 30
    least_rsa_bits: int = 2048


@dataclass(frozen=True, kw_only=True)
class KeyPolicy:
    """published_before: a key is known to everyone before anything is signed with it.

    hastened_by: so long before it signs when it is needed at once; a gateway asks for keys it
        does not know every ten seconds.
    """

    signs_for: timedelta = timedelta(days=30)
    published_before: timedelta = timedelta(days=1)
    hastened_by: timedelta = timedelta(seconds=12)


@dataclass(frozen=True, kw_only=True)
class EsiaPolicy:
    """skew: by which the clock of Госуслуги may differ from ours.

    authorisation_lives: time to find the password of Госуслуги. offer_lives: time to find one's own.
    remembered: how long an answer that comes twice is known for that.
    """

    skew: timedelta = timedelta(seconds=60)
    authorisation_lives: timedelta = timedelta(minutes=10)
    offer_lives: timedelta = timedelta(minutes=15)
    remembered: timedelta = timedelta(days=1)


PASSWORDS = PasswordPolicy()
CODES = CodePolicy()
LOG_INS = LogInPolicy()
ADDRESSES = AddressPolicy()
FACTORS = FactorPolicy()
CLIENTS = ClientPolicy()
SESSIONS = SessionPolicy()
KEYS = KeyPolicy()
ESIA = EsiaPolicy()
