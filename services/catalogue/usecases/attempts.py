"""Attempts at the test of a module: begun, answered, finished."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from contracts.catalogue import attempts as contract
from contracts.catalogue.enrolments import UnknownEnrolment
from contracts.catalogue.module_tests import AttemptId, FormOfTest, ModuleTestTerms
from kernel import clock, cursors, journal
from kernel.database import Database, Session
from kernel.messages import Caller
from kernel.values import PersonId, new_id
from services.catalogue import store, views
from services.catalogue.domain import item
from services.catalogue.domain.activity import Activity
from services.catalogue.domain.attempt import Attempt, Drawn, Pool, Step, again_at
from services.catalogue.domain.enrolment import ATTENDING, TAKING_PART, Enrolment
from services.catalogue.domain.exposure import ExposureLaw, barred
from services.catalogue.usecases import attempt_steps, study

State = contract.AttemptState


def start_attempt(
    database: Database, caller: Caller, command: contract.StartAttempt
) -> contract.AttemptProgress:
    """Begin an attempt; while one is open, go on with it: a lost connection costs nothing but time.

    Raises: UnknownActivity, UnknownEnrolment -- the caller takes no part. UnknownModuleTest,
        AttemptRefused -- none is left, or not yet. ActivityMoveRefused -- the module is not in force.
    """
    at = clock.now()
    with database.transaction() as session:
        activity = store.activities.held(session, command.activity_id)
        enrolment = store.enrolments.standing(session, command.activity_id, caller.person)
        if enrolment is None or enrolment.state not in TAKING_PART:
            raise UnknownEnrolment(activity_id=command.activity_id)
        activity.require_number()
        former = store.attempts.of_enrolment(session, enrolment.enrolment_id)
        attempt = former[-1] if former and former[-1].state is State.OPEN else None
        if attempt is None:
            attempt = _begun(session, activity, enrolment, former, at)
            journal.record(session, "catalogue.attempt.begun", str(attempt.attempt_id), number=attempt.number)
        attempt_id = attempt.attempt_id
        study.begin(session, enrolment.enrolment_id, caller.person, at)
    attempt_steps.proceed(database, attempt_id)
    return progress(database, attempt_id, caller.person)


def give_answer(database: Database, caller: Caller, command: contract.GiveAnswer) -> contract.AttemptProgress:
    """Note an answer, and ask the next question. Of two answers to one question the first stands.

    Raises: UnknownAttempt, AttemptClosed, NotAsked, TooSoon, AnswerUnsound, ActivityMoveRefused.
    """
    at = clock.now()
    with database.transaction() as session:
        known = store.attempts.own(session, command.attempt_id, caller.person)
        store.activities.held(session, known.activity_id).require_number()
        attempt = store.attempts.locked(session, command.attempt_id)
        attempt.require_open(at)
        steps = store.attempts.steps(session, command.attempt_id)
        if command.position > len(steps):
            raise contract.NotAsked(position=command.position)
        step = steps[command.position - 1]
        if step.answer is None:
            _take(session, attempt, step, command, at)
            step.device, step.address = _digest(attempt, caller.session_id), _digest(attempt, caller.address)
        study.hear(session, attempt.enrolment_id, caller.person, at)
        stands = step.answer
    attempt_steps.proceed(database, command.attempt_id)
    return progress(database, command.attempt_id, caller.person, stands)


def read_attempt(database: Database, caller: Caller, query: contract.PickAttempt) -> contract.AttemptProgress:
    """How far the caller's attempt has come. Raises: UnknownAttempt."""
    return progress(database, query.attempt_id, caller.person)


def my_attempts(database: Database, caller: Caller, query: contract.ListMyAttempts) -> contract.AttemptPage:
    """Raises: Invalid -- the cursor is not of this list."""
    [before] = cursors.read(query.cursor, UUID) if query.cursor else [None]
    with database.reading() as session:
        records = store.attempts.of_person(
            session, caller.person, activity_id=query.activity_id, before=before, limit=query.limit
        )
    return views.attempts.page(records, query.limit)


def progress(
    database: Database,
    attempt_id: AttemptId,
    person_id: PersonId,
    stands: tuple[str, ...] | None = None,
) -> contract.AttemptProgress:
    with database.reading() as session:
        attempt = store.attempts.own(session, attempt_id, person_id)
        steps = store.attempts.steps(session, attempt_id)
        contents = store.attempts.contents(session, attempt_id)
    return views.attempts.progress(attempt, steps, contents, stands)


