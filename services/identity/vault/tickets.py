"""Tickets: the one secret of whoever is away at Госуслуги, and of whom an account is offered to.

The nonce and the code verifier are made of the ticket, and only its hash is kept: who has
neither the ticket nor the person's browser can make nothing of what Госуслуги send back.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets

from services.identity.vault.tokens import base64url


def new_ticket() -> str:
    """256 random bits."""
    return secrets.token_urlsafe(32)


def nonce(ticket: str) -> str:
    """What the id_token must repeat."""
    return _made(ticket, "nonce")


def verifier(ticket: str) -> str:
    """What shows that the code comes from who asked for it (RFC 7636)."""
    return _made(ticket, "verifier")


def challenge(ticket: str) -> str:
    """What is told of the verifier beforehand: S256."""
    return base64url(hashlib.sha256(verifier(ticket).encode()).digest())


def _made(ticket: str, purpose: str) -> str:
    return base64url(hmac.digest(ticket.encode(), purpose.encode(), hashlib.sha256))
