"""Accounts: opening one, proving the phone, and what others may ask about a person.

Owner: services/identity. Vocabulary: docs/glossary.md, "Identity".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from contracts.identity.passports import StatePassport
from kernel.identifiers import Email, PersonInn, Phone, Snils
from kernel.messages import (
    ANYONE,
    LOGGED_IN,
    SERVICES,
    Conflict,
    Event,
    Forbidden,
    Invalid,
    NotFound,
    Nothing,
    Operation,
)
from kernel.values import Code, Line, OrganisationId, PersonId, Role, Secret


class PersonState(StrEnum):
    """How far a person's registration has come."""

    NEW = "new"
    PHONE_CONFIRMED = "phone_confirmed"
    ACTIVE = "active"


class Delivery(StrEnum):
    """What became of a one-time code. sent_by_email: the phone could not be reached."""

    SENT = "sent"
    SENT_BY_EMAIL = "sent_by_email"
    NOT_DELIVERED = "not_delivered"


class Trust(StrEnum):
    """How far the state's own identification system (ЕСИА) vouches for who a person is."""

    CONFIRMED = "confirmed"
    UNCONFIRMED = "unconfirmed"
    CHILD = "child"


class UnknownPerson(NotFound, ru="Такой учётной записи нет."):
    """There is no such person."""


class AlreadyRegistered(Conflict, ru="Учётная запись с этими данными уже есть. Войдите в неё."):
    """These details belong to a registered person."""


class WeakPassword(Invalid, ru="Пароль не отвечает требованиям безопасности."):
    """The password does not satisfy the policy.

    details: `password` -> the code of the first broken rule; `password.1`, `password.2` ... -> of the others.
    """


class WrongCode(Forbidden, ru="Код неверен."):
    """The code is wrong."""


class CodeExpired(Forbidden, ru="Срок действия кода истёк. Запросите новый."):
    """The code has expired."""


class CodeReplaced(Forbidden, ru="Отправлен более новый код. Введите его."):
    """A newer code has been sent."""


class TooManyAttempts(Forbidden, ru="Слишком много попыток.", is_wait=True):
    """Too many attempts; details say when to try again."""


class ResendTooSoon(Conflict, ru="Новый код запрашивать рано."):
    """A code was sent a moment ago; details say when the next may be asked for."""


@dataclass(frozen=True, kw_only=True)
class Register:
    """Open an account with the data of the passport.

    passport: its numbers; they can be stated later, too.
    """

    surname: Line
    name: Line
    patronymic: Line | None = None
    birth_date: date
    snils: Snils
    inn: PersonInn
    phone: Phone
    email: Email
    password: Secret
    passport: StatePassport | None = None


@dataclass(frozen=True, kw_only=True)
class Registration:
    """How far a registration has come, and when the next code may be asked for."""

    person_id: PersonId
    state: PersonState
    delivery: Delivery | None
    code_expires_at: datetime | None
    resend_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class ConfirmPhone:
    """Prove that the phone is in one's hand. Blanks, hyphens and look-alike letters are forgiven."""

    person_id: PersonId
    code: Code


@dataclass(frozen=True, kw_only=True)
class ResendCode:
    person_id: PersonId


@dataclass(frozen=True, kw_only=True)
class OnboardingStep:
    name: str
    done: bool


@dataclass(frozen=True, kw_only=True)
class Profile:
    """A person as shown to himself; numbers are masked. email: empty where it was proved to be another's."""

    person_id: PersonId
    state: PersonState
    surname: str
    name: str
    patronymic: str | None
    birth_date: date
    snils_masked: str
    inn_masked: str
    phone_masked: str
    email: str
    roles: frozenset[Role]
    organisation_id: OrganisationId | None
    onboarding: tuple[OnboardingStep, ...]
    version: int


@dataclass(frozen=True, kw_only=True)
class MatchPerson:
    """Compare typed personal data with the registered person, field by field."""

    person_id: PersonId
    surname: Line
    name: Line
    patronymic: Line | None = None
    snils: Snils
    inn: PersonInn


@dataclass(frozen=True, kw_only=True)
class PersonMatch:
    """differing: the names of the fields that do not agree; empty when all do.

    trust: absent while the account is not linked to Госуслуги.
    """

    person_id: PersonId
    state: PersonState
    differing: tuple[str, ...]
    trust: Trust | None = None


@dataclass(frozen=True, kw_only=True)
class NamePerson:
    person_id: PersonId


@dataclass(frozen=True, kw_only=True)
class PersonName:
    """What an act must say of a person. Never stored by the asker, never in an event."""

    person_id: PersonId
    surname: str
    name: str
    patronymic: str | None
    snils_masked: str


@dataclass(frozen=True, kw_only=True)
class UserRegistered(Event, name="identity.user.registered", subject="person_id"):
    """A person has opened an account."""

    person_id: PersonId


@dataclass(frozen=True, kw_only=True)
class PhoneConfirmed(Event, name="identity.user.phone_confirmed", subject="person_id"):
    """A person has proved that the phone is theirs; the account is active."""

    person_id: PersonId


_CODE_ERRORS = (UnknownPerson, WrongCode, CodeExpired, CodeReplaced, TooManyAttempts)
# Naturally once: the same data again continue the same registration. The deadline leaves time for the SMS.
# Whether somebody holds a number or an address is told after the code alone: AlreadyRegistered stays declared
# for those who knew it from here, and does not come.
register = Operation(
    "identity",
    "register",
    takes=Register,
    gives=Registration,
    raises=(AlreadyRegistered, WeakPassword),
    roles=ANYONE,
    once=False,
    deadline=8.0,
)
confirm_phone = Operation(
    "identity",
    "confirm_phone",
    ConfirmPhone,
    Registration,
    (*_CODE_ERRORS, AlreadyRegistered),
    roles=ANYONE,
    once=False,
)
resend_code = Operation(
    "identity",
    "resend_code",
    ResendCode,
    Registration,
    (UnknownPerson, ResendTooSoon, TooManyAttempts),
    roles=ANYONE,
    once=False,
    deadline=8.0,
)
my_profile = Operation(
    "identity", "my_profile", Nothing, Profile, (UnknownPerson,), roles=LOGGED_IN, reads=True
)
match_person = Operation(
    "identity",
    "match_person",
    MatchPerson,
    PersonMatch,
    (UnknownPerson,),
    roles=SERVICES,
    callers=("admission",),
    reads=True,
)
name_person = Operation(
    "identity",
    "name_person",
    NamePerson,
    PersonName,
    (UnknownPerson,),
    roles=SERVICES,
    callers=("portfolio", "admission", "credits"),
    reads=True,
)
