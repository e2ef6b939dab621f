"""Search: finding what may still be attended, and what is one's own.

Owner: services/catalogue. Vocabulary: docs/glossary.md, "Activities".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from contracts.catalogue.activities import (
    MODERATORS,
    PROVIDERS,
    ActivityFormat,
    ActivityKind,
    ActivityPage,
    ActivityState,
    NotAProvider,
)
from kernel.messages import ANYONE, Operation
from kernel.values import Code, Limit, Line


@dataclass(frozen=True, kw_only=True)
class FindActivities:
    """Search the published activities. text: words in Russian, any form.

    cursor: `next_cursor` of the previous page; pages stay stable while activities come and go.
    """

    text: Line | None = None
    kind: ActivityKind | None = None
    format: ActivityFormat | None = None
    speciality: Code | None = None
    starts_after: datetime | None = None
    starts_before: datetime | None = None
    free_only: bool = False
    cursor: Line | None = None
    limit: Limit = 20


@dataclass(frozen=True, kw_only=True)
class ListMyActivities:
    """The provider's own activities, in any state; for administrators, those in review."""

    state: ActivityState | None = None
    cursor: Line | None = None
    limit: Limit = 20


find_activities = Operation(
    "catalogue", "find_activities", FindActivities, ActivityPage, roles=ANYONE, reads=True
)
list_activities = Operation(
    "catalogue",
    "list_activities",
    ListMyActivities,
    ActivityPage,
    (NotAProvider,),
    roles=PROVIDERS | MODERATORS,
    reads=True,
)
