"""What modules consist of, and who has done which part."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from contracts.catalogue.module_tests import ModulePart, UnknownModuleTest
from kernel.values import ActivityId, EnrolmentId
from services.catalogue.domain.module_test import ModuleTest
from services.catalogue.tables import module_parts, module_parts_done, module_tests


def ask(session: Session, activity_id: ActivityId, part: ModulePart) -> None:
    """Let the module consist of this part, too."""
    row = insert(module_parts).values(activity_id=activity_id, part=part)
    session.execute(row.on_conflict_do_nothing())


def asked(session: Session, activity_id: ActivityId) -> set[ModulePart]:
    of = sa.select(module_parts.c.part).where(module_parts.c.activity_id == activity_id)
    return set(session.scalars(of))


def note_done(session: Session, enrolment_id: EnrolmentId, part: ModulePart, at: datetime) -> None:
    """The first time counts."""
    row = insert(module_parts_done).values(enrolment_id=enrolment_id, part=part, done_at=at)
    session.execute(row.on_conflict_do_nothing())


def note_undone(session: Session, enrolment_id: EnrolmentId, part: ModulePart) -> None:
    """What it rested on is taken back."""
    same = module_parts_done.c.enrolment_id == enrolment_id, module_parts_done.c.part == part
    session.execute(sa.delete(module_parts_done).where(*same))


def done(session: Session, enrolment_id: EnrolmentId) -> set[ModulePart]:
    of = sa.select(module_parts_done.c.part).where(module_parts_done.c.enrolment_id == enrolment_id)
    return set(session.scalars(of))


def test_of(session: Session, activity_id: ActivityId) -> ModuleTest | None:
    return session.scalar(sa.select(ModuleTest).where(module_tests.c.activity_id == activity_id))


def known_test_of(session: Session, activity_id: ActivityId) -> ModuleTest:
    """Raises: UnknownModuleTest."""
    known = test_of(session, activity_id)
    if known is None:
        raise UnknownModuleTest(activity_id=activity_id)
    return known
