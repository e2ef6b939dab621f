"""What the dated rows of `data/identity_policies.csv` say on one day, subject by subject."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, kw_only=True)
class PersonLaw:
    """adult_at, oldest: years. unproven_kept: how long a registration may stay without a proved phone."""

    adult_at: int
    oldest: int
    unproven_kept: timedelta


@dataclass(frozen=True, kw_only=True)
class PassportLaw:
    """Since when, from what age, and until which ages a passport counts.

    first_issued_on: of the present form.
    exchanged_within: how long the old one counts after such a birthday.
    """

    first_issued_on: date
    issued_from_age: int
    exchanged_at: tuple[int, ...]
    exchanged_within: timedelta


@dataclass(frozen=True, kw_only=True)
class ContactLaw:
    """fresh_for: how long contacts are taken to be right. reminded_each: how often people are asked then."""

    fresh_for: timedelta
    reminded_each: timedelta


@dataclass(frozen=True, kw_only=True)
class TravelLaw:
    """remembered: for how long a device or a network is taken for somebody's. fastest: km/h.

    least_distance: km; less is no journey.
    """

    remembered: timedelta
    fastest: int
    least_distance: int


@dataclass(frozen=True, kw_only=True)
class PasswordLaw:
    """Lengths, in characters. different: how many signs of a password must differ from each other.

    personal_part: from which length on a part of a name or a number must not stand in it.
    """

    least: int
    most: int
    different: int
    personal_part: int


@dataclass(frozen=True, kw_only=True)
class CodeLaw:
    """grace: how long a code is still taken after a newer one was sent, because messages overtake.

    cool_down: between two codes. closed_for: after so many wrong `tries`. per_hour: codes to one
    phone, whoever asks; it is somebody's telephone and somebody's money. resets_per_day: codes that may be
    asked for with one login to replace its password, sent or not: each is good for `tries` guesses.
    """

    lives: timedelta
    cool_down: timedelta
    grace: timedelta
    tries: int
    closed_for: timedelta
    per_hour: int
    resets_per_day: int


@dataclass(frozen=True, kw_only=True)
class LogInLaw:
    """After `tries` failures each further one doubles the wait.

    at_once: tries that may be under way together; more are taken for a guesser's.
    """

    tries: int
    at_once: int
    first_wait: timedelta
    longest_wait: timedelta
    forgotten_after: timedelta


@dataclass(frozen=True, kw_only=True)
class AddressLaw:
    """Behind one address may be a whole hospital: many may fail, and what is old is forgiven bit by bit."""

    tries: int
    forgiven_each: timedelta
    first_wait: timedelta
    longest_wait: timedelta


@dataclass(frozen=True, kw_only=True)
class FactorLaw:
    """How second factors are shown. In which roles one must be is `Law.two_factor_roles`.

    window: steps of 30 s by which the clock of an app may differ.
    challenge_tries: wrong answers after which the first factor is asked for again.
    enrolled_within: how long after logging in the first one may be enrolled.
    recovery_codes: how many are given. passkeys: how many one person may have.
    """

    window: int
    challenge_lives: timedelta
    challenge_tries: int
    enrolled_within: timedelta
    recovery_codes: int
    passkeys: int


@dataclass(frozen=True, kw_only=True)
class SessionLaw:
    """Short access, rotating refresh.

    idle: after so long without renewal a session ends; longest: after so long, in any case.
    grace: how long the predecessor of a refresh token is answered with the same successor,
        because two tabs of a browser, or a lost answer, present it twice.
    """

    access_lives: timedelta
    idle: timedelta
    longest: timedelta
    grace: timedelta


@dataclass(frozen=True, kw_only=True)
class ClientLaw:
    """assertion_lives: what a program signs may say that it is good for so long, and no longer.

    skew: by which its clock may differ from ours. least_rsa_bits: of the keys it signs with.
    """

    token_lives: timedelta
    assertion_lives: timedelta
    skew: timedelta
    least_rsa_bits: int


@dataclass(frozen=True, kw_only=True)
class SigningLaw:
    """published_before: so long a key is known to everyone before anything is signed with it."""

    signs_for: timedelta
    published_before: timedelta


@dataclass(frozen=True, kw_only=True)
class EsiaLaw:
    """authorisation_lives: time to find the password of Госуслуги. offer_lives: time to find one's own.

    remembered: how long an answer that comes twice is known for that.
    """

    authorisation_lives: timedelta
    offer_lives: timedelta
    remembered: timedelta
