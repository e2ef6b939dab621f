"""Contacts: domain -> contract."""

from __future__ import annotations

from datetime import datetime

from contracts.identity import contacts as contract
from contracts.identity.accounts import Delivery
from kernel.identifiers import Phone
from services.identity.domain.codes import OneTimeCode
from services.identity.domain.contacts import ContactRecord
from services.identity.domain.personal import Personal


def contacts(record: ContactRecord, personal: Personal, now: datetime) -> contract.Contacts:
    return contract.Contacts(
        phone_masked=personal.phone.masked,
        email=str(personal.email),
        checked_at=record.checked_at,
        check_before=record.check_before(),
        is_fresh=now < record.check_before(),
    )


def phone_change(phone: Phone, code: OneTimeCode, delivery: Delivery | None) -> contract.PhoneChange:
    return contract.PhoneChange(
        phone_masked=phone.masked,
        delivery=delivery or Delivery.NOT_DELIVERED,
        code_expires_at=code.expires_at,
        resend_at=code.cooled_at(),
    )


def outdated(record: ContactRecord, at: datetime) -> contract.ContactsOutdated:
    return contract.ContactsOutdated(occurred_at=at, person_id=record.person_id, checked_at=record.checked_at)


def checked(record: ContactRecord, at: datetime) -> contract.ContactsChecked:
    return contract.ContactsChecked(occurred_at=at, person_id=record.person_id)
