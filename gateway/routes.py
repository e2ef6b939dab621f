"""Every route of the suite.

Who may use a route is the business of its operation: see `roles` in `contracts`.
A path names things; what can be done to a thing is a thing of its own (`/approval`).
`/v1/me` is the person who asks, `/v1/public` needs no login and tells of no person.
"""

from __future__ import annotations

from contracts.admission import applications, decisions
from contracts.identity import (
    accounts,
    clients,
    factors,
    oauth,
    organisations,
    passwords,
    second_factor,
    sessions,
)
from contracts.journal import read_accesses, read_journal
from contracts.monitoring import anomalies, feed, statistics
from contracts.monitoring.journals import list_journal_heads
from contracts.monitoring.names import name_organisations
from contracts.notifications import notices
from contracts.portfolio import confirmations, documents
from gateway import journals
from gateway.catalogue_routes import CATALOGUE
from gateway.credits_routes import CREDITS
from gateway.esia_routes import CONSENTS, ESIA
from gateway.identity_routes import REGISTER
from gateway.planning_routes import PLANNING
from gateway.route import Composed, Route

IDENTITY = (
    Route("POST", "/v1/registrations", accounts.register, 201, "/v1/me"),
    Route("POST", "/v1/registrations/{person_id}/confirmation", accounts.confirm_phone),
    Route("POST", "/v1/registrations/{person_id}/code", accounts.resend_code),
    Route("POST", "/v1/sessions", sessions.log_in, 201),
    Route("POST", "/v1/sessions/refresh", sessions.refresh),
    Route("POST", "/v1/sessions/logout", sessions.log_out, 204),
    Route("POST", "/v1/sessions/second-factor", second_factor.finish_log_in, 201),
    Route("POST", "/v1/sessions/step-up", second_factor.step_up),
    Route("POST", "/v1/sessions/step-up/challenge", second_factor.begin_step_up, 201),
    Route("POST", "/v1/password-resets", passwords.request_password_reset, 201),
    Route("POST", "/v1/password-resets/{reset_id}/completion", passwords.complete_password_reset, 204),
    Route("GET", "/.well-known/jwks.json", sessions.jwks),
    Route("GET", "/v1/me", accounts.my_profile),
    Route("GET", "/v1/me/sessions", sessions.my_sessions),
    Route("DELETE", "/v1/me/sessions", sessions.revoke_other_sessions, 204),
    Route("DELETE", "/v1/me/sessions/{session_id}", sessions.revoke_session, 204),
    Route("PUT", "/v1/me/password", passwords.change_password, 204),
    Route("GET", "/v1/me/factors", factors.my_factors),
    Route("POST", "/v1/me/factors/totp", factors.enrol_totp, 201),
    Route("POST", "/v1/me/factors/totp/confirmation", factors.confirm_totp),
    Route("DELETE", "/v1/me/factors/totp", factors.remove_totp, 204),
    Route("POST", "/v1/me/factors/passkeys/challenge", factors.begin_passkey, 201),
    Route("POST", "/v1/me/factors/passkeys", factors.add_passkey, 201, "/v1/me/factors"),
    Route("DELETE", "/v1/me/factors/passkeys/{passkey_id}", factors.remove_passkey, 204),
    Route("POST", "/v1/me/factors/recovery-codes", factors.renew_recovery_codes, 201),
    Route("POST", "/v1/organisations", organisations.create_organisation, 201),
    Route("POST", "/v1/people/{person_id}/roles", organisations.grant_role, 201),
    Route("DELETE", "/v1/people/{person_id}/factors", factors.reset_factors, 204),
    Route("GET", "/v1/clients", clients.list_clients),
    Route("POST", "/v1/clients", clients.register_client, 201, "/v1/clients"),
    Route("POST", "/v1/clients/{client_id}/secret", clients.renew_client_secret, 201),
    Route("DELETE", "/v1/clients/{client_id}", clients.close_client, 204),
    Route("POST", "/oauth/token", oauth.issue_token, form=True),
    Route("POST", "/oauth/introspection", oauth.inspect_token, form=True),
    Route("POST", "/oauth/revocation", oauth.revoke_token, form=True),
)

PORTFOLIO = (
    Route("GET", "/v1/document-types", documents.list_document_types),
    Route("GET", "/v1/me/documents", documents.my_documents),
    Route("POST", "/v1/me/documents", documents.announce_document, 201, "/v1/documents/{document_id}"),
    Route("POST", "/v1/me/documents/{document_id}/check", documents.check_document),
    Route("GET", "/v1/documents/{document_id}", documents.read_document),
    Route("GET", "/v1/documents/{document_id}/download", documents.download_document),
    Route("GET", "/v1/me/confirmations", confirmations.my_confirmations),
    Route("GET", "/v1/me/confirmations/{confirmation_id}/download", confirmations.download_confirmation),
    Route("GET", "/v1/public/confirmations/{number}", confirmations.verify_confirmation),
)

ADMISSION = (
    Route("GET", "/v1/admission-kinds", applications.list_admission_kinds),
    Route("GET", "/v1/me/applications", applications.my_applications),
    Route("GET", "/v1/review/applications", applications.review_queue),
    Route("GET", "/v1/commission/applications", applications.commission_queue),
    Route(
        "POST", "/v1/applications", applications.submit_application, 201, "/v1/applications/{application_id}"
    ),
    Route("GET", "/v1/applications/{application_id}", applications.read_application),
    Route("POST", "/v1/applications/{application_id}/withdrawal", applications.withdraw_application),
    Route("POST", "/v1/applications/{application_id}/recommendation", applications.recommend),
    Route("POST", "/v1/applications/{application_id}/decision", decisions.decide, 201),
    Route("GET", "/v1/applications/{application_id}/decision", decisions.read_decision),
    Route("GET", "/v1/applications/{application_id}/act", decisions.download_act),
    Route("GET", "/v1/public/acts/{act_number}", decisions.verify_act),
)

NOTIFICATIONS = (
    Route("GET", "/v1/me/notices", notices.my_notices),
    Route("POST", "/v1/me/notices/{notice_id}/reading", notices.read_notice),
)

MONITORING = (
    Route("GET", "/v1/statistics", statistics.read_statistics),
    Route("GET", "/v1/events", feed.read_events),
    Route("GET", "/v1/parked", feed.list_parked),
    Route("POST", "/v1/parked/{parked_id}/redelivery", feed.redeliver_parked),
    Route("DELETE", "/v1/parked/{parked_id}", feed.drop_parked),
    Route("GET", "/v1/anomalies", anomalies.list_anomalies),
    Route("POST", "/v1/anomalies/{anomaly_id}/finding", anomalies.settle_anomaly),
)

AUDIT = Composed(journals.audit, (*read_journal.values(),), journals.read_audit)
ACCESS_LOG = Composed(
    journals.access_log, (*read_accesses.values(), name_organisations), journals.read_access_log
)

JOURNALS = (
    Route("GET", "/v1/audit", AUDIT),
    Route("GET", "/v1/me/access-log", ACCESS_LOG),
    Route("GET", "/v1/public/journal-heads", list_journal_heads),
)

ROUTES = (
    *IDENTITY,
    *REGISTER,
    *ESIA,
    *CONSENTS,
    *CATALOGUE,
    *CREDITS,
    *PLANNING,
    *PORTFOLIO,
    *ADMISSION,
    *NOTIFICATIONS,
    *MONITORING,
    *JOURNALS,
)
