"""Госуслуги: domain -> contract."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from contracts.identity import accounts, esia, offers
from kernel.values import OrganisationId, PersonId
from services.identity.domain.authorisations import Authorisation
from services.identity.domain.codes import OneTimeCode
from services.identity.domain.links import Held, Link, Offer, ProfileChange
from services.identity.domain.terms import CodeLaw, EsiaLaw


def authorisation(begun: Authorisation, law: EsiaLaw, *, url: str, ticket: str) -> esia.EsiaAuthorisation:
    return esia.EsiaAuthorisation(url=url, state=begun.state, ticket=ticket, expires_at=begun.expires_at(law))


def link(held: Link, kept: Held, known: Mapping[str, OrganisationId]) -> esia.EsiaLink:
    """known: the organisations of the register, by their numbers."""
    return esia.EsiaLink(
        trust=held.trust,
        linked_at=held.linked_at,
        refreshed_at=held.refreshed_at,
        confirmed=held.confirmed,
        passport_masked=kept.passport.masked if kept.passport else None,
        organisations=tuple(
            esia.EsiaOrganisation(
                name=each.name,
                ogrn=each.ogrn,
                inn=each.inn,
                is_chief=each.is_chief,
                organisation_id=known.get(each.ogrn or ""),
            )
            for each in kept.organisations
        ),
    )


def account_exists(offer: Offer, ticket: str, law: EsiaLaw) -> esia.AccountExists:
    return esia.AccountExists(offer=ticket, expires_at=offer.expires_at(law).isoformat())


def offer_code(sent: OneTimeCode, phone_masked: str, law: CodeLaw) -> offers.OfferCode:
    return offers.OfferCode(
        delivery=sent.delivery or accounts.Delivery.NOT_DELIVERED,
        phone_masked=phone_masked,
        expires_at=sent.expires_at,
        resend_at=sent.cooled_at(law),
    )


def linked(made: Link) -> esia.EsiaLinked:
    return esia.EsiaLinked(occurred_at=made.linked_at, person_id=made.person_id, trust=made.trust)


def unlinked(person_id: PersonId, at: datetime) -> esia.EsiaUnlinked:
    return esia.EsiaUnlinked(occurred_at=at, person_id=person_id)


def trust_changed(held: Link) -> esia.TrustChanged:
    return esia.TrustChanged(occurred_at=held.refreshed_at, person_id=held.person_id, trust=held.trust)


def profile_updated(change: ProfileChange) -> esia.ProfileUpdated:
    return esia.ProfileUpdated(
        occurred_at=change.changed_at,
        person_id=change.person_id,
        fields=change.fields,
        source=change.source,
    )
