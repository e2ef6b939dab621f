"""The routes of planning: from what is missing to what is to be done about it; see `gateway.routes`."""

from __future__ import annotations

from contracts.credits import proposals
from gateway.route import Route

CYCLE = "/v1/me/cycles/{cycle_id}"
PLANNING = (
    Route("GET", f"{CYCLE}/proposal", proposals.propose),
    Route("GET", f"{CYCLE}/simulation", proposals.simulate),
)
