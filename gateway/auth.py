"""Who asks: an access token is checked here, without asking anybody."""

from __future__ import annotations

import threading
from collections import OrderedDict
from datetime import UTC, datetime
from typing import Any

import jwt

from contracts.identity.sessions import ALGORITHM, AUDIENCE, TWO_FACTORS, AccessClaims
from gateway.keys import Keys
from kernel import clock, wire
from kernel.messages import Caller, Invalid, Unauthenticated
from kernel.values import Strength

PROCESS = "gateway"
NOBODY = Caller(process=PROCESS)
LEEWAY = 5  # seconds by which two clocks may differ
LONGEST = 4096
REMEMBERED = 10_000  # tokens
REMEMBERED_FOR = 60  # seconds: a key that identity withdraws counts no longer


class Auth:
    """issuer: the public address of the suite."""

    def __init__(self, keys: Keys, issuer: str) -> None:
        self._keys, self._issuer = keys, issuer
        self._known: OrderedDict[str, tuple[Caller, int]] = OrderedDict()
        self._turn = threading.Lock()

    def caller(self, authorization: str | None) -> Caller:
        """The bearer of an Authorization header; NOBODY without one.

        Raises: Unauthenticated -- the token is not ours, not yet or no longer good; details say so.
            Unavailable -- its key is not known here, and identity cannot be asked.
        """
        if not authorization:
            return NOBODY
        scheme, _, token = authorization.partition(" ")
        if scheme.lower() != "bearer" or not token or len(token) > LONGEST:
            raise Unauthenticated(bearer="format")
        now = clock.now().timestamp()
        known, until = self._known.get(token, (None, 0))
        if known is not None and now < until:
            return known
        claims = self._read(token)
        _in_time(claims, now)
        caller = _caller(claims)
        self._remember(token, caller, min(claims.exp, int(now) + REMEMBERED_FOR))
        return caller

    def _read(self, token: str) -> AccessClaims:
        try:
            kid = jwt.get_unverified_header(token).get("kid")
            key = self._keys.find(kid) if isinstance(kid, str) else None
            if key is None:
                raise Unauthenticated(bearer="key")
            return wire.load(AccessClaims, self._claims(token, key))
        except (jwt.PyJWTError, Invalid) as error:
            raise Unauthenticated(bearer=_reason(error)) from error

    def _claims(self, token: str, key: Any) -> dict[str, Any]:
        return jwt.decode(
            token,
            key,
            algorithms=[ALGORITHM],
            audience=AUDIENCE,
            issuer=self._issuer,
            options={"verify_exp": False, "verify_nbf": False, "verify_iat": False},  # see _in_time
        )

    def _remember(self, token: str, caller: Caller, until: int) -> None:
        with self._turn:
            self._known[token] = caller, until
            if len(self._known) > REMEMBERED:
                self._known.popitem(last=False)


def _in_time(claims: AccessClaims, now: float) -> None:
    if now >= claims.exp + LEEWAY:
        raise Unauthenticated(bearer="expired")
    if now < max(claims.nbf, claims.iat) - LEEWAY:
        raise Unauthenticated(bearer="not_yet")


def _caller(claims: AccessClaims) -> Caller:
    """A program asks for nobody: its `sub` is itself (RFC 9068, 2.2)."""
    is_person = claims.client_id is None
    shown = Strength.SECOND_FACTOR if TWO_FACTORS in claims.amr else Strength.PASSWORD
    return Caller(
        process=PROCESS,
        person_id=claims.sub if is_person else None,
        organisation_id=claims.org,
        roles=claims.roles,
        session_id=claims.sid,
        authenticated_at=None if claims.auth_time is None else datetime.fromtimestamp(claims.auth_time, UTC),
        strength=shown if is_person else None,
        client_id=claims.client_id,
        scopes=frozenset((claims.scope or "").split()),
    )


def _reason(error: Exception) -> str:
    match error:
        case jwt.InvalidSignatureError():
            return "signature"
        case jwt.InvalidTokenError():
            return "claims"
    return "format"
