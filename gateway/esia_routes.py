"""The routes of Госуслуги (ЕСИА), and of consents."""

from __future__ import annotations

from contracts.identity import consents, esia, offers
from gateway.route import Route

ESIA = (
    Route("POST", "/v1/esia/authorisations", esia.begin_esia_log_in, 201),
    Route("POST", "/v1/sessions/esia", esia.finish_esia_log_in, 201),
    Route("POST", "/v1/esia/offers/code", offers.send_offer_code),
    Route("POST", "/v1/esia/offers/acceptance", offers.accept_offer, 201),
    Route("POST", "/v1/me/esia/authorisations", esia.begin_esia_link, 201),
    Route("GET", "/v1/me/esia", esia.my_esia),
    Route("POST", "/v1/me/esia", esia.link_esia, 201, "/v1/me/esia"),
    Route("DELETE", "/v1/me/esia", esia.unlink_esia, 204),
)

CONSENTS = (
    Route("GET", "/v1/consent-texts", consents.list_consent_texts),
    Route("GET", "/v1/me/consents", consents.my_consents),
    Route("POST", "/v1/me/consents", consents.give_consent, 201),
    Route("POST", "/v1/me/consents/{consent_id}/withdrawal", consents.withdraw_consent),
    Route("GET", "/v1/me/consents/{consent_id}/receipt", consents.read_consent_receipt),
)
