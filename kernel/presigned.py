"""Addresses to which exactly one announced document can be sent, by AWS Signature Version 4.

The size, the media type and the hash are signed with the address, so the store
itself turns away anything else. (The S3 client signs an address for any content.)
Source: docs.aws.amazon.com, "Authenticating Requests: Using Query Parameters".
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import quote, urlsplit


@dataclass(frozen=True, kw_only=True)
class Upload:
    """Where to PUT a document, and with which headers."""

    url: str
    headers: dict[str, str]


@dataclass(frozen=True, kw_only=True)
class Announced:
    """The document to come. size: bytes. sha256: hexadecimal."""

    size: int
    sha256: str
    media_type: str


@dataclass(frozen=True, kw_only=True)
class Presigner:
    """Signs with the keys of one account of a store."""

    endpoint: str
    region: str
    access_key: str
    secret_key: str

    def put(self, bucket: str, key: str, announced: Announced, *, at: datetime, expires: timedelta) -> Upload:
        """The address is good from `at`, for as long as `expires`."""
        digest = base64.b64encode(bytes.fromhex(announced.sha256)).decode()
        headers = {"Content-Type": announced.media_type, "x-amz-checksum-sha256": digest}
        sent = {"Host": urlsplit(self.endpoint).netloc, "Content-Length": str(announced.size), **headers}
        signed = {name.lower(): value for name, value in sorted(sent.items(), key=lambda one: one[0].lower())}
        path = quote(f"{urlsplit(self.endpoint).path}/{bucket}/{key}")
        query = self._query(signed, at, expires)
        signature = self._signature(f"PUT\n{path}\n{query}\n{_canonical(signed)}\nUNSIGNED-PAYLOAD", at)
        address = urlsplit(self.endpoint)._replace(path=path, query=f"{query}&X-Amz-Signature={signature}")
        return Upload(url=address.geturl(), headers=headers)

    def _query(self, signed: Mapping[str, str], at: datetime, expires: timedelta) -> str:
        parameters = {
            "X-Amz-Algorithm": "AWS4-HMAC-SHA256",
            "X-Amz-Credential": f"{self.access_key}/{self._scope(at)}",
            "X-Amz-Date": f"{at:%Y%m%dT%H%M%SZ}",
            "X-Amz-Expires": str(int(expires.total_seconds())),
            "X-Amz-SignedHeaders": ";".join(signed),
        }
        return "&".join(f"{name}={quote(value, safe='')}" for name, value in parameters.items())

    def _signature(self, request: str, at: datetime) -> str:
        digest = hashlib.sha256(request.encode()).hexdigest()
        to_sign = f"AWS4-HMAC-SHA256\n{at:%Y%m%dT%H%M%SZ}\n{self._scope(at)}\n{digest}"
        key = f"AWS4{self.secret_key}".encode()
        for part in (*self._scope(at).split("/"), to_sign):
            key = hmac.digest(key, part.encode(), "sha256")
        return key.hex()

    def _scope(self, at: datetime) -> str:
        return f"{at:%Y%m%d}/{self.region}/s3/aws4_request"


def _canonical(signed: Mapping[str, str]) -> str:
    lines = "".join(f"{name}:{value}\n" for name, value in signed.items())
    return f"{lines}\n{';'.join(signed)}"
