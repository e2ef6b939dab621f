"""The routes of the catalogue; see `gateway.routes`."""

from __future__ import annotations

from contracts.catalogue import (
    activities,
    codes,
    cohorts,
    corrections,
    dictionaries,
    editions,
    eligibility,
    enrolments,
    figures,
    lifecycle,
    materials,
    onboarding,
    participants,
    participation,
    presence,
    provider_desk,
    providers,
    questions,
    registers,
    reviews,
    rosters,
    search,
    seat_contracts,
    speakers,
    topics,
)
from gateway.content_routes import CONTENT
from gateway.modules_routes import MODULES
from gateway.route import Route

ACTIVITIES = (
    Route("GET", "/v1/specialities", dictionaries.list_specialities),
    Route("GET", "/v1/activities", search.find_activities),
    Route("POST", "/v1/activities", activities.draft_activity, 201, "/v1/activities/{activity_id}"),
    Route("GET", "/v1/activities/{activity_id}", activities.read_activity),
    Route("PUT", "/v1/activities/{activity_id}", activities.revise_activity),
    Route("POST", "/v1/activities/{activity_id}/submission", activities.submit_activity),
    Route("POST", "/v1/activities/{activity_id}/approval", activities.approve_activity),
    Route("POST", "/v1/activities/{activity_id}/return", activities.return_activity),
    Route("POST", "/v1/activities/{activity_id}/cancellation", activities.cancel_activity),
    Route("GET", "/v1/activity-facets", search.count_facets),
    Route("GET", "/v1/me/activities", search.list_activities),
    Route("GET", "/v1/me/searches", search.my_searches),
    Route("POST", "/v1/me/searches", search.save_search, 201),
    Route("DELETE", "/v1/me/searches/{search_id}", search.forget_search, 204),
    Route("GET", "/v1/register/{number}/eligibility", eligibility.check_eligibility),
)

ACTIVITY = "/v1/activities/{activity_id}"
MATERIAL = f"{ACTIVITY}/materials/{{attachment_id}}"
STAGES = (
    Route("GET", "/v1/review/activities", lifecycle.list_activity_queue),
    Route("POST", f"{ACTIVITY}/pilot", lifecycle.start_pilot),
    Route("POST", f"{ACTIVITY}/publication", lifecycle.publish_activity),
    Route("POST", f"{ACTIVITY}/suspension", lifecycle.suspend_activity),
    Route("POST", f"{ACTIVITY}/resumption", lifecycle.resume_activity),
    Route("POST", f"{ACTIVITY}/retirement", lifecycle.retire_activity),
    Route("GET", f"{ACTIVITY}/gates/{{move}}", lifecycle.read_gate),
    Route("GET", f"{ACTIVITY}/moves", lifecycle.list_activity_moves),
    Route("GET", f"{ACTIVITY}/versions", editions.list_editions),
    Route("GET", f"{ACTIVITY}/revision", editions.read_revision),
    Route("PUT", f"{ACTIVITY}/revision", editions.propose_revision),
    Route("POST", f"{ACTIVITY}/revision/submission", editions.submit_revision),
    Route("POST", f"{ACTIVITY}/revision/approval", editions.approve_revision),
    Route("POST", f"{ACTIVITY}/revision/return", editions.return_revision),
    Route("GET", f"{ACTIVITY}/materials", materials.list_materials),
    Route("POST", f"{ACTIVITY}/materials", materials.attach_material, 201),
    Route("POST", f"{MATERIAL}/check", materials.check_material),
    Route("GET", f"{MATERIAL}/download", materials.download_material),
    Route("DELETE", MATERIAL, materials.remove_material, 204),
)

