"""The routes of persons and organisations; see `gateway.routes`."""

from __future__ import annotations

from contracts.identity import modules, profession, verification
from gateway.route import Route

PERSONS = (
    Route("GET", "/v1/me/passport", verification.my_passport),
    Route("PUT", "/v1/me/passport", verification.state_passport),
    Route("GET", "/v1/me/verification", verification.my_verification),
    Route("GET", "/v1/me/profession", profession.my_profession),
    Route("PUT", "/v1/me/profession", profession.describe_profession),
    Route("GET", "/v1/posts", profession.list_posts),
)

MODULES = (
    Route("GET", "/v1/modules", modules.list_modules),
    Route("GET", "/v1/me/modules", modules.my_modules),
    Route("POST", "/v1/me/modules", modules.activate_module, 201, "/v1/me/modules"),
    Route("DELETE", "/v1/me/modules/{module}", modules.deactivate_module, 204),
    Route("GET", "/v1/me/onboarding", modules.my_onboarding),
)

REGISTER = (*PERSONS, *MODULES)
