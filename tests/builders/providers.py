"""Providers, the applications of organisations and their scans, of which a test names only what matters."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from contracts.catalogue.attachments import AnnouncedFile, AttachmentState
from contracts.catalogue.onboarding import OpenProviderApplication, ProviderApplicationId, ScanKind
from contracts.catalogue.providers import Licence, ProviderType
from kernel.identifiers import Kpp, Ogrn, OrganisationInn
from kernel.messages import Caller
from kernel.values import OrganisationId, PersonId, Role, new_id
from services.catalogue.domain.attachment import Attachment, Terms
from services.catalogue.domain.onboarding import ProviderApplication
from services.catalogue.domain.provider import Provider
from services.catalogue.domain.requisites import OnboardingLaw, Requisites
from tests.builders.catalogue import NOW

INN = OrganisationInn("7707083893")
NUMBER = "ЗО-2026-000001"
OTHER_INN = OrganisationInn("7830002293")
PDF = AnnouncedFile(filename="scan.pdf", media_type="application/pdf", size=1000, sha256="a" * 64)
TERMS = Terms(media_types={"application/pdf"}, most_bytes=10_000)
LAW = OnboardingLaw(
    check_days=30,
    days_off={date(2026, 12, 31)},
    scans={ScanKind.APPLICATION, ScanKind.LICENCE},
    terms=TERMS,
    regions={"77"},
)


def a_person() -> Caller:
    """Somebody who has logged in."""
    return Caller(process="gateway", person_id=PersonId(new_id()), roles=frozenset({Role.SPECIALIST}))


def a_licence(**told: Any) -> Licence:
    facts = {"number": "Л035-01298-77/00180951", "issued_on": date(2021, 2, 15)}
    return Licence(**facts | told)


def an_opening(**told: Any) -> OpenProviderApplication:
    facts: dict[str, Any] = {
        "name": "Академия последипломного образования",
        "type": ProviderType.INSTITUTE,
        "inn": INN,
        "ogrn": Ogrn("1027700132195"),
        "kpp": Kpp("770801001"),
        "region": "77",
        "licence": a_licence(),
    }
    return OpenProviderApplication(**facts | told)


def requisites(**told: Any) -> Requisites:
    return Requisites.of(an_opening(**told))


def an_application(**told: Any) -> ProviderApplication:
    return ProviderApplication(
        application_id=ProviderApplicationId(new_id()),
        applicant_id=PersonId(new_id()),
        organisation_id=OrganisationId(new_id()),
        requisites=requisites(**told),
        opened_at=NOW,
    )


def a_scan(kind: str = ScanKind.LICENCE, *, state: AttachmentState = AttachmentState.STORED) -> Attachment:
    attachment = Attachment.announce(PDF, TERMS, owner_id=new_id(), kind=kind, title="Скан", at=NOW)
    attachment.state = state
    return attachment


def all_scans() -> list[Attachment]:
    return [a_scan(kind) for kind in sorted(LAW.scans)]


def a_submitted_application() -> ProviderApplication:
    application = an_application()
    application.submit(all_scans(), LAW, NUMBER, version=1, today=NOW.date(), at=NOW)
    return application


def a_provider_of(**told: Any) -> Provider:
    provider = Provider(provider_id=OrganisationId(new_id()), name="Академия", admitted_at=NOW)
    for name, value in told.items():
        setattr(provider, name, value)
    return provider


def expired(licence: Licence) -> Licence:
    return replace(licence, valid_until=NOW.date() - timedelta(days=1))
