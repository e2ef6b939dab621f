"""The emulator over HTTP."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar
from urllib.parse import parse_qsl, urlencode, urlsplit

from deploy.emulators.esia import page
from deploy.emulators.esia.desk import Client, Desk, NotOurs, Refused, Switches

LONGEST_BODY = 64 * 1024
JSON, HTML = "application/json", "text/html; charset=utf-8"
# What a scope lets be seen of the person itself; the rest is seen by everybody who was let in.
GUARDED = {
    "snils": "snils",
    "inn": "inn",
    "birthDate": "birthdate",
    "gender": "gender",
    "birthPlace": "birthplace",
}
PARTS = {
    "ctts": ("contacts", {"email", "mobile", "contacts"}),
    "docs": ("documents", {"id_doc"}),
    "roles": ("roles", {"usr_org"}),
}


@dataclass(frozen=True)
class Reply:
    status: HTTPStatus
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)


def told(content: Any, status: HTTPStatus = HTTPStatus.OK, kind: str = JSON) -> Reply:
    return Reply(status, json.dumps(content, ensure_ascii=False).encode(), {"Content-Type": kind})


def shown(html: str, status: HTTPStatus = HTTPStatus.OK) -> Reply:
    return Reply(status, html.encode(), {"Content-Type": HTML, "Cache-Control": "no-store"})


def sent_to(address: str, query: dict[str, str]) -> Reply:
    joint = "&" if urlsplit(address).query else "?"
    return Reply(HTTPStatus.FOUND, headers={"Location": f"{address}{joint}{urlencode(query)}"})


class Handler(BaseHTTPRequestHandler):
    desk: ClassVar[Desk]
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self._answer(
            {
                "/aas/oauth2/ac": self._authorise,
                "/aas/oauth2/jwks": lambda: told(self.desk.mint.jwks()),
                "/idp/ext/Logout": self._log_out,
                r"/rs/prns/(\d+)": self._person,
                r"/rs/prns/(\d+)/(ctts|docs|roles)": self._part,
            }
        )

    def do_POST(self) -> None:
        self._answer(
            {
                "/aas/oauth2/login": self._log_in,
                "/aas/oauth2/te": self._exchange,
                "/keys/rotation": self._rotate,
            }
        )

    def do_PUT(self) -> None:
        self._answer({"/switches": self._switch, r"/personas/(\d+)": self._learn})

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- named by http.server
        """Nothing: a query holds codes."""

    def _answer(self, routes: dict[str, Callable[..., Reply]]) -> None:
        address = urlsplit(self.path)
        self.query = dict(parse_qsl(address.query, keep_blank_values=True))
        self.body = self.rfile.read(min(int(self.headers.get("Content-Length") or 0), LONGEST_BODY))
        found = [
            (route, match)
            for pattern, route in routes.items()
            if (match := re.fullmatch(pattern, address.path))
        ]
        reply = self._reply(address.path, *found[0]) if found else told({}, HTTPStatus.NOT_FOUND)
        with suppress(ConnectionError):  # who was kept waiting may have gone
            self._send(reply)

    def _send(self, reply: Reply) -> None:
        self.send_response(reply.status)
        for name, value in {**reply.headers, "Content-Length": str(len(reply.body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(reply.body)

    def _reply(self, path: str, route: Callable[..., Reply], match: re.Match[str]) -> Reply:
        if path.startswith(("/aas", "/rs")):
            time.sleep(self.desk.switches.slow)
            if self.desk.switches.down:
                return told({}, HTTPStatus.SERVICE_UNAVAILABLE)
        try:
            return route(*match.groups())
        except Refused as refused:
            content = {"error": refused.error, "error_description": refused.description}
            return told(content, HTTPStatus.BAD_REQUEST)
        except NotOurs:
            return shown(page.refusal(), HTTPStatus.BAD_REQUEST)
        except (ValueError, TypeError, KeyError):
            return told({"error": "invalid_request"}, HTTPStatus.BAD_REQUEST)

    def _authorise(self) -> Reply:
        try:
            request = self.desk.ask(self.query)
        except Refused as refused:
            query = {"error": refused.error, "error_description": refused.description}
            return sent_to(self.query["redirect_uri"], {**query, "state": self.query.get("state", "")})
        return shown(page.choice(request, self.desk.personas.values()))

    def _log_in(self) -> Reply:
        form = self._form()
        asked, answer = self.desk.answer(form.get("request", ""), form.get("oid", ""))
        return sent_to(asked["redirect_uri"], {**answer, "state": asked["state"]})

    def _exchange(self) -> Reply:
        return told(self.desk.exchange(self._form()))

    def _person(self, oid: str) -> Reply:
        token = self._token()
        person = self.desk.person(token, int(oid)).person
        scopes = self.desk.scopes(token)
        seen = {name: fact for name, fact in person.items() if GUARDED.get(name, "openid") in scopes}
        return told({**seen, "stateFacts": ["EntityRoot"]}, kind=self._schema())

    def _part(self, oid: str, part: str) -> Reply:
        token = self._token()
        name, opened_by = PARTS[part]
        items = getattr(self.desk.person(token, int(oid)), name)
        if not self.desk.scopes(token) & opened_by:
            return told({"error": "insufficient_scope"}, HTTPStatus.FORBIDDEN)
        embedded = items if self.query.get("embed") == "(elements)" else []
        return told({"elements": embedded, "size": len(items)}, kind=self._schema())

    def _log_out(self) -> Reply:
        address = self.query["redirect_url"]
        if not self.desk.knows(address):
            raise NotOurs
        return Reply(HTTPStatus.FOUND, headers={"Location": address})

    def _rotate(self) -> Reply:
        self.desk.mint.rotate()
        return Reply(HTTPStatus.NO_CONTENT)

    def _switch(self) -> Reply:
        self.desk.switches = Switches(**json.loads(self.body or b"{}"))
        return Reply(HTTPStatus.NO_CONTENT)

    def _learn(self, oid: str) -> Reply:
        self.desk.learn(int(oid), json.loads(self.body))
        return Reply(HTTPStatus.NO_CONTENT)

    def _form(self) -> dict[str, str]:
        return dict(parse_qsl(self.body.decode(), keep_blank_values=True))

    def _token(self) -> str:
        return self.headers.get("Authorization", "").removeprefix("Bearer ")

    def _schema(self) -> str:
        """The schema that was asked for comes back in the type of the answer."""
        asked = re.search(r'schema="([^"]+)"', self.headers.get("Accept", ""))
        return f'{JSON}; schema="{asked[1]}"' if asked else JSON


def serve(port: int, client: Client, issuer: str | None = None) -> ThreadingHTTPServer:
    """An emulator on 127.0.0.1, listening; `serve_forever()` answers. issuer: its own address if absent."""
    server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    desk = Desk(client, issuer or f"http://127.0.0.1:{server.server_port}/")
    server.RequestHandlerClass = type("DeskHandler", (Handler,), {"desk": desk})
    return server
