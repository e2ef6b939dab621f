"""The routes of what interactive modules show; see `gateway.routes`."""

from __future__ import annotations

from contracts.catalogue import packages
from gateway.route import Route

ACTIVITY = "/v1/activities/{activity_id}"
PACKAGES = (
    Route("GET", f"{ACTIVITY}/packages", packages.list_packages),
    Route("POST", f"{ACTIVITY}/packages", packages.announce_package, 201),
    Route("POST", f"{ACTIVITY}/packages/{{attachment_id}}/check", packages.check_package),
    Route("GET", f"{ACTIVITY}/package-pins", packages.read_pins),
    Route("POST", f"{ACTIVITY}/package-pins", packages.pin_package),
)

CONTENT = (*PACKAGES,)
