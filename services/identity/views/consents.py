"""Consents: domain -> contract."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime

from contracts.identity import consents
from kernel import cursors
from kernel.values import OrganisationId
from services.identity.domain.consents import Consent, ConsentText
from services.identity.domain.personal import Personal

Names = Mapping[OrganisationId, str]


def text(told: ConsentText) -> consents.ConsentText:
    return consents.ConsentText(
        purpose=told.purpose,
        version=told.version,
        title_ru=told.title_ru,
        title_en=told.title_en,
        text_ru=told.text_ru,
        text_en=told.text_en,
        legal_basis=told.legal_basis,
        valid_from=told.valid_from,
        sha256=_sha256(told),
    )


def consent(given: Consent, names: Names) -> consents.Consent:
    return consents.Consent(
        consent_id=given.consent_id,
        purpose=given.purpose,
        recipient_id=given.recipient_id,
        recipient=names[given.recipient_id],
        level=given.level,
        text_version=given.text_version,
        granted_at=given.granted_at,
        withdrawn_at=given.withdrawn_at,
        valid_until=given.valid_until,
    )


def page(rows: Sequence[Consent], names: Names, limit: int) -> consents.ConsentPage:
    """rows: one more than `limit` when there is a next page."""
    shown = rows[:limit]
    return consents.ConsentPage(
        items=tuple(consent(row, names) for row in shown),
        next_cursor=cursors.encode(str(shown[-1].consent_id)) if len(rows) > limit else None,
    )


def receipt(
    given: Consent, names: Names, told: ConsentText, personal: Personal, at: datetime
) -> consents.ConsentReceipt:
    return consents.ConsentReceipt(
        consent=consent(given, names),
        surname=personal.surname,
        name=personal.name,
        patronymic=personal.patronymic,
        snils_masked=personal.snils.masked,
        title=told.title_ru,
        text=told.text_ru,
        text_sha256=_sha256(told),
        legal_basis=told.legal_basis,
        drawn_up_at=at,
    )


def given(consent: Consent) -> consents.ConsentGiven:
    return consents.ConsentGiven(
        occurred_at=consent.granted_at,
        person_id=consent.person_id,
        consent_id=consent.consent_id,
        purpose=consent.purpose,
        recipient_id=consent.recipient_id,
        level=consent.level,
    )


def withdrawn(consent: Consent, at: datetime) -> consents.ConsentWithdrawn:
    return consents.ConsentWithdrawn(
        occurred_at=at,
        person_id=consent.person_id,
        consent_id=consent.consent_id,
        purpose=consent.purpose,
        recipient_id=consent.recipient_id,
        level=consent.level,
    )


def _sha256(told: ConsentText) -> str:
    return hashlib.sha256(told.text_ru.encode()).hexdigest()
