"""A gateway of SMS and e-mail without telephones and mail boxes: it keeps what it was given, to be read.

    POST /messages {"id", "to", "text"}  202 {"id", "status"}; the same id again changes nothing;
                                         a letter has a "subject", too
    GET  /messages?to=+79001234567       200, or ?to=anna@example.org
                                         {"messages": [{"id", "to", "text", "status", "at"}]}, newest first
    PUT  /numbers/+79001234567 {"reachable": false}, or an e-mail address
                                         204; from now on messages to it are "undelivered", until true

Only the last thousand messages are kept, in memory.
"""

from __future__ import annotations

import argparse
import json
import threading
from collections import OrderedDict
from datetime import UTC, datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar
from urllib.parse import parse_qs, unquote, urlsplit

MOST_KEPT = 1000
LONGEST_BODY = 16_384
FIELDS = ("id", "to", "text")
SUBJECT = "subject"


class Phones:
    """The messages all phones have received, and the numbers out of reach."""

    def __init__(self) -> None:
        self._messages: OrderedDict[str, dict[str, str]] = OrderedDict()
        self._unreachable: set[str] = set()
        self._lock = threading.Lock()

    def take(self, message: dict[str, str]) -> dict[str, str]:
        """Keep `message` unless its id is known; what was kept."""
        with self._lock:
            if message["id"] not in self._messages:
                status = "undelivered" if message["to"] in self._unreachable else "delivered"
                at = datetime.now(UTC).isoformat()
                self._messages[message["id"]] = message | {"status": status, "at": at}
            while len(self._messages) > MOST_KEPT:
                self._messages.popitem(last=False)
            return self._messages[message["id"]]

    def of(self, number: str) -> list[dict[str, str]]:
        """The messages to `number`, newest first."""
        with self._lock:
            return [message for message in reversed(self._messages.values()) if message["to"] == number]

    def reach(self, number: str, *, reachable: bool) -> None:
        with self._lock:
            (self._unreachable.discard if reachable else self._unreachable.add)(number)


class Refused(Exception):
    """The request is not what the protocol says."""


class Handler(BaseHTTPRequestHandler):
    phones: ClassVar[Phones]
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        self._answer({"/messages": self._send})

    def do_GET(self) -> None:
        self._answer({"/messages": self._list})

    def do_PUT(self) -> None:
        self._answer({"/numbers": self._reach})

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- named by http.server
        """Nothing: a query holds a phone number."""

    def _answer(self, routes: dict[str, Any]) -> None:
        address = urlsplit(self.path)
        route = routes.get("/" + address.path.split("/")[1])
        try:
            status, body = route(address) if route else (HTTPStatus.NOT_FOUND, None)
        except Refused as refused:
            status, body = HTTPStatus.BAD_REQUEST, {"error": str(refused)}
        content = b"" if body is None else json.dumps(body, ensure_ascii=False).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def _send(self, _: Any) -> tuple[HTTPStatus, Any]:
        given = self._body()
        if not all(isinstance(given.get(field), str) and given[field] for field in FIELDS):
            raise Refused(f"expected texts: {', '.join(FIELDS)}")
        letter = {SUBJECT: given[SUBJECT]} if isinstance(given.get(SUBJECT), str) else {}
        kept = self.phones.take({field: given[field] for field in FIELDS} | letter)
        return HTTPStatus.ACCEPTED, {"id": kept["id"], "status": kept["status"]}

    def _list(self, address: Any) -> tuple[HTTPStatus, Any]:
        asked = parse_qs(address.query).get("to", [""])[0]
        # A plus sign in a query means a space: accept both spellings of +7.
        to = asked if "@" in asked else f"+{asked.strip().lstrip('+')}"
        return HTTPStatus.OK, {"messages": self.phones.of(to)}

    def _reach(self, address: Any) -> tuple[HTTPStatus, Any]:
        number = unquote(address.path.removeprefix("/numbers/"))
        self.phones.reach(number, reachable=self._body().get("reachable") is True)
        return HTTPStatus.NO_CONTENT, None

    def _body(self) -> dict[str, Any]:
        length = self.headers.get("Content-Length", "")
        if not length.isdecimal() or int(length) > LONGEST_BODY:
            raise Refused("expected a short JSON body with its length")
        try:
            body = json.loads(self.rfile.read(int(length)))
        except ValueError as error:
            raise Refused("expected JSON") from error
        if not isinstance(body, dict):
            raise Refused("expected an object")
        return body


def serve(port: int, host: str = "127.0.0.1") -> ThreadingHTTPServer:
    """A gateway, listening; `serve_forever()` answers."""
    handler = type("PhonesHandler", (Handler,), {"phones": Phones()})
    return ThreadingHTTPServer((host, port), handler)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m deploy.emulators.sms")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--host", default="127.0.0.1", help="another where it runs in a container")
    chosen = parser.parse_args()
    serve(chosen.port, chosen.host).serve_forever()


if __name__ == "__main__":
    main()
