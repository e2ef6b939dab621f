"""Applications of organisations, as others see them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from contracts.catalogue import onboarding as contract
from contracts.catalogue import provider_desk as desk_contract
from kernel import cursors
from services.catalogue.domain.attachment import Attachment
from services.catalogue.domain.onboarding import ProviderApplication
from services.catalogue.views import attachments


def application(
    record: ProviderApplication, documents: Sequence[Attachment], today: date
) -> contract.ProviderApplication:
    """documents: those of this application may be among others."""
    requisites = record.requisites
    return contract.ProviderApplication(
        application_id=record.application_id,
        number=record.number,
        applicant_id=record.applicant_id,
        organisation_id=record.organisation_id,
        name=requisites.name,
        type=requisites.type,
        inn=requisites.inn,
        ogrn=requisites.ogrn,
        kpp=requisites.kpp,
        region=requisites.region,
        licence=requisites.licence,
        documents=tuple(
            attachments.attachment(each) for each in documents if each.owner_id == record.application_id
        ),
        checks=record.checks,
        state=record.state,
        submitted_at=record.submitted_at,
        decide_by=record.decide_by,
        is_overdue=record.is_overdue(today),
        moderator_id=record.moderator_id,
        reasons=tuple(contract.ProviderReason(reason) for reason in record.reasons),
        comment=record.comment,
        decided_at=record.decided_at,
        version=record.version,
    )


def owners(records: Sequence[ProviderApplication]) -> list[UUID]:
    """To whom the documents of a page belong."""
    return [record.application_id for record in records]


def queue(
    records: Sequence[ProviderApplication], documents: Sequence[Attachment], limit: int, today: date
) -> contract.ProviderApplicationPage:
    """A page in order of the term."""
    items = tuple(application(record, documents, today) for record in records[:limit])
    cursor = None
    if len(records) > limit:
        last = items[-1]
        cursor = cursors.encode((last.decide_by or date.max).isoformat(), str(last.application_id))
    return contract.ProviderApplicationPage(items=items, next_cursor=cursor)


def own(
    records: Sequence[ProviderApplication], documents: Sequence[Attachment], limit: int, today: date
) -> contract.ProviderApplicationPage:
    """A page of one person's applications."""
    items = tuple(application(record, documents, today) for record in records[:limit])
    cursor = cursors.encode(str(items[-1].application_id)) if len(records) > limit else None
    return contract.ProviderApplicationPage(items=items, next_cursor=cursor)


def submitted(
    record: ProviderApplication, decide_by: date, at: datetime
) -> contract.ProviderApplicationSubmitted:
    return contract.ProviderApplicationSubmitted(
        occurred_at=at,
        application_id=record.application_id,
        person_id=record.applicant_id,
        number=str(record.number),
        decide_by=decide_by,
    )


def returned(record: ProviderApplication, at: datetime) -> desk_contract.ProviderApplicationReturned:
    return desk_contract.ProviderApplicationReturned(
        occurred_at=at,
        application_id=record.application_id,
        person_id=record.applicant_id,
        number=str(record.number),
        reasons=tuple(contract.ProviderReason(reason) for reason in record.reasons),
    )


def rejected(record: ProviderApplication, at: datetime) -> desk_contract.ProviderApplicationRejected:
    return desk_contract.ProviderApplicationRejected(
        occurred_at=at,
        application_id=record.application_id,
        person_id=record.applicant_id,
        number=str(record.number),
        reasons=tuple(contract.ProviderReason(reason) for reason in record.reasons),
    )


def closed(record: ProviderApplication, at: datetime) -> desk_contract.ProviderApplicationClosed:
    return desk_contract.ProviderApplicationClosed(
        occurred_at=at,
        application_id=record.application_id,
        person_id=record.applicant_id,
        number=str(record.number),
        provider_id=record.organisation_id,
    )
