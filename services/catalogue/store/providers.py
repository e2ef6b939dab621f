"""Providers, and what a measure against one touches."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from contracts.catalogue.providers import FindProviders, ProviderState, UnknownProvider
from kernel.identifiers import OrganisationInn
from kernel.values import ActivityId, OrganisationId
from services.catalogue.domain.enrolment import UNDECIDED
from services.catalogue.domain.provider import Provider
from services.catalogue.tables import activities, enrolments, is_published, organisations, providers

# A place in the list of providers.
Place = tuple[str, OrganisationId]


def of(session: Session, provider_id: OrganisationId) -> Provider:
    """Raises: UnknownProvider."""
    return _only(session, _with(provider_id), provider_id)


def locked(session: Session, provider_id: OrganisationId) -> Provider:
    """The provider; no measure is taken, and none of its cards approved, until the transaction ends.

    Raises: UnknownProvider.
    """
    return _only(session, _with(provider_id).with_for_update(), provider_id)


def acting(session: Session, provider_id: OrganisationId, at: datetime) -> Provider:
    """The provider for whom somebody acts; no measure is taken until the transaction ends.

    Entered now, if we have not heard of it yet: identity lets only those act for a provider whom
    an administrator, or an approved application, has appointed; its event may still be on its way.
    """
    enter(session, provider_id, at)
    return _only(session, _with(provider_id).with_for_update(read=True), provider_id)


def withheld_since(session: Session, provider_id: OrganisationId) -> date | None:
    """The first day of the measure that stands against a provider, if one does."""
    return session.scalar(sa.select(providers.c.state_since).where(providers.c.provider_id == provider_id))


def enter(session: Session, provider_id: OrganisationId, at: datetime) -> None:
    """Enter a provider under the name that identity knows it by, unless it is there."""
    known = sa.select(organisations.c.name).where(organisations.c.organisation_id == provider_id)
    entered = Provider(provider_id=provider_id, name="", admitted_at=at)
    facts = {column.name: getattr(entered, column.name) for column in providers.columns}
    facts["name"] = sa.func.coalesce(known.scalar_subquery(), "")
    session.execute(insert(providers).values(facts).on_conflict_do_nothing())


def rename(session: Session, provider_id: OrganisationId, name: str, inn: OrganisationInn | None) -> None:
    """Take over what identity says of a provider that has not applied itself."""
    session.execute(
        sa.update(providers)
        .where(providers.c.provider_id == provider_id, providers.c.basis == "registration")
        .values(name=name, inn=inn)
    )


def is_blacklisted(session: Session, inn: OrganisationInn) -> bool:
    found = sa.exists().where(providers.c.inn == inn, providers.c.state == ProviderState.BLACKLISTED)
    return bool(session.scalar(sa.select(found)))


def withhold(session: Session, provider_id: OrganisationId, *, withheld: bool) -> int:
    """Hide the provider's activities, or show them again. Gives how many of them are published."""
    # In one order, so that what locks several activities waits instead of deadlocking.
    own = (
        sa.select(activities.c.activity_id)
        .where(activities.c.provider_id == provider_id)
        .order_by(activities.c.activity_id)
        .with_for_update()
        .cte()
    )
    marked = (
        sa.update(activities).where(activities.c.activity_id.in_(sa.select(own))).values(withheld=withheld)
    )
    return sum(session.scalars(marked.returning(is_published)))


def open_enrolments(session: Session, provider_id: OrganisationId) -> int:
    """How many enrolments in the provider's activities are not decided yet."""
    open_ones = sa.select(sa.func.count()).select_from(enrolments).join(activities)
    return session.scalar(open_ones.where(*_undecided(provider_id))) or 0


def affected(
    session: Session, provider_id: OrganisationId, *, after: ActivityId | None, limit: int
) -> Sequence[sa.Row[Any]]:
    """A page of the provider's activities in which somebody is enrolled, and one row more."""
    shown = activities.c.activity_id, activities.c.title, activities.c.starts_at, activities.c.ends_at
    page = (
        sa.select(*shown, sa.func.count().label("open_enrolments"))
        .join(enrolments)
        .where(*_undecided(provider_id))
        .group_by(*shown)
    )
    if after is not None:
        page = page.where(activities.c.activity_id > after)
    return session.execute(page.order_by(activities.c.activity_id).limit(limit + 1)).all()


def found(session: Session, query: FindProviders, *, after: Place | None) -> Sequence[Provider]:
    """A page of providers by name, and one more."""
    place = providers.c.name, providers.c.provider_id
    page = sa.select(Provider).where(
        *(
            column == asked
            for column, asked in (
                (providers.c.type, query.type),
                (providers.c.state, query.state),
                (providers.c.region, query.region),
            )
            if asked is not None
        )
    )
    if query.text is not None:
        page = page.where(providers.c.name.icontains(query.text, autoescape=True))
    if after is not None:
        page = page.where(sa.tuple_(*place) > after)
    return session.scalars(page.order_by(*place).limit(query.limit + 1)).all()


def _undecided(provider_id: OrganisationId) -> tuple[sa.ColumnElement[bool], ...]:
    return activities.c.provider_id == provider_id, enrolments.c.state.in_(UNDECIDED)


def _with(provider_id: OrganisationId) -> sa.Select[Provider]:
    return sa.select(Provider).where(providers.c.provider_id == provider_id)


def _only(session: Session, query: sa.Select[Provider], provider_id: OrganisationId) -> Provider:
    provider = session.scalar(query)
    if provider is None:
        raise UnknownProvider(provider_id=provider_id)
    return provider
