"""What is somebody's, passed on when their account is merged into another."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from contracts.catalogue.reviews import ReviewState
from kernel.values import ActivityId, EnrolmentId, PersonId, new_id
from services.catalogue.domain.enrolment import Enrolment
from services.catalogue.tables import (
    attempts,
    badge_scans,
    code_tries,
    cohort_members,
    confirmation_codes,
    consents,
    enrolments,
    knowledge,
    module_parts_done,
    plays,
    presence_answers,
    presence_spans,
    presence_verdicts,
    provider_applications,
    questions,
    registrations,
    remarks,
    reviews,
    saved_searches,
    superseded_enrolments,
    watchings,
)

# Whose it is, is all that these say of a person.
OWNED = (
    attempts.c.person_id,
    confirmation_codes.c.person_id,
    consents.c.person_id,
    plays.c.person_id,
    presence_verdicts.c.person_id,
    provider_applications.c.applicant_id,
    questions.c.person_id,
    remarks.c.made_by,
    reviews.c.person_id,
)
# What was seen and heard of somebody who took part; the first column says in which enrolment.
SEEN = (badge_scans, knowledge, module_parts_done, presence_answers, presence_spans, watchings)
BROUGHT = " (из объединённой учётной записи)"


def activities_of(session: Session, person_id: PersonId) -> Sequence[ActivityId]:
    """In one order, so that those who hold several wait for each other instead of deadlocking."""
    found = sa.select(enrolments.c.activity_id).where(enrolments.c.person_id == person_id)
    return session.scalars(found.order_by(enrolments.c.activity_id)).all()


def both(
    session: Session, activity_id: ActivityId, kept_id: PersonId, gone_id: PersonId
) -> dict[PersonId, Enrolment]:
    """The enrolments of two accounts in an activity, locked until the transaction ends."""
    theirs = enrolments.c.activity_id == activity_id, enrolments.c.person_id.in_([kept_id, gone_id])
    found = sa.select(Enrolment).where(*theirs).order_by(enrolments.c.enrolment_id)
    return {each.person_id: each for each in session.scalars(found.with_for_update())}


def exchange(session: Session, one: Enrolment, other: Enrolment) -> None:
    """Let each be of the account of the other: an account has one in an activity at every moment."""
    ones, others = one.person_id, other.person_id
    for enrolment, person_id in ((one, PersonId(new_id())), (other, ones), (one, others)):
        enrolment.person_id = person_id
        session.flush()


def supersede(session: Session, given_up: EnrolmentId, by: EnrolmentId) -> None:
    """Remember which enrolment stays, and let it have what was seen of the other."""
    known = superseded_enrolments.c
    earlier = sa.update(superseded_enrolments).where(known.superseded_by == given_up)
    session.execute(earlier.values(superseded_by=by))
    row = insert(superseded_enrolments).values(enrolment_id=given_up, superseded_by=by)
    session.execute(
        row.on_conflict_do_update(index_elements=[known.enrolment_id], set_={"superseded_by": by})
    )
    for table in SEEN:
        mine, key = table.alias(), [column.name for column in table.primary_key][1:]
        same = [mine.c[name] == table.c[name] for name in key]
        is_there = sa.exists().where(mine.c.enrolment_id == by, *same)
        seen = sa.update(table).where(table.c.enrolment_id == given_up, ~is_there)
        session.execute(seen.values(enrolment_id=by))
    session.execute(sa.update(plays).where(plays.c.enrolment_id == given_up).values(enrolment_id=by))
    way = registrations.alias()
    has_one = sa.exists().where(way.c.enrolment_id == by)
    through = sa.update(registrations).where(registrations.c.enrolment_id == given_up, ~has_one)
    session.execute(through.values(enrolment_id=by))


def standing(session: Session, ids: Collection[EnrolmentId]) -> dict[EnrolmentId, EnrolmentId]:
    """Of those given up: each -> the one that stays in its place."""
    named = sa.bindparam("named", list(ids), sa.ARRAY(sa.Uuid))
    found = sa.select(superseded_enrolments).where(superseded_enrolments.c.enrolment_id == sa.any_(named))
    rows = session.execute(found)
    return {EnrolmentId(row.enrolment_id): EnrolmentId(row.superseded_by) for row in rows}


def settle_second_reviews(
    session: Session, kept_id: PersonId, gone_id: PersonId, *, reason: str, at: datetime
) -> None:
    """One person says of an activity what they think once: of two reviews the one of `kept_id` counts."""
    mine = reviews.alias()
    has_one = sa.exists().where(mine.c.person_id == kept_id, mine.c.activity_id == reviews.c.activity_id)
    second = sa.update(reviews).where(reviews.c.person_id == gone_id, has_one)
    told = {"state": ReviewState.REJECTED, "decided_by": kept_id, "decided_at": at, "reason": reason}
    session.execute(second.values(**told, version=reviews.c.version + 1))


def pass_on(session: Session, gone_id: PersonId, kept_id: PersonId) -> None:
    """Let all else be of the account that is kept; what it has, too, it has once."""
    for owner in OWNED:
        session.execute(sa.update(owner.table).where(owner == gone_id).values({owner: kept_id}))
    _pass_on_once(session, cohort_members, "cohort_id", gone_id, kept_id)
    _pass_on_registrations(session, gone_id, kept_id)
    _rename_searches(session, gone_id, kept_id)
    searches = sa.update(saved_searches).where(saved_searches.c.person_id == gone_id)
    session.execute(searches.values(person_id=kept_id))
    # Wrong codes of one account are no reason to let the other try less, or more.
    session.execute(sa.delete(code_tries).where(code_tries.c.person_id == gone_id))


def _pass_on_registrations(session: Session, gone_id: PersonId, kept_id: PersonId) -> None:
    """A way through a module is of whom its enrolment is; without one, it stays where the other has one."""
    theirs = (
        enrolments.c.enrolment_id == registrations.c.enrolment_id,
        enrolments.c.person_id.in_([gone_id, kept_id]),
    )
    strays = sa.update(registrations).where(*theirs, registrations.c.person_id != enrolments.c.person_id)
    # In two steps, as two may change places: an account has one in an activity at every moment.
    session.execute(strays.values(person_id=sa.func.gen_random_uuid()))
    session.execute(strays.values(person_id=enrolments.c.person_id))
    mine = registrations.alias()
    same = (mine.c[name] == registrations.c[name] for name in ("activity_id", "purpose"))
    is_there = sa.exists().where(mine.c.person_id == kept_id, *same)
    free = registrations.c.person_id == gone_id, registrations.c.enrolment_id.is_(None), ~is_there
    session.execute(sa.update(registrations).where(*free).values(person_id=kept_id))


def _pass_on_once(session: Session, table: sa.Table, key: str, gone_id: PersonId, kept_id: PersonId) -> None:
    mine = table.alias()
    is_there = sa.exists().where(mine.c.person_id == kept_id, mine.c[key] == table.c[key])
    session.execute(sa.delete(table).where(table.c.person_id == gone_id, is_there))
    session.execute(sa.update(table).where(table.c.person_id == gone_id).values(person_id=kept_id))


def _rename_searches(session: Session, gone_id: PersonId, kept_id: PersonId) -> None:
    """Two of one title are told apart; two that seek the same are one."""
    mine = saved_searches.alias()
    same_title = mine.c.person_id == kept_id, mine.c.title == saved_searches.c.title
    own = saved_searches.c.person_id == gone_id
    equal = sa.exists().where(*same_title, mine.c.filters == saved_searches.c.filters)
    session.execute(sa.delete(saved_searches).where(own, equal))
    renamed = sa.update(saved_searches).where(own, sa.exists().where(*same_title))
    session.execute(renamed.values(title=saved_searches.c.title + BROUGHT))
