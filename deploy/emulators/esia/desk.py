"""What the emulator knows and remembers: its one client, who is logging in, what it has given out."""

from __future__ import annotations

import base64
import binascii
import hashlib
import secrets
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

from deploy.emulators.esia import cms
from deploy.emulators.esia.personas import Persona, everybody
from deploy.emulators.esia.tokens import LIVES, Mint

Json = dict[str, Any]
Asked = Mapping[str, str]

CODE_LIVES = 60  # seconds
SLOWEST_CLOCK = 300  # seconds by which a client's clock may differ


class Refused(Exception):
    """error: a code of OAuth 2.0."""

    def __init__(self, error: str, description: str) -> None:
        self.error, self.description = error, description
        super().__init__(f"{error}: {description}")


class NotOurs(Exception):
    """Somebody who must not be sent anywhere: an unknown client, or an unknown address."""


@dataclass(frozen=True, kw_only=True)
class Client:
    """A system that is registered. key: of the certificate it sent in."""

    client_id: str
    key: RSAPublicKey
    return_urls: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Switches:
    """How to fail. slow: seconds before each answer."""

    down: bool = False
    slow: float = 0
    wrong_nonce: bool = False
    expired: bool = False


@dataclass(frozen=True, kw_only=True)
class Grant:
    """What a person has agreed to. asked: the request of the client."""

    asked: Asked
    oid: int
    at: float = field(default_factory=time.time)


class Desk:
    def __init__(self, client: Client, issuer: str) -> None:
        self.mint = Mint(issuer)
        self.switches = Switches()
        self.personas = everybody()
        self._client = client
        self._asked: dict[str, Asked] = {}
        self._codes: dict[str, Grant] = {}
        self._refresh: dict[str, Grant] = {}
        self._access: dict[str, Grant] = {}
        self._turn = threading.Lock()

    def ask(self, asked: Asked) -> str:
        """The name of a request that is in order. Raises: NotOurs. Refused."""
        known = asked.get("client_id") == self._client.client_id
        if not known or asked.get("redirect_uri") not in self._client.return_urls:
            raise NotOurs
        if asked.get("response_type") != "code" or "openid" not in asked.get("scope", "").split():
            raise Refused("invalid_request", "response_type must be code, scope must hold openid")
        if asked.get("code_challenge_method", "S256") != "S256":
            raise Refused("invalid_request", "only S256 is taken")
        self._check_signature(asked)
        name = secrets.token_urlsafe(16)
        self._asked[name] = dict(asked)
        return name

    def answer(self, name: str, oid: str) -> tuple[Asked, Json]:
        """Let the person choose: the request, and what to send back with. Raises: NotOurs."""
        with self._turn:
            asked = self._asked.pop(name, None)
        if asked is None:
            raise NotOurs
        if not oid.isdecimal() or int(oid) not in self.personas:
            return asked, {"error": "access_denied", "error_description": "the person has refused"}
        code = secrets.token_urlsafe(32)
        self._codes[code] = Grant(asked=asked, oid=int(oid))
        return asked, {"code": code}

    def exchange(self, asked: Asked) -> Json:
        """Tokens for a code or a refresh token. Raises: Refused."""
        if asked.get("client_id") != self._client.client_id:
            raise Refused("invalid_client", "unknown client")
        self._check_signature(asked)
        with self._turn:
            grant = self._given(asked)
        return self._tokens(grant, asked)

    def person(self, token: str, oid: int) -> Persona:
        """Raises: Refused -- the token is not of this person."""
        grant = self._access.get(token)
        if grant is None or grant.oid != oid:
            raise Refused("invalid_token", "the token does not open this person")
        return self.personas[oid]

    def scopes(self, token: str) -> set[str]:
        return set(self._access[token].asked["scope"].split())

    def knows(self, address: str) -> bool:
        """Whether people may be sent there."""
        return address in self._client.return_urls

    def learn(self, oid: int, facts: Json) -> None:
        """The registry has learnt something of a person."""
        known = self.personas[oid]
        self.personas[oid] = replace(known, person={**known.person, **facts})

    def _given(self, asked: Asked) -> Grant:
        """Whatever is presented counts once."""
        kind = asked.get("grant_type")
        if kind == "refresh_token":
            grant = self._refresh.pop(asked.get("refresh_token", ""), None)
        elif kind == "authorization_code":
            grant = self._codes.pop(asked.get("code", ""), None)
            grant = grant if grant and _is_for(grant, asked) else None
        else:
            raise Refused("unsupported_grant_type", "authorization_code or refresh_token")
        if grant is None:
            raise Refused("invalid_grant", "unknown, used, expired, or of another request")
        return grant

    def _tokens(self, grant: Grant, asked: Asked) -> Json:
        persona, client_id = self.personas[grant.oid], self._client.client_id
        nonce = "wrong" if self.switches.wrong_nonce else grant.asked.get("nonce")
        lag = 2 * LIVES if self.switches.expired else 0
        access = self.mint.access_token(persona, client_id, grant.asked["scope"].split())
        self._access[access] = grant
        refresh = secrets.token_urlsafe(32) if grant.asked.get("access_type") == "offline" else None
        if refresh:
            self._refresh[refresh] = grant
        return {
            "access_token": access,
            "id_token": self.mint.id_token(persona, client_id, nonce, lag=lag),
            "state": asked.get("state"),
            "token_type": "Bearer",
            "expires_in": LIVES,
            **({"refresh_token": refresh} if refresh else {}),
        }

    def _check_signature(self, asked: Asked) -> None:
        """The client secret: a signature of scope, timestamp, client_id and state."""
        try:
            UUID(asked.get("state", ""))
            sent = datetime.strptime(asked.get("timestamp", ""), "%Y.%m.%d %H:%M:%S %z")
            signature = base64.urlsafe_b64decode(asked.get("client_secret", "").rstrip("=") + "===")
            parts = ("scope", "timestamp", "client_id", "state")
            cms.check(signature, "".join(asked.get(part, "") for part in parts).encode(), self._client.key)
        except (ValueError, binascii.Error) as error:
            raise Refused("invalid_request", "state, timestamp or client_secret is malformed") from error
        except cms.NoSignature as error:
            raise Refused("invalid_client", f"client_secret: {error}") from error
        if abs(time.time() - sent.timestamp()) > SLOWEST_CLOCK:
            raise Refused("invalid_request", "timestamp is too old, or yet to come")


def _is_for(grant: Grant, asked: Asked) -> bool:
    """Whether a code is presented in time, from where it was sent to, by who asked for it."""
    challenge = grant.asked.get("code_challenge")
    shown = hashlib.sha256(asked.get("code_verifier", "").encode()).digest()
    return (
        time.time() < grant.at + CODE_LIVES
        and grant.asked["redirect_uri"] == asked.get("redirect_uri")
        and challenge in (None, base64.urlsafe_b64encode(shown).rstrip(b"=").decode())
    )