def _begun(
    session: Session, activity: Activity, enrolment: Enrolment, former: Sequence[Attempt], at: datetime
) -> Attempt:
    """Raises: UnknownModuleTest, AttemptRefused."""
    if enrolment.state not in ATTENDING:
        raise contract.AttemptRefused(rule="attempt.decided", state=enrolment.state)
    card = activity.card
    # As attendance counts: by legal days.
    if clock.legal_day(at) < card.starts_on or at >= card.ends_at:
        raise contract.AttemptRefused(rule="attempt.outside", since=card.starts_at, until=card.ends_at)
    test = store.module_parts.known_test_of(session, activity.activity_id)
    _require_another(former, test.terms, at)
    pool = _pool(session, activity, test.terms)
    attempt = Attempt(
        attempt_id=AttemptId(new_id()),
        enrolment_id=enrolment.enrolment_id,
        activity_id=activity.activity_id,
        provider_id=activity.provider_id,
        person_id=enrolment.person_id,
        number=len(former) + 1,
        revision=test.revision,
        terms=test.terms,
        seed=secrets.token_hex(16),
        pool_id=store.attempts.keep_pool(session, pool),
        barred=_barred(session, activity, test.terms, pool, at),
        started_at=at,
        ends_at=min(at + timedelta(minutes=test.terms.minutes), card.ends_at),
    )
    session.add(attempt)
    return attempt


def _require_another(former: Sequence[Attempt], terms: ModuleTestTerms, at: datetime) -> None:
    """Raises: AttemptRefused -- it is passed, none is left, or the pause is not over."""
    if any(one.state is State.PASSED for one in former):
        raise contract.AttemptRefused(rule="attempt.passed")
    if len(former) >= terms.attempts:
        raise contract.AttemptRefused(rule="attempt.none_left", attempts=terms.attempts)
    last = former[-1].finished_at if former else None
    if last is not None and at < again_at(last, terms):
        raise contract.AttemptRefused(rule="attempt.pause", until=again_at(last, terms))


def _pool(session: Session, activity: Activity, terms: ModuleTestTerms) -> Pool:
    """Raises: AttemptRefused -- the bank has become too small."""
    pool = tuple(_drawn(row) for row in store.items.draw(session, activity.provider_id, terms))
    if len(pool) < terms.items_most:
        raise contract.AttemptRefused(rule="attempt.bank_small", items=len(pool))
    return pool


def _barred(
    session: Session, activity: Activity, terms: ModuleTestTerms, pool: Pool, at: datetime
) -> tuple[int, ...]:
    """The places of what too many have seen; always so many stay that there is something to choose from."""
    if terms.form is not FormOfTest.ADAPTIVE:
        return ()
    law = ExposureLaw.of(store.dictionaries.in_force(session, clock.legal_day(at)))
    attempts, counts = store.attempts.exposed(session, activity.activity_id, law.window)
    places = {place: counts.get((one.item_id, one.version), 0) for place, one in enumerate(pool)}
    asked = {place: count for place, count in places.items() if count}
    return barred(asked, attempts, len(pool) - terms.items_most - terms.candidates, law)


def _drawn(record: Any) -> Drawn:
    told = record.content.parameters
    if told is None:
        return Drawn(item_id=record.item_id, version=record.version)
    return Drawn(item_id=record.item_id, version=record.version, a=told.a, b=told.b, c=told.c)


def _take(session: Session, attempt: Attempt, step: Step, command: contract.GiveAnswer, at: datetime) -> None:
    """Raises: AnswerUnsound, TooSoon."""
    content = store.items.version_of(session, step.item_id, step.version).content
    if not item.is_answer(content, command.answer):
        raise contract.AnswerUnsound(answer="attempt.answer")
    attempt.require_time(step, at)
    step.take(command.answer, at, is_right=item.is_right(content, command.answer))


def _digest(attempt: Attempt, what: object) -> str | None:
    """By which one device is told from another within an attempt, and in no other place."""
    if what is None:
        return None
    return hashlib.sha256(f"{attempt.attempt_id}:{what}".encode()).hexdigest()[:16]
