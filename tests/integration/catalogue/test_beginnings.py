"""What has begun is found by its beginning, however much is yet to begin."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import psycopg

from contracts.catalogue.activities import MoveActivity
from contracts.catalogue.editions import ProposeRevision
from deploy.embedded.databases import Database as Addresses
from kernel import clock
from kernel.database import Database
from services.catalogue.usecases import editions, rounds
from tests.builders.catalogue import NOW, a_draft, a_moderator, a_provider
from tests.integration.catalogue.journeys import a_publication, enrolled
from tests.integration.catalogue.outbox import announced

WISHES = 250_000
# One activity a wish would be slow to write and show no more: the index is that of the enrolments.
FILL = """
INSERT INTO enrolments (enrolment_id, activity_id, activity_version, person_id, speciality, title, credits,
                        enrolled_at, state, moved_by, begins_at)
SELECT gen_random_uuid(), (SELECT activity_id FROM activities LIMIT 1), 1, gen_random_uuid(), 'terapiya', '?',
       4.2, now(), 'enrolled', 'specialist', %s + n * interval '1 minute'
  FROM generate_series(1, %s) n
"""
BEGUN = """
EXPLAIN SELECT * FROM enrolments WHERE state = 'enrolled' AND begins_at <= %s
 ORDER BY begins_at, enrolment_id LIMIT 200 FOR UPDATE SKIP LOCKED
"""


def studying(database: Database, at: datetime) -> int:
    with clock.freeze(at):
        rounds.begin_studies(database)
    return len(announced(database, "catalogue.enrolment.studying"))


def test_of_a_quarter_of_a_million_wishes_those_that_begin_are_found_by_an_index(
    database: Database, addresses: Addresses
) -> None:
    a_publication(database)
    with psycopg.connect(addresses.owner_url) as owner:
        # Without the notes on every move: they are not what is measured.
        owner.execute("ALTER TABLE enrolments DISABLE TRIGGER USER")
        owner.execute(FILL, (NOW + timedelta(days=1), WISHES))
        owner.execute("ANALYZE enrolments")
        plan = "\n".join(row[0] for row in owner.execute(BEGUN, (NOW + timedelta(days=1, minutes=5),)))
        owner.rollback()

    assert "enrolments_to_begin" in plan
    assert "Seq Scan" not in plan


def test_an_activity_that_is_put_off_begins_later_for_those_who_hold_a_seat(database: Database) -> None:
    activity = a_publication(database)
    enrolled(database, activity)
    later = activity.starts_at + timedelta(days=1)
    card = a_draft(starts_at=later)
    command = ProposeRevision(activity_id=activity.activity_id, version=activity.version, **vars(card))
    revision = editions.propose_revision(database, a_provider(), command)
    picked = MoveActivity(activity_id=activity.activity_id, version=revision.version)
    submitted = editions.submit_revision(database, a_provider(), picked)
    picked = replace(picked, version=submitted.version)
    editions.approve_revision(database, a_moderator(), picked)

    assert studying(database, activity.starts_at) == 0
    assert studying(database, later) == 1


def test_whoever_takes_a_seat_in_what_has_begun_is_studying_soon(database: Database) -> None:
    activity = a_publication(database)
    with clock.freeze(activity.starts_at + timedelta(minutes=1)):
        enrolled(database, activity)

    assert studying(database, activity.starts_at + timedelta(minutes=2)) == 1
