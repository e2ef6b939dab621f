"""The words of what organisations deal with: told to whoever acts for one of them."""

from __future__ import annotations

from contracts.catalogue import codes
from kernel.messages import Event
from services.notifications.domain.words import Wording, told

DEALINGS: dict[type[Event], Wording] = {
    codes.CodesRefused: told(
        "batch_id",
        (
            "Коды больше не принимаются",
            "«{title}»: день {attended_on} пришёлся на приостановку и баллов не даёт, поэтому коды за этот "
            "день отклоняются. Если участники были в другой день, выдайте коды за него.",
        ),
        (
            "Codes are refused",
            "“{title}”: {attended_on} lies within a suspension and earns nothing, so codes for that day "
            "are refused. If people attended on another day, issue codes for it.",
        ),
    ),
}
