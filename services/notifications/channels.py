"""The ways out of the suite: SMS and e-mail."""

from __future__ import annotations

import functools
import json
from uuid import uuid4

import urllib3

from kernel import logs

log = logs.get(__name__)

PATIENCE = urllib3.Timeout(connect=1.0, read=2.0)
SMS, MAIL = "sms", "mail"


class MessageGateway:
    """An SMS or mail gateway spoken to by JSON over HTTP.

    POST <url>/messages {"id", "to", "text"} -> 202 {"id", "status"}; letters have a "subject", too.
    `id` makes a repeat harmless; the status "undelivered" says that nobody is reached there.
    """

    def __init__(self, name: str, url: str | None) -> None:
        """name: for the log. url: None where there is no such gateway; nothing is taken then."""
        self._name = name
        self._url = f"{url.rstrip('/')}/messages" if url else None
        self._pool = urllib3.PoolManager(timeout=PATIENCE, retries=False, maxsize=10)

    def send(self, to: str, text: str, subject: str | None = None) -> bool:
        """Whether the gateway took the message."""
        if self._url is None:
            return False
        message = {"id": str(uuid4()), "to": to, "text": text}
        body = json.dumps(message if subject is None else {**message, "subject": subject})
        try:
            answer = self._pool.request(
                "POST", self._url, body=body, headers={"Content-Type": "application/json"}
            )
        except urllib3.exceptions.HTTPError as error:
            log.warning("message gateway unreachable", gateway=self._name, error=type(error).__name__)
            return False
        if answer.status != 202 or _is_undelivered(answer.data):
            log.warning("message refused", gateway=self._name, status=answer.status)
            return False
        return True


@functools.cache
def gateway(name: str, url: str | None) -> MessageGateway:
    """The gateway at `url`, its connections kept for the next message."""
    return MessageGateway(name, url)


def _is_undelivered(answer: bytes) -> bool:
    try:
        told = json.loads(answer)
    except ValueError:
        return False
    return isinstance(told, dict) and told.get("status") == "undelivered"
