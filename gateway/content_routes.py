"""The routes of what interactive modules show; see `gateway.routes`."""

from __future__ import annotations

from contracts.catalogue import (
    launches,
    module_figures,
    outlines,
    package_checks,
    packages,
    remarks,
    statements,
    study,
)
from gateway.route import Route

ACTIVITY = "/v1/activities/{activity_id}"
PACKAGES = (
    Route("GET", f"{ACTIVITY}/packages", packages.list_packages),
    Route("POST", f"{ACTIVITY}/packages", packages.announce_package, 201),
    Route("POST", f"{ACTIVITY}/packages/{{attachment_id}}/check", packages.check_package),
    Route("POST", f"{ACTIVITY}/packages/{{attachment_id}}/submission", package_checks.hand_in_package, 202),
    Route("GET", f"{ACTIVITY}/packages/{{attachment_id}}", package_checks.read_package_check),
    Route("GET", f"{ACTIVITY}/package-pins", packages.read_pins),
    Route("POST", f"{ACTIVITY}/package-pins", packages.pin_package),
)
LAUNCHES = (
    Route("POST", "/v1/modules/{activity_id}/launches", launches.launch_module, 201),
    Route("GET", "/v1/me/enrolments/{enrolment_id}/progress", launches.read_module_progress),
    Route("POST", "/v1/me/enrolments/{enrolment_id}/study", study.study_module),
    Route("POST", "/v1/me/enrolments/{enrolment_id}/completion", study.complete_module),
)

OUTLINES = (
    Route("GET", f"{ACTIVITY}/outlines", outlines.read_outlines),
    Route("PUT", f"{ACTIVITY}/outline", outlines.set_outline),
    Route("POST", "/v1/me/enrolments/{enrolment_id}/films", outlines.watch_film),
    Route("POST", "/v1/modules/{activity_id}/plays", outlines.begin_play, 201, "/v1/me/plays/{play_id}"),
    Route("GET", "/v1/me/plays/{play_id}", outlines.read_play),
    Route("POST", "/v1/me/plays/{play_id}/choices", outlines.choose_in_play),
)

REMARKS = (
    Route("GET", f"{ACTIVITY}/remarks", remarks.list_remarks),
    Route("POST", f"{ACTIVITY}/remarks", remarks.make_remark, 201),
    Route("POST", f"{ACTIVITY}/remarks/{{remark_id}}/answer", remarks.answer_remark),
)

FIGURES = (
    Route("GET", "/v1/module-figures", module_figures.list_module_figures),
    Route("GET", "/v1/module-figures/table", module_figures.export_module_figures),
    Route("GET", f"{ACTIVITY}/module-figures", module_figures.read_module_figures),
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

CONTENT = (*PACKAGES, *LAUNCHES, *OUTLINES, *REMARKS, *FIGURES, *XAPI)
