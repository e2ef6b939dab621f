"""The routes of what interactive modules show; see `gateway.routes`."""

from __future__ import annotations

from contracts.catalogue import launches, packages, statements
from gateway.route import Route

ACTIVITY = "/v1/activities/{activity_id}"
PACKAGES = (
    Route("GET", f"{ACTIVITY}/packages", packages.list_packages),
    Route("POST", f"{ACTIVITY}/packages", packages.announce_package, 201),
    Route("POST", f"{ACTIVITY}/packages/{{attachment_id}}/check", packages.check_package),
    Route("GET", f"{ACTIVITY}/package-pins", packages.read_pins),
    Route("POST", f"{ACTIVITY}/package-pins", packages.pin_package),
)
LAUNCHES = (
    Route("POST", "/v1/modules/{activity_id}/launches", launches.launch_module, 201),
    Route("GET", "/v1/me/enrolments/{enrolment_id}/progress", launches.read_module_progress),
)

# What launched content asks, at the addresses of the standards.
XAPI = (
    Route("POST", "/v1/xapi/launches", launches.exchange_launch, launched=True),
    Route("GET", "/v1/xapi/statements", statements.read_statements, launched=True),
    Route("POST", "/v1/xapi/statements", statements.store_statements, launched=True),
    Route("PUT", "/v1/xapi/statements", statements.put_statement, 204, launched=True),
    Route("GET", "/v1/xapi/activities/state", statements.read_state, launched=True),
    Route("PUT", "/v1/xapi/activities/state", statements.put_state, 204, launched=True),
    Route("DELETE", "/v1/xapi/activities/state", statements.delete_state, 204, launched=True),
)

CONTENT = (*PACKAGES, *LAUNCHES, *XAPI)
