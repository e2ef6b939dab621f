"""Who asks, signed by the process that asks, so that a header alone is never believed.

A token is `<claims>.<signature>`, both base64url: JSON claims signed with the
process's Ed25519 key. It is good for one operation and for a few seconds.
"""

from __future__ import annotations

import base64
import json
import re
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key, load_pem_public_key

from kernel.messages import Caller, Origin, Unauthenticated
from kernel.values import OrganisationId, PersonId, Role, Strength

CLOCK_SKEW = 2.0  # seconds by which the clocks of two machines may differ
_LONGEST = 4096


class CallerSigner:
    """Signs the callers of one process."""

    def __init__(self, process: str, private_pem: str) -> None:
        key = load_pem_private_key(private_pem.encode(), password=None)
        if not isinstance(key, Ed25519PrivateKey):
            raise TypeError("callers are signed with an Ed25519 key")
        self.process = process
        self._key = key

    def sign(self, caller: Caller, operation_key: str, expires: float) -> str:
        """A token for one operation, "credits.award". expires: seconds of the Unix clock."""
        claims = {
            "process": self.process,
            "person": caller.person_id and str(caller.person_id),
            "organisation": caller.organisation_id and str(caller.organisation_id),
            "roles": sorted(caller.roles),
            "session": caller.session_id and str(caller.session_id),
            "authenticated": caller.authenticated_at and caller.authenticated_at.timestamp(),
            "strength": caller.strength,
            "client": caller.client_id and str(caller.client_id),
            "scopes": sorted(caller.scopes),
            "address": caller.address,
            "origin": caller.origin and [caller.origin.device, caller.origin.network, caller.origin.place],
            "operation": operation_key,
            "expires": expires,
        }
        text = json.dumps({name: claim for name, claim in claims.items() if claim}, separators=(",", ":"))
        signed = base64.urlsafe_b64encode(text.encode())
        return f"{signed.decode()}.{base64.urlsafe_b64encode(self._key.sign(signed)).decode()}"


class CallerVerifier:
    """Believes the callers signed with the keys of a directory, `<process>.pem` each."""

    def __init__(self, directory: Path | str) -> None:
        self._directory = Path(directory)
        self._keys: dict[str, Ed25519PublicKey] = {}

    def verify(self, token: str, operation_key: str) -> Caller:
        """Raises: Unauthenticated -- forged, late, or made for another operation."""
        try:
            caller, claims = self._read(token)
        except (ValueError, KeyError, TypeError, AttributeError, OSError, InvalidSignature) as error:
            raise Unauthenticated(reason="caller.signature") from error
        if claims["operation"] != operation_key:
            raise Unauthenticated(reason="caller.operation")
        if claims["expires"] + CLOCK_SKEW < time.time():
            raise Unauthenticated(reason="caller.expired")
        return caller

    def _read(self, token: str) -> tuple[Caller, dict[str, Any]]:
        signed, signature = token[:_LONGEST].split(".")
        claims = json.loads(base64.urlsafe_b64decode(signed))
        self._key(claims["process"]).verify(base64.urlsafe_b64decode(signature), signed.encode())
        return _caller(claims), claims

    def _key(self, process: str) -> Ed25519PublicKey:
        if process not in self._keys:
            if not re.fullmatch(r"[a-z][a-z0-9_-]{0,40}", process):
                raise ValueError("not the name of a process")
            key = load_pem_public_key((self._directory / f"{process}.pem").read_bytes())
            if not isinstance(key, Ed25519PublicKey):
                raise TypeError("callers are signed with an Ed25519 key")
            self._keys[process] = key
        return self._keys[process]


def _caller(claims: dict[str, Any]) -> Caller:
    person, organisation, session = claims.get("person"), claims.get("organisation"), claims.get("session")
    authenticated, strength = claims.get("authenticated"), claims.get("strength")
    client = claims.get("client")
    return Caller(
        process=claims["process"],
        person_id=PersonId(UUID(person)) if person else None,
        organisation_id=OrganisationId(UUID(organisation)) if organisation else None,
        roles=frozenset(Role(role) for role in claims.get("roles", ())),
        session_id=UUID(session) if session else None,
        authenticated_at=datetime.fromtimestamp(authenticated, UTC) if authenticated else None,
        strength=Strength(strength) if strength else None,
        client_id=UUID(client) if client else None,
        scopes=frozenset(claims.get("scopes", ())),
        address=claims.get("address"),
        origin=Origin(*claims["origin"]) if "origin" in claims else None,
    )
