"""What an organisation says of itself, and whether that holds."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from contracts.catalogue.onboarding import OpenProviderApplication, OrganisationCheck
from contracts.catalogue.providers import Licence, ProviderType
from kernel.identifiers import Kpp, Ogrn, OrganisationInn
from services.catalogue.domain.attachment import Attachment, Terms

Fault = tuple[str, str]


@dataclass(frozen=True)
class Requisites:
    """licence_valid_until: the last day; none where the licence has no end."""

    name: str
    type: ProviderType
    inn: OrganisationInn
    ogrn: Ogrn
    kpp: Kpp
    region: str
    licence_number: str
    licence_issued_on: date
    licence_valid_until: date | None

    @classmethod
    def of(cls, command: OpenProviderApplication) -> Requisites:
        return cls(
            name=" ".join(command.name.split()),
            type=command.type,
            inn=command.inn,
            ogrn=command.ogrn,
            kpp=command.kpp,
            region=command.region,
            licence_number=command.licence.number,
            licence_issued_on=command.licence.issued_on,
            licence_valid_until=command.licence.valid_until,
        )

    @property
    def licence(self) -> Licence:
        return Licence(
            number=self.licence_number,
            issued_on=self.licence_issued_on,
            valid_until=self.licence_valid_until,
        )


@dataclass(frozen=True, kw_only=True)
class OnboardingLaw:
    """What applications must satisfy on one day.

    check_days: working days for a decision. days_off: those among Monday to Friday.
    scans: the documents without which none is submitted; terms: of each file.
    """

    check_days: int
    days_off: Collection[date]
    scans: Collection[str]
    terms: Terms
    regions: Collection[str]


def faults(requisites: Requisites, law: OnboardingLaw, today: date) -> dict[str, str]:
    """The broken rules by field; empty when the requisites are sound."""
    return dict(_faults(requisites, law, today))


def _faults(requisites: Requisites, law: OnboardingLaw, today: date) -> Iterator[Fault]:
    licence = requisites.licence
    if requisites.region not in law.regions:
        yield "region", "region.unknown"
    if licence.issued_on > today:
        yield "licence.issued_on", "date.future"
    if licence.valid_until is not None and licence.valid_until < licence.issued_on:
        yield "licence.valid_until", "period.order"
    elif licence.valid_until is not None and licence.valid_until < today:
        yield "licence.valid_until", "date.expired"


def checks(
    requisites: Requisites, documents: Collection[Attachment], law: OnboardingLaw, today: date
) -> tuple[OrganisationCheck, ...]:
    """What a machine can tell a moderator about an application on `today`."""
    stored = {document.kind for document in documents if document.is_stored}
    broken = faults(requisites, law, today)
    until = requisites.licence.valid_until
    return (
        _check("organisation.inn", required="10", found=requisites.inn, is_met=True),
        _check("organisation.ogrn", required="13", found=requisites.ogrn, is_met=True),
        _check("organisation.kpp", required="9", found=requisites.kpp, is_met=True),
        _check(
            "organisation.licence",
            required=today,
            found=until or "",
            is_met=not any(name.startswith("licence") for name in broken),
        ),
        _check(
            "organisation.documents",
            required=";".join(sorted(law.scans)),
            found=";".join(sorted(stored)),
            is_met=stored.issuperset(law.scans),
        ),
    )


def _check(rule: str, *, required: object, found: object, is_met: bool) -> OrganisationCheck:
    return OrganisationCheck(rule=rule, required=str(required), found=str(found), is_met=is_met)
