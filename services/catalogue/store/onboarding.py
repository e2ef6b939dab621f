"""Applications of organisations, and what is known of the organisations."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from contracts.catalogue.onboarding import (
    ProviderApplicationId,
    ProviderApplicationKnown,
    ProviderApplicationState,
    UnknownProviderApplication,
)
from kernel.identifiers import OrganisationInn
from kernel.values import OrganisationId, PersonId
from services.catalogue.domain.onboarding import ProviderApplication
from services.catalogue.domain.organisation import Organisation
from services.catalogue.tables import (
    is_waiting,
    organisations,
    provider_applications,
    provider_numbers,
)

# A place in the queue of the desk.
Place = tuple[date, ProviderApplicationId]
_application = provider_applications.c


def add(session: Session, application: ProviderApplication) -> None:
    session.add(application)


def of(session: Session, application_id: ProviderApplicationId) -> ProviderApplication:
    """Raises: UnknownProviderApplication."""
    return _only(session, application_id, locked=False)


def locked(session: Session, application_id: ProviderApplicationId) -> ProviderApplication:
    """The application; nobody else moves it until the transaction ends.

    Raises: UnknownProviderApplication.
    """
    return _only(session, application_id, locked=True)


def next_number(session: Session, year: int) -> str:
    """The next number of the year's applications. Others wait for the commit, so none is ever skipped."""
    first = insert(provider_numbers).values(year=year, last=1)
    counted = first.on_conflict_do_update(
        index_elements=[provider_numbers.c.year], set_={"last": provider_numbers.c.last + 1}
    )
    return f"ЗО-{year}-{session.execute(counted.returning(provider_numbers.c.last)).scalar_one():06}"


def queue_up(session: Session, application: ProviderApplication) -> None:
    """Let it wait for a moderator.

    Raises: ProviderApplicationKnown -- another of the same organisation waits already.
    """
    inn = application.requisites.inn
    try:
        session.flush()
    except sa.exc.IntegrityError as error:
        raise ProviderApplicationKnown(inn=inn) from error


def organisation_of(session: Session, inn: OrganisationInn) -> Organisation | None:
    """The organisation that identity knows under a tax number."""
    return session.scalar(sa.select(Organisation).where(organisations.c.inn == inn))


def note(session: Session, organisation: Organisation) -> None:
    """Remember what identity tells of an organisation; its last word holds."""
    row = insert(organisations).values(
        {column.name: getattr(organisation, column.name) for column in organisations.columns}
    )
    changed = {name: row.excluded[name] for name in ("kind", "name", "inn")}
    session.execute(row.on_conflict_do_update(index_elements=[organisations.c.organisation_id], set_=changed))


def named(session: Session, organisation_id: OrganisationId) -> Organisation | None:
    return session.get(Organisation, organisation_id)


def queue(
    session: Session,
    *,
    states: Collection[ProviderApplicationState],
    due_before: date | None,
    after: Place | None,
    limit: int,
) -> Sequence[ProviderApplication]:
    """A page of what moderators see, in order of its term, and one more.

    due_before: only those whose term ended before this day; all of them when absent.
    """
    place = sa.func.coalesce(_application.decide_by, sa.literal(date.max)), _application.application_id
    page = sa.select(ProviderApplication).where(_application.state.in_(states))
    if due_before is not None:
        page = page.where(is_waiting, _application.decide_by < due_before)
    if after is not None:
        page = page.where(sa.tuple_(*place) > after)
    return session.scalars(page.order_by(*place).limit(limit + 1)).all()


def of_person(
    session: Session, person_id: PersonId, *, before: ProviderApplicationId | None, limit: int
) -> Sequence[ProviderApplication]:
    """A page of what a person has applied for, the newest first, and one more."""
    page = sa.select(ProviderApplication).where(_application.applicant_id == person_id)
    if before is not None:
        page = page.where(_application.application_id < before)
    return session.scalars(page.order_by(_application.application_id.desc()).limit(limit + 1)).all()


def _only(session: Session, application_id: ProviderApplicationId, *, locked: bool) -> ProviderApplication:
    query = sa.select(ProviderApplication).where(_application.application_id == application_id)
    application = session.scalar(query.with_for_update() if locked else query)
    if application is None:
        raise UnknownProviderApplication(application_id=application_id)
    return application
