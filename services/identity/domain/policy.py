"""How strict identity is. Chosen by the suite, not by law; each value says why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from kernel.values import Role

# Full legal capacity: Civil Code of Russia, article 21.
ADULT_AT = 18
# Nobody older is known to have lived; a typing mistake in the century is.
OLDEST = 123


@dataclass(frozen=True, kw_only=True)
class RegistrationPolicy:
    """Who never proves the phone is forgotten: data are kept no longer than needed, 152-FZ, article 5."""

    unproven_kept: timedelta = timedelta(days=7)


@dataclass(frozen=True, kw_only=True)
class PassportPolicy:
    """Since when, from what age, and until which ages: Government decree 2267 of 2023-12-23.

    first_issued_on: of the present form, decree 828 of 1997-07-08.
    exchanged_within: how long the old one counts after such a birthday.
    """

    first_issued_on: date = date(1997, 10, 1)
    issued_from_age: int = 14
    exchanged_at: tuple[int, ...] = (20, 45)
    exchanged_within: timedelta = timedelta(days=90)


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
    """Who decides about others, or sees them all, shows two factors: OWASP ASVS 5.0, 6.3.3.

    mandatory: from which day on, in which roles; a later row replaces those before it.
    window: steps of 30 s by which the clock of an app may differ, RFC 6238, section 5.2.
    challenge_tries: wrong answers after which the first factor is asked for again.
    enrolled_within: how long after logging in the first one may be enrolled.
    """

    mandatory: tuple[tuple[date, frozenset[Role]], ...] = (
        (
            date(2026, 1, 1),
            frozenset({Role.ADMINISTRATOR, Role.REVIEWER, Role.COMMISSION, Role.REGULATOR, Role.AUDITOR}),
        ),
    )
    window: int = 1
    challenge_lives: timedelta = timedelta(minutes=5)
    challenge_tries: int = 5
    enrolled_within: timedelta = timedelta(minutes=15)
    recovery_codes: int = 10
    passkeys: int = 10

    def mandatory_on(self, day: date) -> frozenset[Role]:
        """The roles that demand a second factor."""
        begun = [roles for since, roles in self.mandatory if since <= day]
        return begun[-1] if begun else frozenset()


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
class ContactPolicy:
    """After half a year somebody may have another number. reminded_each: how often they are asked."""

    fresh_for: timedelta = timedelta(days=182)
    reminded_each: timedelta = timedelta(days=30)


@dataclass(frozen=True, kw_only=True)
class InvitationPolicy:
    """Who is invited may be on leave."""

    lives: timedelta = timedelta(days=14)


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
    """published_before: a key is known to everyone before anything is signed with it."""

    signs_for: timedelta = timedelta(days=30)
    published_before: timedelta = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class EsiaPolicy:
    """skew: by which the clock of Госуслуги may differ from ours.

    authorisation_lives: time to find the password of Госуслуги. offer_lives: time to find one's own.
    remembered: how long an answer that comes twice is known for that.
    refreshed_after: a profile not told for so long is asked for again, where that was allowed.
    """

    skew: timedelta = timedelta(seconds=60)
    authorisation_lives: timedelta = timedelta(minutes=10)
    offer_lives: timedelta = timedelta(minutes=15)
    remembered: timedelta = timedelta(days=1)
    refreshed_after: timedelta = timedelta(days=30)


REGISTRATIONS = RegistrationPolicy()
PASSPORTS = PassportPolicy()
PASSWORDS = PasswordPolicy()
CODES = CodePolicy()
LOG_INS = LogInPolicy()
ADDRESSES = AddressPolicy()
FACTORS = FactorPolicy()
CLIENTS = ClientPolicy()
INVITATIONS = InvitationPolicy()
CONTACTS = ContactPolicy()
SESSIONS = SessionPolicy()
KEYS = KeyPolicy()
ESIA = EsiaPolicy()
