"""Requests as bytes, written once and sent many times."""

from __future__ import annotations

import json
from typing import Any
from uuid import uuid4


def get(path: str, token: str | None = None) -> bytes:
    return _head("GET", path, _bearer(token))


def post(path: str, content: dict[str, Any], token: str | None = None) -> bytes:
    """As careful clients write: with a key, so that it may be repeated."""
    body = json.dumps(content, ensure_ascii=False).encode()
    told = {"Content-Type": "application/json", "Content-Length": len(body), "Idempotency-Key": uuid4()}
    return _head("POST", path, _bearer(token) | told) + body


def _bearer(token: str | None) -> dict[str, object]:
    return {"Authorization": f"Bearer {token}"} if token else {}


def _head(method: str, path: str, headers: dict[str, object]) -> bytes:
    lines = (f"{method} {path} HTTP/1.1", "Host: localhost", *(f"{name}: {v}" for name, v in headers.items()))
    return "\r\n".join((*lines, "", "")).encode()
