"""The schema of the catalogue, and how the domain's classes are stored in it."""

from services.catalogue.tables.activities import (
    FILTERED,
    TAGGED,
    activities,
    is_in_review,
    is_listed,
    is_published,
    numbers,
    part_by_price,
    part_by_start,
    said_by_price,
    said_by_start,
    tags,
)
from services.catalogue.tables.attachments import attachments
from services.catalogue.tables.attempts import attempt_steps, attempts, is_going_on, test_pools
from services.catalogue.tables.codes import code_batches, code_refusals, code_tries, confirmation_codes
from services.catalogue.tables.cohorts import cohort_members, cohorts, consents
from services.catalogue.tables.dictionaries import days_off, policies, regions, specialities
from services.catalogue.tables.editions import activity_moves, editions, revisions
from services.catalogue.tables.enrolments import (
    corrections,
    enrolment_moves,
    enrolment_steps,
    enrolments,
    is_accepted,
    is_offered,
    is_waiting_for_seat,
    seats,
    superseded_enrolments,
)
from services.catalogue.tables.items import item_versions, items
from services.catalogue.tables.launches import launches, registrations, statements, states
from services.catalogue.tables.module_figures import module_figures
from services.catalogue.tables.module_parts import module_parts, module_parts_done, module_tests
from services.catalogue.tables.outlines import outlines, plays, watchings
from services.catalogue.tables.packages import (
    is_being_checked,
    package_checks,
    package_files,
    packages,
    pins,
)
from services.catalogue.tables.presence import (
    badge_scans,
    live_events,
    presence_answers,
    presence_spans,
    presence_verdicts,
)
from services.catalogue.tables.providers import (
    is_waiting,
    organisations,
    past_measures,
    provider_applications,
    provider_numbers,
    providers,
)
from services.catalogue.tables.registers import register_entries, register_versions
from services.catalogue.tables.remarks import remarks
from services.catalogue.tables.reviews import is_pending, is_public, knowledge, reviews
from services.catalogue.tables.rosters import is_at_work, roster_rows, rosters
from services.catalogue.tables.schema import metadata
from services.catalogue.tables.search import listings, saved_searches, shelf
from services.catalogue.tables.seat_contracts import is_open_contract, seat_contracts, seat_offers
from services.catalogue.tables.signals import attempt_signals, attempts_examined, item_statistics
from services.catalogue.tables.speakers import disclosures, speakers
from services.catalogue.tables.study import study_times
from services.catalogue.tables.topics import is_wanted, questions, topic_activities, topics

__all__ = [
    "badge_scans",
    "live_events",
    "presence_answers",
    "presence_spans",
    "presence_verdicts",
    "FILTERED",
    "TAGGED",
    "activities",
    "activity_moves",
    "attachments",
    "attempt_signals",
    "attempt_steps",
    "attempts",
    "attempts_examined",
    "code_batches",
    "code_refusals",
    "code_tries",
    "confirmation_codes",
    "cohort_members",
    "cohorts",
    "consents",
    "corrections",
    "days_off",
    "editions",
    "enrolment_moves",
    "enrolment_steps",
    "enrolments",
    "is_accepted",
    "is_at_work",
    "is_going_on",
    "is_in_review",
    "is_listed",
    "is_offered",
    "is_open_contract",
    "is_pending",
    "is_public",
    "is_published",
    "is_waiting",
    "is_wanted",
    "is_waiting_for_seat",
    "item_statistics",
    "item_versions",
    "items",
    "knowledge",
    "launches",
    "listings",
    "metadata",
    "module_figures",
    "module_parts",
    "module_parts_done",
    "module_tests",
    "numbers",
    "organisations",
    "outlines",
    "is_being_checked",
    "package_checks",
    "package_files",
    "packages",
    "past_measures",
    "pins",
    "plays",
    "part_by_price",
    "part_by_start",
    "policies",
    "provider_applications",
    "provider_numbers",
    "providers",
    "questions",
    "regions",
    "register_entries",
    "register_versions",
    "registrations",
    "remarks",
    "reviews",
    "revisions",
    "roster_rows",
    "rosters",
    "saved_searches",
    "seat_contracts",
    "said_by_price",
    "said_by_start",
    "seat_offers",
    "seats",
    "shelf",
    "specialities",
    "superseded_enrolments",
    "tags",
    "test_pools",
    "statements",
    "states",
    "study_times",
    "topic_activities",
    "disclosures",
    "speakers",
    "topics",
    "watchings",
]
