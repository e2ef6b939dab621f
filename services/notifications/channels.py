"""The ways out of the suite: SMS."""

from __future__ import annotations

import functools
import json
from uuid import uuid4

import urllib3

from kernel import logs

log = logs.get(__name__)

TIMEOUT = urllib3.Timeout(connect=1.0, read=2.0)


class SmsGateway:
    """An SMS gateway spoken to by JSON over HTTP.

    POST <url>/messages {"id", "to", "text"} -> 202 {"id", "status"}. `id` makes a repeat harmless.
    """

    def __init__(self, url: str) -> None:
        self._url = f"{url.rstrip('/')}/messages"
        self._pool = urllib3.PoolManager(timeout=TIMEOUT, retries=False, maxsize=10)

    def send(self, to: str, text: str) -> bool:
        """Whether the gateway took the message."""
        message = {"id": str(uuid4()), "to": to, "text": text}
        headers = {"Content-Type": "application/json"}
        try:
            answer = self._pool.request("POST", self._url, body=json.dumps(message), headers=headers)
        except urllib3.exceptions.HTTPError as error:
            log.warning("sms gateway unreachable", error=type(error).__name__)
            return False
        if answer.status != 202:
            log.warning("sms refused", status=answer.status)
        return answer.status == 202


@functools.cache
def sms_gateway(url: str) -> SmsGateway:
    """The gateway at `url`, its connections kept for the next message."""
    return SmsGateway(url)
