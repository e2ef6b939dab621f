"""One-time codes on their way to a phone or an address. They are never stored and never in an event.

Owner: services/notifications. Vocabulary: docs/glossary.md, "One-time code".
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kernel.identifiers import Email, Phone
from kernel.messages import SERVICES, Operation
from kernel.values import Code


class CodePurpose(StrEnum):
    CONFIRM_PHONE = "confirm_phone"
    CONFIRM_EMAIL = "confirm_email"
    LINK_ACCOUNT = "link_account"
    RESET_PASSWORD = "reset_password"  # noqa: S105 -- a purpose, not a password


class CodeStatus(StrEnum):
    SENT = "sent"
    SENT_BY_EMAIL = "sent_by_email"
    NOT_DELIVERED = "not_delivered"


@dataclass(frozen=True, kw_only=True)
class SendCode:
    """Send a code by SMS, now, once. language: ru or en.

    email: a proved address, where it goes if the phone cannot be reached.
    """

    phone: Phone
    email: Email | None = None
    code: Code
    purpose: CodePurpose
    language: Code = "ru"


@dataclass(frozen=True, kw_only=True)
class SendEmailCode:
    """Send a code by e-mail, now, once. language: ru or en."""

    email: Email
    code: Code
    purpose: CodePurpose
    language: Code = "ru"


@dataclass(frozen=True, kw_only=True)
class CodeDelivery:
    """Which way the code went; not_delivered when every gateway refused or did not answer."""

    status: CodeStatus


send_code = Operation(
    "notifications",
    "send_code",
    SendCode,
    CodeDelivery,
    roles=SERVICES,
    callers=("identity",),
    once=False,
    deadline=6.0,
)
send_email_code = Operation(
    "notifications",
    "send_email_code",
    SendEmailCode,
    CodeDelivery,
    roles=SERVICES,
    callers=("identity",),
    once=False,
    deadline=4.0,
)
