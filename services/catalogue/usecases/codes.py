"""Confirmation codes: issued to a provider, given once, redeemed by those who were there."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from contracts.catalogue import codes as contract
from contracts.catalogue import enrolments as enrolment_contract
from kernel import clock, cursors, journal, outbox
from kernel.database import Database, Session
from kernel.messages import Caller, Invalid, ServiceError
from kernel.values import InvalidValue
from services.catalogue import store, views
from services.catalogue.domain import confirmation
from services.catalogue.domain.activity import Activity
from services.catalogue.domain.attendance import Judgement
from services.catalogue.domain.confirmation import CodeBatch, Tries
from services.catalogue.domain.enrolment import WISHING, Enrolment
from services.catalogue.domain.suspension import Suspension
from services.catalogue.usecases import attendance, seating
from services.catalogue.vault import Vault

Verdict = enrolment_contract.AttendanceVerdict


def issue_codes(database: Database, caller: Caller, command: contract.IssueCodes) -> contract.CodeBatch:
    """Promise codes for a day of an activity; they are made when they are taken.

    Raises: UnknownActivity, NotYourActivity, ActivityMoveRefused, CodesUnsound.
    """
    at = clock.now()
    today = clock.legal_day(at)
    with database.transaction() as session:
        activity = store.activities.held(session, command.activity_id)
        activity.require_owner(caller)
        law = store.dictionaries.code_law(session, today)
        stood = store.suspensions.on(session, activity, command.attended_on)
        batch = CodeBatch.issue(
            command, activity, law, suspension=stood, by=caller.person, at=at, today=today
        )
        store.codes.add(session, batch)
        journal.record(session, "catalogue.codes.issued", str(batch.batch_id), count=command.count)
    return views.codes.batch(batch)


def take_codes(
    database: Database, vault: Vault, caller: Caller, command: contract.PickCodeBatch
) -> contract.TakenCodes:
    """Make the codes and give them, for the only time: only their hashes stay.

    Raises: UnknownCodeBatch, CodesTaken.
    """
    with database.transaction() as session:
        batch = store.codes.own_locked(session, command.batch_id, caller.organisation_id)
        codes = batch.take(clock.now())
        store.codes.keep(session, batch, [vault.digest(code) for code in codes])
        journal.record(session, "catalogue.codes.taken", str(batch.batch_id))
    return contract.TakenCodes(
        batch_id=batch.batch_id, codes=tuple(confirmation.shown(code) for code in codes)
    )


def revoke_codes(database: Database, caller: Caller, command: contract.PickCodeBatch) -> contract.CodeBatch:
    """Let nobody claim with what is left of a batch.

    Raises: UnknownCodeBatch.
    """
    with database.transaction() as session:
        batch = store.codes.own_locked(session, command.batch_id, caller.organisation_id)
        batch.revoke(clock.now())
        redeemed = store.codes.redeemed(session, [batch.batch_id])
        refused = store.codes.refused(session, [batch.batch_id])
        journal.record(session, "catalogue.codes.revoked", str(batch.batch_id))
    return views.codes.batch(
        batch, redeemed=redeemed.get(batch.batch_id, 0), refused=refused.get(batch.batch_id)
    )


def list_code_batches(
    database: Database, caller: Caller, query: contract.ListCodeBatches
) -> contract.CodeBatchPage:
    """The batches of one activity, the newest first.

    Raises: UnknownActivity, NotYourActivity, Invalid -- the cursor is not of this list.
    """
    [before] = cursors.read(query.cursor, UUID) if query.cursor else [None]
    with database.reading() as session:
        store.activities.of(session, query.activity_id).require_owner(caller)
        records = store.codes.of_activity(session, query.activity_id, before=before, limit=query.limit)
        ids = [record.batch_id for record in records]
        redeemed, refused = store.codes.redeemed(session, ids), store.codes.refused(session, ids)
    return views.codes.page(records, redeemed, refused, query.limit)


def redeem_code(
    database: Database, vault: Vault, caller: Caller, command: contract.RedeemCode
) -> enrolment_contract.Enrolment:
    """Claim a completion; the same code again is the same completion. A wrong one is remembered.

    Raises: Invalid -- a typing error. UnknownConfirmationCode, TooManyCodeTries, ConfirmationCodeVoid,
        ConfirmationCodeSpent, AlreadyCompleted, SpecialityNeeded, SpecialityNotCovered, NoSeats,
        ActivityMoveRefused.
    """
    digests, at = vault.digests(_typed(command.code)), clock.now()
    with database.transaction() as session:
        tries = store.codes.tries(session, caller.person)
        tries.require_open(at)
        code = store.codes.find(session, digests)
        if code is None:
            answer: Enrolment | ServiceError = _missed(session, tries, at)
        else:
            answer = _redeemed(session, caller, code, command, at)
            tries.hit()
    # Raised once what has been noted of it is kept.
    if isinstance(answer, ServiceError):
        raise answer
    return views.enrolments.enrolment(answer)


def _typed(code: str) -> str:
    try:
        return confirmation.parse(code)
    except InvalidValue as broken:
        raise Invalid(code=broken.rule) from broken


def _missed(session: Session, tries: Tries, at: datetime) -> contract.UnknownConfirmationCode:
    left = tries.miss(store.dictionaries.code_law(session, clock.legal_day(at)), at)
    if left == 0:
        outbox.add(session, views.codes.guessing(tries, at))
    return contract.UnknownConfirmationCode(left=left)


def _redeemed(
    session: Session,
    caller: Caller,
    code: store.codes.KnownCode,
    command: contract.RedeemCode,
    at: datetime,
) -> Enrolment | contract.ConfirmationCodeVoid:
    batch = store.codes.held(session, code.batch_id)
    # Locked in this order, as whoever cancels an activity locks them.
    activity = store.activities.held(session, batch.activity_id)
    enrolment = store.enrolments.standing(session, batch.activity_id, caller.person)
    if code.person_id == caller.person and enrolment is not None:
        return enrolment
    if code.person_id is not None:
        raise contract.ConfirmationCodeSpent
    batch.require_valid(clock.legal_day(at))
    # Before anything is asked of the person: a measure passes, and the code is not used up by it.
    activity.require_number()
    suspension = store.suspensions.on(session, activity, batch.attended_on)
    if suspension is not None:
        return _devalued(session, activity, batch, suspension, at)
    if enrolment is None or enrolment.state in store.enrolments.REOPENED:
        enrolment = _enrolled(session, activity, caller, command.speciality, at)
    elif enrolment.state in WISHING:
        _let_in(session, activity, enrolment, at)
    _require_counted(_complete(session, activity, enrolment, batch, at))
    store.codes.claim(session, code, caller.person, at)
    return enrolment


def _devalued(
    session: Session, activity: Activity, batch: CodeBatch, suspension: Suspension, at: datetime
) -> contract.ConfirmationCodeVoid:
    """The refusal of a code for a day that earned nothing; whoever asked for the batch is told once."""
    if store.codes.refuse(session, batch.batch_id, suspension.rule, at):
        outbox.add(session, views.codes.refused(batch, activity, suspension, at))
    return contract.ConfirmationCodeVoid(rule=suspension.rule, attended_on=batch.attended_on)


def _enrolled(
    session: Session, activity: Activity, caller: Caller, speciality: str | None, at: datetime
) -> Enrolment:
    """Whoever was there without enrolling takes a seat now, be the activity over or not."""
    if speciality is None:
        raise contract.SpecialityNeeded(speciality="required")
    wish = Enrolment.afterwards(activity, caller.person, speciality, at)
    seating.seat(session, activity, wish)
    enrolment = store.enrolments.open_or_reopen(session, wish)
    if enrolment is None:
        raise contract.AlreadyCompleted
    seating.enter(session, activity, enrolment, at)
    return enrolment


def _let_in(session: Session, activity: Activity, enrolment: Enrolment, at: datetime) -> None:
    """Whoever was there while the wish for a seat still stood takes one now."""
    if not enrolment.is_holding:
        seating.seat(session, activity, enrolment)
    enrolment.let_in()
    seating.enter(session, activity, enrolment, at)


def _complete(
    session: Session, activity: Activity, enrolment: Enrolment, batch: CodeBatch, at: datetime
) -> Judgement:
    """The provider vouches for as much as the edition enrolled for asks."""
    presence = attendance.asked_of(session, activity, {enrolment.activity_version}, at).of(enrolment)
    row = enrolment_contract.AttendanceRow(
        enrolment_id=enrolment.enrolment_id,
        attended_on=batch.attended_on,
        minutes=presence.min_minutes,
        checks_passed=presence.checks_required,
    )
    source = enrolment_contract.CompletionSource.CODE
    [judgement] = attendance.complete(session, activity, [row], source, at)
    return judgement


def _require_counted(judgement: Judgement) -> None:
    """Raises: AlreadyCompleted, ConfirmationCodeVoid -- the activity was moved to other days."""
    if judgement.verdict is Verdict.DUPLICATE:
        raise contract.AlreadyCompleted
    if not judgement.is_accepted:
        raise contract.ConfirmationCodeVoid(rule=judgement.rule)
