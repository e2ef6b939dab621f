"""The routes of interactive modules; see `gateway.routes`."""

from __future__ import annotations

from contracts.catalogue import attempts, item_statistics, items, module_tests, signals
from gateway.route import Route

ACTIVITY = "/v1/activities/{activity_id}"
TESTS = (
    Route("PUT", f"{ACTIVITY}/test", module_tests.set_module_test),
    Route("GET", f"{ACTIVITY}/test", module_tests.read_module_test),
)

ITEM = "/v1/items/{item_id}"
ITEMS = (
    Route("GET", "/v1/items", items.list_items),
    Route("POST", "/v1/items", items.write_item, 201, ITEM),
    Route("POST", "/v1/item-imports", items.import_items),
    Route("GET", ITEM, items.read_item),
    Route("PUT", ITEM, items.revise_item),
    Route("POST", f"{ITEM}/activation", items.activate_item),
    Route("POST", f"{ITEM}/retirement", items.retire_item),
)

ATTEMPT = "/v1/me/attempts/{attempt_id}"
ATTEMPTS = (
    Route("POST", f"{ACTIVITY}/attempts", attempts.start_attempt, 201, ATTEMPT),
    Route("GET", f"{ACTIVITY}/attempts", attempts.list_attempts),
    Route("GET", "/v1/me/attempts", attempts.my_attempts),
    Route("GET", ATTEMPT, attempts.read_attempt),
    Route("POST", f"{ATTEMPT}/answers", attempts.give_answer),
    Route("POST", f"{ATTEMPT}/finish", attempts.finish_attempt),
    Route("GET", f"{ATTEMPT}/outcome", attempts.read_outcome),
    Route("GET", "/v1/attempts/{attempt_id}/replay", attempts.replay_attempt),
)

FIGURES = (
    Route("GET", f"{ATTEMPT}/signals", signals.my_signals),
    Route("GET", f"{ACTIVITY}/signals", signals.list_signals),
    Route("GET", "/v1/item-statistics", item_statistics.list_item_figures),
    Route("GET", "/v1/item-statistics/file", item_statistics.export_item_figures),
    Route("GET", f"{ITEM}/calibration", item_statistics.propose_calibration),
)

MODULES = (*TESTS, *ITEMS, *ATTEMPTS, *FIGURES)
