"""The routes of persons and organisations; see `gateway.routes`."""

from __future__ import annotations

from contracts.identity import profession, verification
from gateway.route import Route

PERSONS = (
    Route("GET", "/v1/me/passport", verification.my_passport),
    Route("PUT", "/v1/me/passport", verification.state_passport),
    Route("GET", "/v1/me/verification", verification.my_verification),
    Route("GET", "/v1/me/profession", profession.my_profession),
    Route("PUT", "/v1/me/profession", profession.describe_profession),
    Route("GET", "/v1/posts", profession.list_posts),
)

REGISTER = (*PERSONS,)
