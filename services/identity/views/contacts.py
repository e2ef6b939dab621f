"""Contacts: domain -> contract."""

from __future__ import annotations

from datetime import datetime

from contracts.identity import contacts as contract
from contracts.identity.accounts import Delivery
from kernel.identifiers import Email, Phone
from kernel.values import PersonId
from services.identity.domain.codes import OneTimeCode
from services.identity.domain.contacts import ContactRecord
from services.identity.domain.person import Person
from services.identity.domain.personal import Personal
from services.identity.domain.terms import CodeLaw, ContactLaw


def contacts(
    person: Person,
    record: ContactRecord,
    personal: Personal,
    now: datetime,
    law: ContactLaw,
    new_email: contract.NewEmail | None,
) -> contract.Contacts:
    before = record.check_before(law)
    return contract.Contacts(
        phone_masked=personal.phone.masked,
        email=str(personal.email or ""),
        is_email_proved=person.is_email_proved,
        new_email=new_email,
        checked_at=record.checked_at,
        check_before=before,
        is_fresh=now < before,
    )


def new_email(email: Email, code: OneTimeCode | None, law: CodeLaw) -> contract.NewEmail:
    """code: the last one that was sent there, while it is remembered."""
    return contract.NewEmail(
        email=str(email),
        delivery=code.delivery if code else None,
        code_expires_at=code.expires_at if code else None,
        resend_at=code.cooled_at(law) if code else None,
    )


def changed(record: ContactRecord, kind: contract.ContactKind, at: datetime) -> contract.ContactChanged:
    return contract.ContactChanged(occurred_at=at, person_id=record.person_id, kind=kind)


def phone_change(
    phone: Phone, code: OneTimeCode, delivery: Delivery | None, law: CodeLaw
) -> contract.PhoneChange:
    return contract.PhoneChange(
        phone_masked=phone.masked,
        delivery=delivery or Delivery.NOT_DELIVERED,
        code_expires_at=code.expires_at,
        resend_at=code.cooled_at(law),
    )


def dropped(person_id: PersonId, kind: contract.ContactKind, at: datetime) -> contract.ContactDropped:
    return contract.ContactDropped(occurred_at=at, person_id=person_id, kind=kind)


def outdated(record: ContactRecord, at: datetime) -> contract.ContactsOutdated:
    return contract.ContactsOutdated(occurred_at=at, person_id=record.person_id, checked_at=record.checked_at)


def checked(record: ContactRecord, at: datetime) -> contract.ContactsChecked:
    return contract.ContactsChecked(occurred_at=at, person_id=record.person_id)
