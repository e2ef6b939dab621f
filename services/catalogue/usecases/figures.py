"""How activities turn out, and how they compare."""

from __future__ import annotations

from contracts.catalogue import figures as contract
from contracts.catalogue.activities import UnknownActivity
from kernel import clock, journal
from kernel.database import Database, Session
from kernel.messages import Caller
from kernel.values import ActivityId
from services.catalogue import store, views
from services.catalogue.domain import figures
from services.catalogue.domain.activity import HIDDEN

LEAST_PEOPLE = "statistics.least_people"


def read_figures(database: Database, query: contract.ReadFigures) -> contract.ActivityFigures:
    """How an activity has turned out until now.

    Raises: UnknownActivity.
    """
    with database.reading() as session:
        return _figures(session, query.activity_id)


def compare_activities(database: Database, query: contract.CompareActivities) -> contract.Comparison:
    """Several activities side by side, and which is ahead in what.

    Raises: UnknownActivity -- one of them is not known to all.
    """
    with database.reading() as session:
        items = tuple(_figures(session, each) for each in dict.fromkeys(query.activity_ids))
    return contract.Comparison(items=items, ahead=figures.ahead(items))


def report_knowledge(
    database: Database, caller: Caller, command: contract.ReportKnowledge
) -> contract.KnowledgeReport:
    """Take the provider's word on how much people knew before, and after.

    Raises: UnknownActivity, NotYourActivity, ActivityMoveRefused -- the activity is not published.
    """
    rows = {row.enrolment_id: row for row in command.rows}
    with database.transaction() as session:
        activity = store.activities.held(session, command.activity_id)
        activity.require_owner(caller)
        activity.require_number()
        known = store.reviews.taking_part(session, command.activity_id, rows.keys())
        kept = [row for enrolment_id, row in rows.items() if enrolment_id in known]
        store.reviews.note_knowledge(session, command.activity_id, kept, clock.now())
        journal.record(session, "catalogue.knowledge.reported", str(command.activity_id), rows=len(kept))
    unknown = tuple(enrolment_id for enrolment_id in rows if enrolment_id not in known)
    return contract.KnowledgeReport(activity_id=command.activity_id, accepted=len(kept), unknown=unknown)


def _figures(session: Session, activity_id: ActivityId) -> contract.ActivityFigures:
    record = store.activities.row(session, activity_id)
    if record.state in HIDDEN:
        raise UnknownActivity(activity_id=activity_id)
    least = store.dictionaries.in_force(session, clock.today()).whole(LEAST_PEOPLE)
    return views.reviews.figures(record, store.reviews.tally(session, activity_id), least)
