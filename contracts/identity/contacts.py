"""Contacts: how a person is reached, how lately that was confirmed, and how it is changed.

Owner: services/identity. Vocabulary: docs/glossary.md, "Identity".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from contracts.identity.accounts import (
    AlreadyRegistered,
    CodeExpired,
    CodeReplaced,
    Delivery,
    ResendTooSoon,
    TooManyAttempts,
    UnknownPerson,
    WrongCode,
)
from kernel.identifiers import Email, Phone
from kernel.messages import Conflict, Event, Nothing, Operation
from kernel.values import Code, PersonId


class NoPhoneChange(Conflict, ru="Сначала укажите новый номер телефона."):
    """No change of the phone is under way."""


class NoEmailChange(Conflict, ru="Сначала укажите адрес почты, который нужно подтвердить."):
    """No address waits to be proved."""


@dataclass(frozen=True, kw_only=True)
class NewEmail:
    """An address that waits for the code that is sent there at `POST /v1/me/contacts/email/code`.

    delivery: what became of the last code; absent, like when it expires, before it and once it is forgotten.
    resend_at: when another may be asked for.
    """

    email: str
    delivery: Delivery | None
    code_expires_at: datetime | None
    resend_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class Contacts:
    """checked_at: when the person last said that they are right. is_fresh: whether that is lately enough.

    check_before: when they are asked again. is_email_proved: whether a code has come back from there, or
    Госуслуги vouch for it; before that nothing but the code is ever sent there. new_email: what is to be
    proved, or to take the place of the address, once its code comes back. email: empty where somebody else
    has proved that what was typed is theirs.
    """

    phone_masked: str
    email: str
    checked_at: datetime
    check_before: datetime
    is_fresh: bool
    is_email_proved: bool = False
    new_email: NewEmail | None = None


@dataclass(frozen=True, kw_only=True)
class ChangePhone:
    """Be reached, and log in, with another phone, once a code proves that it is in one's hand."""

    phone: Phone


@dataclass(frozen=True, kw_only=True)
class PhoneChange:
    """Where the code went, and when another may be asked for by saying the same again."""

    phone_masked: str
    delivery: Delivery
    code_expires_at: datetime
    resend_at: datetime


@dataclass(frozen=True, kw_only=True)
class ConfirmNewPhone:
    code: Code


@dataclass(frozen=True, kw_only=True)
class ChangeEmail:
    """Be reached, and log in, with another address, once a code proves it."""

    email: Email


@dataclass(frozen=True, kw_only=True)
class ConfirmEmail:
    code: Code


class ContactKind(StrEnum):
    PHONE = "phone"
    EMAIL = "email"


@dataclass(frozen=True, kw_only=True)
class ContactChanged(Event, name="identity.contacts.changed", subject="person_id"):
    """A person is reached, and logs in, otherwise than before."""

    person_id: PersonId
    kind: ContactKind


@dataclass(frozen=True, kw_only=True)
class ContactDropped(Event, name="identity.contacts.dropped", subject="person_id"):
    """What a person had only typed has been proved to be somebody else's, and is theirs no longer."""

    person_id: PersonId
    kind: ContactKind


@dataclass(frozen=True, kw_only=True)
class ContactsOutdated(Event, name="identity.contacts.outdated", subject="person_id"):
    """Nobody has said for long that the contacts of a person are right. checked_at: when they last did."""

    person_id: PersonId
    checked_at: datetime


@dataclass(frozen=True, kw_only=True)
class ContactsChecked(Event, name="identity.contacts.checked", subject="person_id"):
    """A person has said that their contacts are right."""

    person_id: PersonId


my_contacts = Operation("identity", "my_contacts", Nothing, Contacts, (UnknownPerson,), reads=True)
confirm_contacts = Operation("identity", "confirm_contacts", Nothing, Contacts, (UnknownPerson,))
# A second factor shown just now, or a log-in just now where there is none: see the use case.
change_phone = Operation(
    "identity",
    "change_phone",
    ChangePhone,
    PhoneChange,
    (UnknownPerson, ResendTooSoon, TooManyAttempts),
    once=False,
    deadline=8.0,
)
confirm_new_phone = Operation(
    "identity",
    "confirm_new_phone",
    ConfirmNewPhone,
    Contacts,
    (
        UnknownPerson,
        NoPhoneChange,
        WrongCode,
        CodeExpired,
        CodeReplaced,
        TooManyAttempts,
        AlreadyRegistered,
    ),
    once=False,
)
change_email = Operation(
    "identity", "change_email", ChangeEmail, Contacts, (UnknownPerson, AlreadyRegistered)
)
prove_email = Operation(
    "identity",
    "prove_email",
    Nothing,
    Contacts,
    (UnknownPerson, NoEmailChange, ResendTooSoon, TooManyAttempts),
    once=False,
    deadline=8.0,
)
confirm_email = Operation(
    "identity",
    "confirm_email",
    ConfirmEmail,
    Contacts,
    (
        UnknownPerson,
        NoEmailChange,
        WrongCode,
        CodeExpired,
        CodeReplaced,
        TooManyAttempts,
        AlreadyRegistered,
    ),
    once=False,
)
