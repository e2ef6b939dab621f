"""The routes of interactive modules; see `gateway.routes`."""

from __future__ import annotations

from contracts.catalogue import module_tests
from gateway.route import Route

ACTIVITY = "/v1/activities/{activity_id}"
TESTS = (
    Route("PUT", f"{ACTIVITY}/test", module_tests.set_module_test),
    Route("GET", f"{ACTIVITY}/test", module_tests.read_module_test),
)

MODULES = (*TESTS,)
