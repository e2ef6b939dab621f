"""The files of modules: public bytes under the hash of their package, shown in a sandbox.

A page of a package is somebody else's program. It runs in an origin of its own, which is nobody's
(`sandbox` without `allow-same-origin`), whatever host it comes from; it may talk to its own files
and to the statements of its launch, and to nothing else.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from urllib.parse import urlsplit

import falcon
import urllib3

from contracts.catalogue.packages import LocateContent, locate_content
from gateway import tags
from gateway.auth import PROCESS
from gateway.refusals import UnknownAddress
from gateway.tracing import request_of
from kernel import context
from kernel.client import RpcClient
from kernel.messages import Caller, Unavailable
from kernel.values import Role

IMMUTABLE = "public, max-age=31536000, immutable"
PATIENCE = urllib3.Timeout(connect=2.0, read=10.0)
RELAYED = ("Content-Length", "Content-Range")
ANSWERS = (200, 206, 416)
ITSELF = Caller(process=PROCESS, roles=frozenset({Role.SERVICE}))
STATEMENTS = "/v1/xapi/"


class Content:
    """One file at a time: the catalogue tells where it is, the object store has the bytes.

    content_url: the address of modules, if they have one of their own; no other host shows them then.
    public_url: of the API. portals: sites whose pages may show modules in a frame.
    """

    def __init__(
        self, rpc: RpcClient, content_url: str | None, public_url: str, portals: Collection[str]
    ) -> None:
        self._rpc = rpc
        self._host = urlsplit(content_url).netloc if content_url else None
        self._policy = policy(public_url, portals)
        self._store = urllib3.PoolManager(timeout=PATIENCE, retries=False, maxsize=16)

    def on_get(self, req: falcon.Request, resp: falcon.Response, digest: str, path: str) -> None:
        if self._host not in (None, req.netloc):
            raise UnknownAddress
        with context.using(replace(request_of(req), caller=ITSELF)):
            place = self._rpc.call(locate_content, LocateContent(digest=digest, path=path))
        resp.set_headers({"Content-Security-Policy": self._policy, "Cache-Control": IMMUTABLE})
        resp.set_header("Cross-Origin-Resource-Policy", "cross-origin")
        resp.accept_ranges = "bytes"
        resp.etag = place.sha256
        resp.content_type = place.media_type
        if tags.is_known(req, resp):
            resp.status = falcon.HTTP_304
        elif req.method == "HEAD":
            resp.content_length = place.size
        else:
            self._relay(req, resp, place.url)

    on_head = on_get

    def _relay(self, req: falcon.Request, resp: falcon.Response, url: str) -> None:
        """Raises: Unavailable."""
        asked = req.get_header("Range")
        try:
            found = self._store.request(
                "GET", url, headers={"Range": asked} if asked else {}, preload_content=False
            )
        except urllib3.exceptions.HTTPError as error:
            raise Unavailable(dependency="files") from error
        if found.status not in ANSWERS:
            found.close()
            raise Unavailable(dependency="files")
        resp.status = found.status
        resp.stream = found
        for name in RELAYED:
            if name in found.headers:
                resp.set_header(name, found.headers[name])


def policy(public_url: str, portals: Collection[str]) -> str:
    """The Content-Security-Policy of all that is in packages."""
    frames = " ".join(("'self'", public_url, *portals))
    return "; ".join(
        (
            "sandbox allow-scripts allow-forms",
            "default-src 'self' data: blob:",
            "script-src 'self' 'unsafe-inline'",
            "style-src 'self' 'unsafe-inline'",
            f"connect-src 'self' {public_url}{STATEMENTS}",
            f"frame-ancestors {frames}",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )
