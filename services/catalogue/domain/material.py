"""For whom the materials of an activity are."""

from __future__ import annotations

from datetime import datetime

from contracts.catalogue.enrolments import EnrolmentState
from contracts.catalogue.materials import MaterialAccess, MaterialNotForYou
from services.catalogue.domain.attachment import Attachment
from services.catalogue.domain.enrolment import TAKING_PART

# The states of an enrolment that open each kind of access; anyone needs none.
OPENED_BY: dict[MaterialAccess, frozenset[EnrolmentState]] = {
    MaterialAccess.ENROLLED: TAKING_PART,
    MaterialAccess.COMPLETED: frozenset({EnrolmentState.COMPLETED}),
}


def require_access(material: Attachment, enrolment: EnrolmentState | None, at: datetime) -> None:
    """Let a reader pass. enrolment: the state of theirs; none where there is none.

    Raises: MaterialNotForYou.
    """
    access = MaterialAccess(material.access or MaterialAccess.COMPLETED)
    opening = OPENED_BY.get(access)
    is_early = material.available_from is not None and at < material.available_from
    if is_early or (opening is not None and enrolment not in opening):
        raise MaterialNotForYou(access=access, available_from=material.available_from or "")
