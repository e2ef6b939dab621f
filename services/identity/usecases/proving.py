"""How a program proves to be the one it says it is: by a secret, or by what it has signed."""

from __future__ import annotations

import hmac
from datetime import datetime
from typing import Protocol
from uuid import UUID

from contracts.identity import oauth as contract
from kernel import journal
from kernel.database import Session
from kernel.messages import Caller, ServiceError
from services.identity.domain.clients import ApiClient
from services.identity.store import clients as store
from services.identity.store import law
from services.identity.usecases import guards
from services.identity.vault import assertions
from services.identity.vault.tokens import Mint, sha256


class Proof(Protocol):
    """How a program says who it is."""

    @property
    def client_id(self) -> str | None: ...
    @property
    def client_secret(self) -> str | None: ...
    @property
    def client_assertion_type(self) -> str | None: ...
    @property
    def client_assertion(self) -> str | None: ...


def proved(
    session: Session, mint: Mint, caller: Caller, proof: Proof, now: datetime
) -> ApiClient | ServiceError:
    """The program that has proved itself, or why it is refused; that is counted, and noted.

    Raises: InvalidGrantRequest -- it proves itself in no way, or in two.
    """
    _check(proof)
    counted = guards.of_address(session, mint.vault, caller, now)
    refusal: ServiceError | None = guards.begin(counted, now)
    named = _named(proof)
    if refusal is None:
        try:
            client = _believed(session, mint, proof, named, now)
        except contract.InvalidClient as error:
            refusal = error
        else:
            guards.succeed(counted)
            return client
    guards.refuse(counted, refusal, now)
    journal.record(session, "identity.client.refused", str(named or "unknown"), reason=refusal.code)
    return refusal


def _check(proof: Proof) -> None:
    ways = [way for way in (proof.client_secret, proof.client_assertion) if way is not None]
    if len(ways) != 1:
        raise contract.InvalidGrantRequest({"client": "client.proof"})
    if proof.client_assertion and proof.client_assertion_type != contract.JWT_BEARER:
        raise contract.InvalidGrantRequest(client_assertion_type="choice")


def _named(proof: Proof) -> UUID | None:
    """Who the program says it is."""
    if proof.client_assertion is not None:
        return assertions.claimed_client(proof.client_assertion)
    try:
        return UUID(proof.client_id or "")
    except ValueError:
        return None


def _believed(session: Session, mint: Mint, proof: Proof, named: UUID | None, now: datetime) -> ApiClient:
    """Raises: InvalidClient."""
    client = store.find(session, named) if named else None
    if client is None or proof.client_id not in (None, str(named)):
        raise contract.InvalidClient
    if proof.client_assertion is not None:
        audience = [mint.issuer, f"{mint.issuer}/oauth/token"]
        terms = law.in_force(session, now).clients
        signed = assertions.read(proof.client_assertion, client, audience, now, terms)
        if not store.use_assertion(session, client.client_id, signed.jti_sha256, signed.expires_at):
            raise contract.InvalidClient(assertion="replayed")
    elif not hmac.compare_digest(client.secret_sha256 or b"", sha256(proof.client_secret or "")):
        raise contract.InvalidClient
    return client
