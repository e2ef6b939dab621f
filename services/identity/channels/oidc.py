"""Any provider of OpenID Connect that publishes what it can do (OpenID Connect Discovery 1.0).

It vouches for nobody: whoever it identifies may log in to an account linked to it, no more.
"""

from __future__ import annotations

import base64
import math
import re
import time
from datetime import datetime
from typing import Any
from urllib.parse import quote_plus, urlencode
from uuid import uuid4

import jwt
import urllib3

from contracts.identity.accounts import Trust
from contracts.identity.esia import AuthorisationDenied, IdTokenRefused
from kernel import logs
from kernel.settings import EsiaSettings, WrongSettings
from services.identity.channels import oidc_person
from services.identity.channels.http import Conversation
from services.identity.channels.id_tokens import IdTokens
from services.identity.channels.provider import Leaving
from services.identity.channels.signers import rsa_key
from services.identity.domain import claims
from services.identity.domain.claims import Expected, Subject
from services.identity.domain.registry import Identified
from services.identity.vault import tickets

log = logs.get(__name__)

SERVICE = "oidc"
FRESH = 3600.0  # seconds for which what a provider publishes of itself is not read again
ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
ASSERTION_LIVES = 60  # seconds
Form = dict[str, str]


class Discovery:
    """What a provider publishes of itself, remembered."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._known: dict[str, Any] = {}
        self._read_at = -math.inf

    def of(self, conversation: Conversation) -> dict[str, Any]:
        """Raises: Unavailable -- it cannot be read, or is another's."""
        if time.monotonic() - self._read_at > FRESH:
            answer = conversation.get(f"{self._url}/.well-known/openid-configuration")
            if answer.status != 200 or str(answer.content.get("issuer")).rstrip("/") != self._url:
                raise conversation.unavailable("discovery", answer.status)
            self._known, self._read_at = answer.content, time.monotonic()
        return self._known

    def keys(self, conversation: Conversation) -> str:
        """Where its keys are."""
        return str(self.of(conversation)["jwks_uri"])


class OpenIdProvider:
    """The suite proves itself by a password, or else by an assertion that its RSA key signs."""

    def __init__(
        self, settings: EsiaSettings, discovery: Discovery, tokens: IdTokens, pool: urllib3.PoolManager
    ) -> None:
        if not settings.client_secret and not settings.key:
            raise WrongSettings(["NMO_ESIA_CLIENT_SECRET, or NMO_ESIA_KEY, is missing"])
        self._settings, self._discovery, self._tokens, self._pool = settings, discovery, tokens, pool
        self._key = None if settings.client_secret or not settings.key else rsa_key(settings.key)

    def address(self, leaving: Leaving, now: datetime) -> str:
        asked = {
            "client_id": self._settings.client_id,
            "redirect_uri": leaving.return_to,
            "response_type": "code",
            "scope": self._settings.scopes,
            "state": str(leaving.state),
            "nonce": tickets.nonce(leaving.ticket),
            "code_challenge": tickets.challenge(leaving.ticket),
            "code_challenge_method": "S256",
        }
        published = self._discovery.of(Conversation(self._pool, SERVICE))
        return f"{published['authorization_endpoint']}?{urlencode(asked)}"

    def identify(self, code: str, leaving: Leaving, now: datetime) -> Identified:
        conversation = Conversation(self._pool, SERVICE)
        grant = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": leaving.return_to,
            "code_verifier": tickets.verifier(leaving.ticket),
        }
        given = self._exchange(conversation, grant, now)
        said = self._tokens.claims(given.get("id_token"), conversation)
        expected = Expected(
            issuer=self._settings.issuer
            or re.compile(re.escape(str(self._discovery.of(conversation)["issuer"]))),
            client_id=self._settings.client_id,
            nonce=tickets.nonce(leaving.ticket),
        )
        claims.check(said, expected, now)
        return self._read(conversation, Subject(oid=str(said["sub"]), trust=Trust.UNCONFIRMED), given)

    def look_again(self, known: Subject, refresh_token: str, now: datetime) -> Identified:
        conversation = Conversation(self._pool, SERVICE)
        grant = {"grant_type": "refresh_token", "refresh_token": refresh_token}
        return self._read(conversation, known, self._exchange(conversation, grant, now))

    def _exchange(self, conversation: Conversation, grant: Form, now: datetime) -> dict[str, Any]:
        published = self._discovery.of(conversation)
        proof, headers = self._proof(str(published["issuer"]), now)
        answer = conversation.post(str(published["token_endpoint"]), {**grant, **proof}, headers)
        if answer.status == 200:
            return answer.content
        error = str(answer.content.get("error", ""))
        if error == "invalid_grant":
            raise AuthorisationDenied(reason=error)
        log.error("the identity provider does not accept the suite", error=error[:64])
        raise conversation.unavailable("client", answer.status)

    def _proof(self, audience: str, now: datetime) -> tuple[Form, Form]:
        """What proves who asks, in the form and in the headers (OpenID Connect Core, 9)."""
        client_id = self._settings.client_id
        if self._key is None:
            pair = f"{quote_plus(client_id)}:{quote_plus(self._settings.client_secret or '')}"
            return {}, {"Authorization": f"Basic {base64.b64encode(pair.encode()).decode()}"}
        at = int(now.timestamp())
        said = {"iss": client_id, "sub": client_id, "aud": audience, "jti": str(uuid4()), "iat": at}
        assertion = jwt.encode({**said, "exp": at + ASSERTION_LIVES}, self._key, algorithm="RS256")
        form = {"client_id": client_id, "client_assertion_type": ASSERTION, "client_assertion": assertion}
        return form, {}

    def _read(self, conversation: Conversation, subject: Subject, given: dict[str, Any]) -> Identified:
        where = str(self._discovery.of(conversation)["userinfo_endpoint"])
        answer = conversation.get(where, {"Authorization": f"Bearer {given.get('access_token')}"})
        if answer.status != 200:
            raise conversation.unavailable("profile", answer.status)
        if answer.content.get("sub") != subject.oid:
            raise IdTokenRefused(reason="subject")
        refresh_token = given.get("refresh_token")
        return Identified(
            person=oidc_person.person(subject, answer.content),
            refresh_token=refresh_token if isinstance(refresh_token, str) else None,
        )
