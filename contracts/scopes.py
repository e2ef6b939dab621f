"""What programs of organisations may be granted: each scope opens the operations that name it."""

from __future__ import annotations

from collections.abc import Mapping

EVENTS = "events:read"

SCOPES: Mapping[str, str] = {
    EVENTS: "Read the feed of events",
}
