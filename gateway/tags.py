"""Entity tags: what a reader has already need not be sent again (RFC 9110, 13.1.2)."""

from __future__ import annotations

import hashlib

import falcon


def digest(content: bytes) -> str:
    return hashlib.blake2b(content, digest_size=8).hexdigest()


def is_known(req: falcon.Request, resp: falcon.Response) -> bool:
    """Whether the reader has the very bytes that `resp` is tagged with."""
    known = req.if_none_match or ()
    return any(tag == "*" or f'"{tag}"' == resp.etag for tag in known)
