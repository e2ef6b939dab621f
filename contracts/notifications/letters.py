"""Letters and texts to where only the sender knows: they are neither stored nor in an event.

Owner: services/notifications. Vocabulary: docs/glossary.md, "Letter".
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kernel.identifiers import Email, Phone
from kernel.messages import SERVICES, Nothing, Operation
from kernel.values import Code


class LetterTopic(StrEnum):
    """email_changed, phone_changed: told where somebody was reached before."""

    EMAIL_CHANGED = "email_changed"
    PHONE_CHANGED = "phone_changed"


@dataclass(frozen=True, kw_only=True)
class SendLetter:
    """Tell something by e-mail, now, once. language: ru or en."""

    email: Email
    topic: LetterTopic
    language: Code = "ru"


@dataclass(frozen=True, kw_only=True)
class SendText:
    """Tell the same by SMS, now, once. language: ru or en."""

    phone: Phone
    topic: LetterTopic
    language: Code = "ru"


send_letter = Operation(
    "notifications",
    "send_letter",
    SendLetter,
    Nothing,
    roles=SERVICES,
    callers=("identity",),
    once=False,
    deadline=4.0,
)
send_text = Operation(
    "notifications",
    "send_text",
    SendText,
    Nothing,
    roles=SERVICES,
    callers=("identity",),
    once=False,
    deadline=4.0,
)
