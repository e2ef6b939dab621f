"""What browsers are told, so that they do nothing we do not mean."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, TypeAlias

import falcon

Cors: TypeAlias = falcon.CORSMiddleware[Any, Any]

NO_CONTENT = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
PAGE = f"{NO_CONTENT}; style-src 'self'; img-src 'self'"
YEAR = 365 * 24 * 3600  # seconds
# Below these every origin may ask: no cookie is ever involved, and a launch token is no access token.
SANDBOXED = ("/content/", "/v1/xapi/")
EXPOSED = ("ETag", "Location", "Retry-After", "X-Correlation-Id")


class Protection:
    """The security headers of every answer."""

    def __init__(self, public_url: str, allowed_origins: Collection[str]) -> None:
        self._headers = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer"}
        if public_url.startswith("https://"):
            self._headers["Strict-Transport-Security"] = f"max-age={YEAR}; includeSubDomains"
        self._origins = bool(allowed_origins)

    def process_response(
        self, req: falcon.Request, resp: falcon.Response, resource: object, succeeded: bool
    ) -> None:
        resp.set_headers(self._headers)
        if resp.get_header("Content-Security-Policy") is None:
            resp.set_header("Content-Security-Policy", NO_CONTENT)
        if self._origins:
            resp.append_header("Vary", "Origin")


class Origins:
    """Whose pages may ask. Those of modules run in a sandbox, whose origin is nobody's."""

    def __init__(self, allowed_origins: Collection[str]) -> None:
        self._portals = Cors(allow_origins=allowed_origins, expose_headers=EXPOSED)
        self._sandboxes = Cors(allow_origins="*", expose_headers=("ETag", "X-Experience-API-Version"))

    def process_response(
        self, req: falcon.Request, resp: falcon.Response, resource: object, succeeded: bool
    ) -> None:
        policy = self._sandboxes if req.path.startswith(SANDBOXED) else self._portals
        policy.process_response(req, resp, resource, succeeded)
