"""Providers and the measures against them, as others see them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from contracts.catalogue import providers as contract
from kernel import cursors
from kernel.messages import Event
from services.catalogue.domain.onboarding import ProviderApplication
from services.catalogue.domain.provider import Provider


def provider(record: Provider) -> contract.Provider:
    return contract.Provider(
        provider_id=record.provider_id,
        name=record.name,
        type=record.type,
        inn=record.inn,
        ogrn=record.ogrn,
        kpp=record.kpp,
        region=record.region,
        licence=record.licence,
        tier=record.tier,
        basis=record.basis,
        state=record.state,
        state_reason=record.state_reason,
        state_since=record.state_since,
        admitted_at=record.admitted_at,
        version=record.version,
    )


def page(records: Sequence[Provider], limit: int) -> contract.ProviderPage:
    items = tuple(provider(record) for record in records[:limit])
    if len(records) <= limit:
        return contract.ProviderPage(items=items, next_cursor=None)
    cursor = cursors.encode(items[-1].name, str(items[-1].provider_id))
    return contract.ProviderPage(items=items, next_cursor=cursor)


def measure(record: Provider, *, activities: int, open_enrolments: int) -> contract.ProviderMeasure:
    return contract.ProviderMeasure(
        provider=provider(record), activities=activities, open_enrolments=open_enrolments
    )


def affected(records: Sequence[Any], limit: int) -> contract.AffectedPage:
    items = tuple(
        contract.AffectedActivity(
            activity_id=record.activity_id,
            title=record.title,
            starts_at=record.starts_at,
            ends_at=record.ends_at,
            open_enrolments=record.open_enrolments,
        )
        for record in records[:limit]
    )
    cursor = cursors.encode(str(items[-1].activity_id)) if len(records) > limit else None
    return contract.AffectedPage(items=items, next_cursor=cursor)


def approved(application: ProviderApplication, at: datetime) -> contract.ProviderApproved:
    requisites = application.requisites
    return contract.ProviderApproved(
        occurred_at=at,
        provider_id=application.organisation_id,
        representative_id=application.applicant_id,
        name=requisites.name,
        inn=requisites.inn,
        ogrn=requisites.ogrn,
        kpp=requisites.kpp,
    )


def measured(measure: contract.ProviderMeasure, at: datetime) -> Event:
    """What others are told of a measure taken, or lifted."""
    provider = measure.provider
    if provider.state_since is None:
        return contract.ProviderRestored(
            occurred_at=at, provider_id=provider.provider_id, activities=measure.activities
        )
    return contract.ProviderSuspended(
        occurred_at=at,
        provider_id=provider.provider_id,
        is_blacklisted=provider.state is contract.ProviderState.BLACKLISTED,
        suspended_on=provider.state_since,
        activities=measure.activities,
        open_enrolments=measure.open_enrolments,
    )


def tier_changed(record: Provider, at: datetime) -> contract.ProviderTierChanged:
    return contract.ProviderTierChanged(occurred_at=at, provider_id=record.provider_id, tier=record.tier)