PARTICIPANT = "/v1/activities/{activity_id}/enrolments/{enrolment_id}"
ENROLMENTS = (
    Route("POST", "/v1/activities/{activity_id}/enrolments", enrolments.enrol, 201, "/v1/me/enrolments"),
    Route("GET", "/v1/activities/{activity_id}/enrolments", participants.list_participants),
    Route("POST", "/v1/activities/{activity_id}/attendance", enrolments.report_attendance),
    Route("POST", "/v1/activities/{activity_id}/corrections", corrections.correct_attendance),
    Route("GET", "/v1/me/enrolments", enrolments.my_enrolments),
    Route("GET", "/v1/me/enrolments/{enrolment_id}", participation.read_enrolment),
    Route("POST", "/v1/me/enrolments/{enrolment_id}/acceptance", participation.accept_seat),
    Route("POST", "/v1/me/enrolments/{enrolment_id}/cancellation", enrolments.cancel_enrolment),
    Route("POST", f"{PARTICIPANT}/acceptance", participation.accept_participant),
    Route("POST", f"{PARTICIPANT}/refusal", participation.refuse_participant),
)

ROSTER = "/v1/rosters/{roster_id}"
ROSTERS = (
    Route("POST", f"{ACTIVITY}/rosters", rosters.announce_roster, 201),
    Route("GET", f"{ACTIVITY}/rosters", rosters.list_rosters),
    Route("GET", ROSTER, rosters.read_roster),
    Route("POST", f"{ROSTER}/check", rosters.check_roster),
    Route("GET", f"{ROSTER}/rows", rosters.list_roster_rows),
    Route("POST", f"{ROSTER}/posting", rosters.post_roster),
)

BATCH = "/v1/code-batches/{batch_id}"
CODES = (
    Route("POST", f"{ACTIVITY}/code-batches", codes.issue_codes, 201),
    Route("GET", f"{ACTIVITY}/code-batches", codes.list_code_batches),
    Route("POST", f"{BATCH}/codes", codes.take_codes),
    Route("POST", f"{BATCH}/revocation", codes.revoke_codes),
    Route("POST", "/v1/me/codes", codes.redeem_code),
)

PRESENCE = (
    Route("POST", f"{ACTIVITY}/live", presence.open_event, 201),
    Route("POST", f"{ACTIVITY}/live/presence", presence.say_present),
    Route("POST", f"{ACTIVITY}/live/outages", presence.report_outage),
    Route("POST", f"{ACTIVITY}/live/scans", presence.report_scans),
    Route("POST", f"{ACTIVITY}/live/closing", presence.close_event),
    Route("GET", "/v1/me/enrolments/{enrolment_id}/presence", presence.my_presence),
)

APPLICATIONS = "/v1/provider-applications"
APPLICATION = f"{APPLICATIONS}/{{application_id}}"
SCAN = f"{APPLICATION}/documents/{{attachment_id}}"
ONBOARDING = (
    Route("GET", "/v1/me/provider-applications", onboarding.my_provider_applications),
    Route("POST", APPLICATIONS, onboarding.open_provider_application, 201, APPLICATION),
    Route("GET", APPLICATION, onboarding.read_provider_application),
    Route("PUT", APPLICATION, onboarding.revise_provider_application),
    Route("POST", f"{APPLICATION}/documents", onboarding.attach_scan, 201),
    Route("POST", f"{SCAN}/check", onboarding.check_scan),
    Route("GET", f"{SCAN}/download", onboarding.download_scan),
    Route("POST", f"{APPLICATION}/submission", onboarding.submit_provider_application),
    Route("GET", "/v1/review/provider-applications", provider_desk.list_provider_applications),
    Route("POST", f"{APPLICATION}/processing", provider_desk.take_provider_application),
    Route("POST", f"{APPLICATION}/return", provider_desk.return_provider_application),
    Route("POST", f"{APPLICATION}/rejection", provider_desk.reject_provider_application),
    Route("POST", f"{APPLICATION}/approval", provider_desk.approve_provider_application),
)

PROVIDERS = (
    Route("GET", "/v1/providers", providers.find_providers),
    Route("GET", "/v1/providers/{provider_id}", providers.read_provider),
    Route("POST", "/v1/providers/{provider_id}/suspension", providers.suspend_provider),
    Route("POST", "/v1/providers/{provider_id}/blacklisting", providers.blacklist_provider),
    Route("POST", "/v1/providers/{provider_id}/restoration", providers.restore_provider),
    Route("POST", "/v1/providers/{provider_id}/trust", providers.trust_provider),
    Route("POST", "/v1/providers/{provider_id}/distrust", providers.distrust_provider),
    Route("GET", "/v1/providers/{provider_id}/affected", providers.list_affected),
)

