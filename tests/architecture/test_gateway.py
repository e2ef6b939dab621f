"""What the gateway is not."""

from __future__ import annotations

import subprocess
import sys

from gateway.routes import ROUTES
from kernel.messages import ANYONE

FOREIGN = {"eventlet", "nameko", "kombu", "sqlalchemy", "psycopg", "alembic", "services"}

# Whatever is open to anyone is open on purpose: a line here, beside the reason in its contract.
OPEN = {
    "GET /.well-known/jwks.json",
    "GET /v1/activities",
    "GET /v1/activities/{activity_id}",
    "GET /v1/activities/{activity_id}/materials",
    "GET /v1/activities/{activity_id}/materials/{attachment_id}/download",
    "GET /v1/activities/{activity_id}/versions",
    "GET /v1/activities/{activity_id}/figures",
    "GET /v1/activities/{activity_id}/reviews",
    "GET /v1/activity-comparison",
    "GET /v1/activity-facets",
    "GET /v1/admission-kinds",
    "GET /v1/document-types",
    "GET /v1/claim-forms",
    "GET /v1/claim-forms/{form}",
    "GET /v1/consent-texts",
    "GET /v1/credits/decrees",
    "GET /v1/dictionaries",
    "GET /v1/dictionaries/{oid}",
    "GET /v1/dictionaries/{oid}/codes/{code}",
    "GET /v1/activities/{activity_id}/module-figures",
    "GET /v1/module-figures",
    "GET /v1/module-figures/table",
    "GET /v1/modules",
    "GET /v1/policies",
    "GET /v1/posts",
    "GET /v1/providers",
    "GET /v1/providers/{provider_id}",
    "GET /v1/policies/{key}",
    "GET /v1/public/acts/{act_number}",
    "GET /v1/public/confirmations/{number}",
    "GET /v1/public/journal-heads",
    "GET /v1/public/transcripts/{number}",
    "GET /v1/register/{number}/eligibility",
    "GET /v1/specialities",
    "GET /v1/statistics",
    "GET /v1/topics",
    "GET /v1/xapi/activities/state",
    "GET /v1/xapi/statements",
    "POST /v1/esia/authorisations",
    "POST /v1/esia/offers/acceptance",
    "POST /v1/esia/offers/code",
    "POST /oauth/introspection",
    "POST /oauth/revocation",
    "POST /oauth/token",
    "POST /v1/password-resets",
    "POST /v1/password-resets/{reset_id}/completion",
    "POST /v1/registrations",
    "POST /v1/registrations/{person_id}/code",
    "POST /v1/registrations/{person_id}/confirmation",
    "DELETE /v1/xapi/activities/state",
    "POST /v1/sessions",
    "POST /v1/xapi/launches",
    "POST /v1/xapi/statements",
    "PUT /v1/xapi/activities/state",
    "PUT /v1/xapi/statements",
    "POST /v1/sessions/esia",
    "POST /v1/sessions/logout",
    "POST /v1/sessions/refresh",
    "POST /v1/sessions/second-factor",
}


def test_only_these_routes_are_open_to_anyone() -> None:
    found = {f"{route.method} {route.path}" for route in ROUTES if route.operation.roles == ANYONE}

    assert found == OPEN


def test_the_gateway_runs_on_plain_threads_without_a_database() -> None:
    told = "import sys, gateway.app; print(*{name.split('.')[0] for name in sys.modules})"

    loaded = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)

    assert FOREIGN.intersection(loaded.stdout.split()) == set()
