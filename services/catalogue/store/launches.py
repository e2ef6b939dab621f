"""Registrations and their launches."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from contracts.catalogue.launches import LaunchRefused, RegistrationId
from kernel.values import ActivityId, EnrolmentId
from services.catalogue.domain.launch import Launch, Pass, Registration
from services.catalogue.domain.package import Package
from services.catalogue.tables import launches, packages, registrations


def enter(session: Session, registration: Registration) -> Registration:
    """The registration of this person, module and purpose, as it was opened first; locked."""
    values = {column.name: getattr(registration, column.name) for column in registrations.columns}
    session.execute(insert(registrations).values(values).on_conflict_do_nothing())
    same = sa.select(Registration).where(
        registrations.c.activity_id == registration.activity_id,
        registrations.c.person_id == registration.person_id,
        registrations.c.purpose == registration.purpose,
    )
    return session.scalars(same.with_for_update()).one()


def supersede(session: Session, registration_id: RegistrationId, at: datetime) -> None:
    """End every launch before the one to come."""
    former = launches.c.registration_id == registration_id, launches.c.superseded_at.is_(None)
    session.execute(sa.update(launches).where(*former).values(superseded_at=at))


def add(session: Session, launch: Launch) -> None:
    session.add(launch)


def of(session: Session, granted: Pass) -> Launch:
    """Raises: LaunchRefused -- there is none."""
    return _found(session.get(Launch, granted.launch_id))


def locked(session: Session, granted: Pass) -> Launch:
    """The same, locked until the transaction ends. Raises: LaunchRefused."""
    return _found(session.get(Launch, granted.launch_id, with_for_update=True))


def registration(session: Session, registration_id: RegistrationId) -> Registration:
    of = sa.select(Registration).where(registrations.c.registration_id == registration_id)
    return session.scalars(of).one()


def activity_of(session: Session, registration_id: RegistrationId) -> ActivityId:
    """Raises: LaunchRefused."""
    of = sa.select(registrations.c.activity_id).where(registrations.c.registration_id == registration_id)
    activity_id = session.scalar(of)
    if activity_id is None:
        raise LaunchRefused(rule="launch.unknown")
    return ActivityId(activity_id)


def enrolment_of(session: Session, registration_id: RegistrationId) -> EnrolmentId | None:
    """None: it is a rehearsal."""
    of = sa.select(registrations.c.enrolment_id).where(registrations.c.registration_id == registration_id)
    return session.scalar(of)


def registration_locked(session: Session, registration_id: RegistrationId) -> Registration:
    query = sa.select(Registration).where(registrations.c.registration_id == registration_id)
    return session.scalars(query.with_for_update()).one()


def package_of(session: Session, registration: Registration) -> Package:
    """What the registration shows."""
    return session.scalars(sa.select(Package).where(packages.c.package_id == registration.package_id)).one()


def of_enrolment(session: Session, enrolment_id: EnrolmentId) -> Registration | None:
    """None: nobody has opened the module under it."""
    return session.scalar(sa.select(Registration).where(registrations.c.enrolment_id == enrolment_id))


def _found(launch: Launch | None) -> Launch:
    if launch is None:
        raise LaunchRefused(rule="launch.unknown")
    return launch