REVIEWS = (
    Route("GET", f"{ACTIVITY}/reviews", reviews.list_reviews),
    Route("PUT", f"{ACTIVITY}/review", reviews.write_review),
    Route("GET", "/v1/review/activity-reviews", reviews.list_review_queue),
    Route("POST", "/v1/activity-reviews/{review_id}/publication", reviews.publish_review),
    Route("POST", "/v1/activity-reviews/{review_id}/rejection", reviews.reject_review),
    Route("GET", f"{ACTIVITY}/figures", figures.read_figures),
    Route("POST", f"{ACTIVITY}/knowledge", figures.report_knowledge),
    Route("GET", "/v1/activity-comparison", figures.compare_activities),
)

BOUGHT = "/v1/seat-contracts/{contract_id}"
COHORT = "/v1/cohorts/{cohort_id}"
COHORTS = (
    Route("GET", "/v1/cohorts", cohorts.my_cohorts),
    Route("POST", "/v1/cohorts", cohorts.create_cohort, 201, f"{COHORT}/progress"),
    Route("POST", f"{COHORT}/members", cohorts.add_members),
    Route("GET", f"{COHORT}/progress", cohorts.read_cohort_progress),
    Route("POST", f"{ACTIVITY}/seat-contracts", seat_contracts.offer_seat_contract, 201, BOUGHT),
    Route("GET", "/v1/seat-contracts", seat_contracts.list_seat_contracts),
    Route("GET", BOUGHT, seat_contracts.read_seat_contract),
    Route("POST", f"{BOUGHT}/agreement", seat_contracts.agree_seat_contract),
    Route("POST", f"{BOUGHT}/counter-offer", seat_contracts.counter_seat_contract),
    Route("POST", f"{BOUGHT}/end", seat_contracts.end_seat_contract),
    Route("GET", "/v1/me/seats", seat_contracts.seats_for_me),
)

REGISTER = "/v1/dictionaries/{oid}"
REGISTERS = (
    Route("GET", "/v1/dictionaries", registers.list_registers),
    Route("POST", "/v1/dictionaries", registers.import_register, 201),
    Route("GET", REGISTER, registers.read_register),
    Route("GET", f"{REGISTER}/codes/{{code}}", registers.check_code),
)

SPEAKER = "/v1/speakers/{speaker_id}"
SPEAKERS = (
    Route("GET", "/v1/speakers", speakers.list_speakers),
    Route("POST", "/v1/speakers", speakers.register_speaker, 201, SPEAKER),
    Route("GET", SPEAKER, speakers.read_speaker),
    Route("POST", f"{SPEAKER}/disclosures", speakers.disclose_interests, 201),
)

TOPIC = "/v1/topics/{topic_id}"
TOPICS = (
    Route("GET", "/v1/topics", topics.list_topics),
    Route("POST", "/v1/topics", topics.plan_topic, 201),
    Route("POST", f"{TOPIC}/closing", topics.close_topic),
    Route("POST", f"{ACTIVITY}/topics", topics.take_topic),
    Route("GET", f"{ACTIVITY}/questions", questions.list_questions),
    Route("POST", f"{ACTIVITY}/questions", questions.ask_question, 201),
    Route("POST", f"{ACTIVITY}/questions/{{question_id}}/answer", questions.answer_question),
)

CATALOGUE = (
    *ACTIVITIES,
    *STAGES,
    *ENROLMENTS,
    *ROSTERS,
    *CODES,
    *REVIEWS,
    *COHORTS,
    *REGISTERS,
    *PRESENCE,
    *SPEAKERS,
    *TOPICS,
    *MODULES,
    *CONTENT,
    *ONBOARDING,
    *PROVIDERS,
)
