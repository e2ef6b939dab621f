"""Passports, and how far accounts are confirmed: domain -> contract."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from contracts.identity import verification
from contracts.identity.esia import ProfileUpdated
from contracts.identity.passports import OwnPassport
from kernel.values import PersonId
from services.identity.domain.links import Link
from services.identity.domain.passports import Passport
from services.identity.domain.verification import Compared, confirmed_share


def passport(own: Passport) -> OwnPassport:
    return OwnPassport(
        masked=own.masked,
        issued_on=own.issued_on,
        issued_by=own.issued_by,
        department=str(own.department),
    )


def passport_stated(person_id: PersonId, at: datetime) -> ProfileUpdated:
    return ProfileUpdated(occurred_at=at, person_id=person_id, fields=("passport",), source="typed")


def report(link: Link | None, fields: Sequence[Compared]) -> verification.Verification:
    return verification.Verification(
        trust=link.trust if link else None,
        checked_at=link.refreshed_at if link else None,
        confirmed_share=confirmed_share(fields),
        fields=tuple(
            verification.FieldVerification(
                field=each.field,
                value=each.value,
                standing=each.standing,
                typed=each.typed,
                told=each.told,
            )
            for each in fields
        ),
    )
