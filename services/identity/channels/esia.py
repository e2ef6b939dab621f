"""ЕСИА, the identification system behind Госуслуги: its own dialect of OpenID Connect.

What we ask is not proved by a password: `client_secret` is a signature, under CMS, of the
scopes, the time, our name and the state. What it knows of a person is read over REST.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid4

import urllib3

from contracts.identity.esia import AuthorisationDenied
from kernel import clock, logs
from kernel.settings import EsiaSettings
from services.identity.channels import esia_person
from services.identity.channels.http import Answer, Conversation
from services.identity.channels.id_tokens import IdTokens
from services.identity.channels.provider import Leaving
from services.identity.channels.signers import Signer
from services.identity.domain import claims
from services.identity.domain.claims import Expected, Subject
from services.identity.domain.registry import Identified
from services.identity.vault import tickets
from services.identity.vault.tokens import base64url

log = logs.get(__name__)

SERVICE = "esia"
ISSUER = re.compile(r"https?://esia\.gosuslugi\.ru/")
AUTHORISE, EXCHANGE, KEYS = "/aas/oauth2/ac", "/aas/oauth2/te", "/aas/oauth2/jwks"
# Parts of what is known of a person, and the scopes with which any of it may be read.
PARTS = {
    "ctts": {"email", "mobile", "contacts"},
    "docs": {"id_doc"},
    "roles": {"usr_org"},
}
Form = dict[str, str]


def to_sign(scopes: str, timestamp: str, client_id: str, state: UUID) -> bytes:
    """What the client secret is a signature of."""
    return f"{scopes}{timestamp}{client_id}{state}".encode()


def timestamp(now: datetime) -> str:
    """As ЕСИА writes an instant: `2026.11.23 12:00:00 +0300`."""
    return now.astimezone(clock.MOSCOW).strftime("%Y.%m.%d %H:%M:%S %z")


class Esia:
    def __init__(
        self, settings: EsiaSettings, signer: Signer, tokens: IdTokens, pool: urllib3.PoolManager
    ) -> None:
        self._settings, self._signer, self._tokens, self._pool = settings, signer, tokens, pool

    def address(self, leaving: Leaving, now: datetime) -> str:
        """Where the person is asked. Raises: Unavailable -- nothing can be signed."""
        asked = {
            **self._signed(leaving.state, now),
            "redirect_uri": leaving.return_to,
            "response_type": "code",
            "access_type": self._settings.access_type,
        }
        if self._settings.nonce:
            asked["nonce"] = tickets.nonce(leaving.ticket)
        if self._settings.pkce:
            asked |= {"code_challenge": tickets.challenge(leaving.ticket), "code_challenge_method": "S256"}
        return f"{self._settings.public_url or self._settings.url}{AUTHORISE}?{urlencode(asked)}"

    def identify(self, code: str, leaving: Leaving, now: datetime) -> Identified:
        """Who it was that came back with `code`.

        Raises: AuthorisationDenied. IdTokenRefused. Unavailable.
        """
        conversation = Conversation(self._pool, SERVICE)
        grant = {"grant_type": "authorization_code", "code": code, "redirect_uri": leaving.return_to}
        if self._settings.pkce:
            grant["code_verifier"] = tickets.verifier(leaving.ticket)
        given = self._exchange(conversation, grant, now)
        said = self._tokens.claims(given.get("id_token"), conversation)
        expected = Expected(
            issuer=self._settings.issuer or ISSUER,
            client_id=self._settings.client_id,
            nonce=tickets.nonce(leaving.ticket) if self._settings.nonce else None,
        )
        claims.check(said, expected, now)
        return self._read(conversation, claims.subject_of(said), given)

    def look_again(self, known: Subject, refresh_token: str, now: datetime) -> Identified:
        """What is said by now of a person who is away. Raises: AuthorisationDenied. Unavailable."""
        conversation = Conversation(self._pool, SERVICE)
        grant = {"grant_type": "refresh_token", "refresh_token": refresh_token}
        return self._read(conversation, known, self._exchange(conversation, grant, now))

    def _signed(self, state: UUID, now: datetime) -> Form:
        at = timestamp(now)
        signature = self._signer.sign(to_sign(self._settings.scopes, at, self._settings.client_id, state))
        return {
            "client_id": self._settings.client_id,
            "client_secret": base64url(signature),
            "scope": self._settings.scopes,
            "timestamp": at,
            "state": str(state),
        }

    def _exchange(self, conversation: Conversation, grant: Form, now: datetime) -> dict[str, Any]:
        state = uuid4()
        form = {**self._signed(state, now), "token_type": "Bearer", **grant}
        answer = conversation.post(f"{self._settings.url}{EXCHANGE}", form)
        if answer.status != 200:
            raise _refusal(conversation, answer)
        if answer.content.get("state", str(state)) != str(state):
            raise conversation.unavailable("answer", answer.status)
        return answer.content

    def _read(self, conversation: Conversation, subject: Subject, given: Mapping[str, Any]) -> Identified:
        token = given.get("access_token")
        person = self._ask(conversation, f"/rs/prns/{subject.oid}", token)
        scopes = set(self._settings.scopes.split())
        parts = {
            part: esia_person.elements(
                self._ask(conversation, f"/rs/prns/{subject.oid}/{part}?embed=(elements)", token)
            )
            for part, needed in PARTS.items()
            if scopes & needed
        }
        refresh_token = given.get("refresh_token")
        return Identified(
            person=esia_person.person(subject, person, parts),
            refresh_token=refresh_token if isinstance(refresh_token, str) else None,
        )

    def _ask(self, conversation: Conversation, path: str, token: object) -> dict[str, Any]:
        schema = f"{self._settings.url}/rs/model/prn/Person-3"
        headers = {
            "Authorization": f"Bearer {token}",
            "Accept": f'application/json; schema="{schema}"',
        }
        answer = conversation.get(f"{self._settings.url}{path}", headers)
        if answer.status != 200:
            raise conversation.unavailable("profile", answer.status)
        return answer.content


def _refusal(conversation: Conversation, answer: Answer) -> Exception:
    """invalid_grant is about the person's code; anything else about ourselves, and for the operator."""
    error = str(answer.content.get("error", ""))
    number = re.search(r"ESIA-\d{6}", str(answer.content.get("error_description", "")))
    if error == "invalid_grant":
        return AuthorisationDenied(reason=error, **({"esia": number[0]} if number else {}))
    log.error("ESIA does not accept the suite", error=error[:64], esia=number[0] if number else None)
    return conversation.unavailable("client", answer.status)
