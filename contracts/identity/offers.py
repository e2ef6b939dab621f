"""Offers: whom Госуслуги (ЕСИА) know has an account already, and may link it once it is proved theirs.

Owner: services/identity. Vocabulary: docs/glossary.md, "Identity".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from contracts.identity.accounts import (
    CodeExpired,
    CodeReplaced,
    Delivery,
    ResendTooSoon,
    TooManyAttempts,
    WrongCode,
)
from contracts.identity.esia import AccountLinked, EsiaLinkedElsewhere
from contracts.identity.sessions import LogInAnswer, WrongCredentials
from kernel.messages import ANYONE, NotFound, Operation
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


send_offer_code = Operation(
    "identity",
    "send_offer_code",
    SendOfferCode,
    OfferCode,
    (OfferUnknown, ResendTooSoon, TooManyAttempts),
    roles=ANYONE,
    once=False,
    deadline=8.0,
)
accept_offer = Operation(
    "identity",
    "accept_offer",
    AcceptOffer,
    LogInAnswer,
    (
        OfferUnknown,
        WrongCredentials,
        WrongCode,
        CodeExpired,
        CodeReplaced,
        TooManyAttempts,
        AccountLinked,
        EsiaLinkedElsewhere,
    ),
    roles=ANYONE,
    once=False,
)
