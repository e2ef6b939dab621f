"""Offers: whom Госуслуги (ЕСИА) know has an account already, and may link it once it is proved theirs.

Owner: services/identity. Vocabulary: docs/glossary.md, "Identity".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from contracts.identity.accounts import (
    Delivery,
)
from kernel.messages import NotFound
from kernel.values import Code, Line, Secret


class OfferUnknown(NotFound, ru="Предложение неизвестно или истекло. Войдите через Госуслуги снова."):
    """There is no such offer, or it is too old."""


@dataclass(frozen=True, kw_only=True)
class SendOfferCode:
    """Send a code to the phone of the account that is offered."""

    offer: Secret


@dataclass(frozen=True, kw_only=True)
class OfferCode:
    """What became of the code, and when the next one may be asked for."""

    delivery: Delivery
    phone_masked: str
    expires_at: datetime
    resend_at: datetime


@dataclass(frozen=True, kw_only=True)
class AcceptOffer:
    """Link the account that is offered, and log in to it. Its password, or the code sent to its phone."""

    offer: Secret
    password: Secret | None = None
    code: Code | None = None
    device: Line | None = None
