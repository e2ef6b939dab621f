"""What an id_token claims, and whether to believe it: OpenID Connect Core, 3.1.3.7."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import compare_digest
from typing import Any

from contracts.identity.accounts import Trust
from contracts.identity.esia import IdTokenRefused

Claims = Mapping[str, Any]

SUBJECT = "urn:esia:sbj"
PERSON = "P"
CONFIRMED, CHILD = "PR", "KD"
# No dated row: by so much the rules of ЕСИА let the clocks of both sides differ. Less would turn people away
# whom it has let in; more would take tokens that it holds for dead.
SKEW = timedelta(seconds=60)


@dataclass(frozen=True, kw_only=True)
class Expected:
    """What the token must say. issuer: a pattern of the whole claim. nonce: absent if none was sent."""

    issuer: re.Pattern[str]
    client_id: str
    nonce: str | None


@dataclass(frozen=True, kw_only=True)
class Subject:
    """Whom the token is about. oid: the name of their account, for ever."""

    oid: str
    trust: Trust


def check(claims: Claims, expected: Expected, now: datetime) -> None:
    """Raises: IdTokenRefused -- details: `reason`, the first claim that is not as expected."""
    wrong = {
        "issuer": not expected.issuer.fullmatch(str(claims.get("iss", ""))),
        "audience": not _is_for(claims, expected.client_id),
        "nonce": expected.nonce is not None and not _repeats(claims, expected.nonce),
        "expired": not _later(claims.get("exp"), now),
        "not_yet": not _earlier(claims.get("iat"), now) or not _earlier(claims.get("nbf", 0), now),
        "subject": not re.fullmatch(r"[!-~]{1,255}", str(claims.get("sub", ""))),
    }
    reason = next((name for name, is_wrong in wrong.items() if is_wrong), None)
    if reason:
        raise IdTokenRefused(reason=reason)


def subject_of(claims: Claims) -> Subject:
    """Whom an id_token of ЕСИА, checked already, is about.

    Raises: IdTokenRefused -- it is no person, or two at once.
    """
    said = claims.get(SUBJECT)
    if not isinstance(said, Mapping) or said.get(f"{SUBJECT}:typ") != PERSON:
        raise IdTokenRefused(reason="subject")
    oid = str(claims["sub"])
    if str(said.get(f"{SUBJECT}:oid")) != oid:
        raise IdTokenRefused(reason="subject")
    return Subject(oid=oid, trust=trust_of(said.get(f"{SUBJECT}:is_tru"), said.get(f"{SUBJECT}:lvl")))


def trust_of(is_trusted: object, level: object) -> Trust:
    """is_trusted: true or absent. level: PR confirmed, KD a child, P anything less; absent in older tokens.

    Source: domain facts of ЕСИА, `urn:esia:sbj:is_tru` and `urn:esia:sbj:lvl`.
    """
    if level == CHILD:
        return Trust.CHILD
    is_vouched_for = is_trusted is True or (is_trusted is None and level == CONFIRMED)
    return Trust.CONFIRMED if is_vouched_for and level in (None, CONFIRMED) else Trust.UNCONFIRMED


def _is_for(claims: Claims, client_id: str) -> bool:
    """For us, and if for others too, given to us."""
    said = claims.get("aud")
    audience = said if isinstance(said, list) else [said]
    return client_id in audience and (len(audience) == 1 or claims.get("azp") == client_id)


def _repeats(claims: Claims, nonce: str) -> bool:
    return compare_digest(str(claims.get("nonce", "")).encode(), nonce.encode())


def _later(instant: object, now: datetime) -> bool:
    return _is_instant(instant) and now.timestamp() < int(str(instant)) + SKEW.total_seconds()


def _earlier(instant: object, now: datetime) -> bool:
    return _is_instant(instant) and int(str(instant)) - SKEW.total_seconds() <= now.timestamp()


def _is_instant(said: object) -> bool:
    """Whole seconds of the Unix clock; neither true nor text."""
    return type(said) is int
