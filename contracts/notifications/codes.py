"""One-time codes on their way to a phone. They are never stored and never in an event.

Owner: services/notifications. Vocabulary: docs/glossary.md, "One-time code".
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kernel.identifiers import Phone
from kernel.messages import SERVICES, Operation
from kernel.values import Code


class CodePurpose(StrEnum):
    CONFIRM_PHONE = "confirm_phone"
    LINK_ACCOUNT = "link_account"
    RESET_PASSWORD = "reset_password"  # noqa: S105 -- a purpose, not a password


class CodeStatus(StrEnum):
    SENT = "sent"
    NOT_DELIVERED = "not_delivered"


@dataclass(frozen=True, kw_only=True)
class SendCode:
    """Send a code by SMS, now, once. language: ru or en."""

    phone: Phone
    code: Code
    purpose: CodePurpose
    language: Code = "ru"


@dataclass(frozen=True, kw_only=True)
class CodeDelivery:
    """What the SMS gateway said; not_delivered when it refused or did not answer."""

    status: CodeStatus


send_code = Operation(
    "notifications",
    "send_code",
    SendCode,
    CodeDelivery,
    roles=SERVICES,
    callers=("identity",),
    once=False,
    deadline=4.0,
)
