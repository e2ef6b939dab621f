"""Two accounts were one person's: their applications are the other's now, and nobody judges their own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from contracts.identity.duplicates import PersonMerged
from kernel import clock, journal, mergers, outbox
from kernel.database import Database, Session
from kernel.values import PersonId
from services.admission import store, views
from services.admission.domain.application import UNDER_WAY, Application


def follow_merger(database: Database, event: PersonMerged) -> None:
    """Pass applications and recommendations on. Decisions and acts stay as they were issued. Repeats are
    ignored.

    Of two applications for one speciality the further goes on, of two as far the earlier; the other is
    withdrawn. What a person has recommended or decided about themselves is noted for those who look into it.
    """
    gone_id, now = event.merged_id, clock.now()
    with database.transaction() as session:
        kept_id = mergers.note(session, gone_id, event.person_id, event.occurred_at)
        if kept_id is None:
            return
        concerned = store.concerned(session, [kept_id, gone_id])
        withdrawn = _withdraw_second(session, concerned, {kept_id, gone_id}, now)
        for application in concerned:
            _pass_on(application, gone_id, kept_id)
        session.flush()
        counts = {"applications": len(concerned), "withdrawn": withdrawn}
        journal.record(session, "admission.person.merged", str(kept_id), merged_id=str(gone_id), **counts)
        for application_id in store.judged_by_applicant(session, [kept_id, gone_id]):
            journal.record(session, "admission.conflict.found", str(application_id), person_id=str(kept_id))


def _withdraw_second(
    session: Session, concerned: Iterable[Application], people: set[PersonId], now: datetime
) -> int:
    by_speciality: dict[str, list[Application]] = defaultdict(list)
    for application in concerned:
        if application.person_id in people and application.state in UNDER_WAY:
            by_speciality[application.speciality].append(application)
    withdrawn = 0
    for rivals in by_speciality.values():
        stays = max(rivals, key=lambda each: UNDER_WAY.index(each.state))  # of equals the first, the oldest
        for other in rivals:
            if other is not stays:
                other.withdraw()
                outbox.add(session, views.withdrawn(other, now, superseded_by=stays.application_id))
                withdrawn += 1
    session.flush()  # an account has one under way at every moment
    return withdrawn


def _pass_on(application: Application, gone_id: PersonId, kept_id: PersonId) -> None:
    if application.person_id == gone_id:
        application.pass_to(kept_id)
    if application.reviewer_id == gone_id:
        application.pass_review_to(kept_id)
