"""Which of two enrolments of one person in one activity stays, when their accounts are merged."""

from __future__ import annotations

from decimal import Decimal

from contracts.catalogue.enrolments import EnrolmentState
from contracts.catalogue.participation import MoveSource
from services.catalogue.domain.enrolment import UNDECIDED, Enrolment

TWICE = "Объединение учётных записей: об этом мероприятии есть отзыв остающейся"

# How far each state has come: what is decided for good, what may yet lead there, what is given up.
_FURTHER = (
    EnrolmentState.CANCELLED,
    EnrolmentState.DRAFT,
    EnrolmentState.REVOKED,
    EnrolmentState.FAILED,
    EnrolmentState.WAITING,
    EnrolmentState.SENT,
    EnrolmentState.OFFERED,
    EnrolmentState.ENROLLED,
    EnrolmentState.STUDYING,
    EnrolmentState.COMPLETED,
)


def further(kept: Enrolment, gone: Enrolment) -> tuple[Enrolment, Enrolment]:
    """The one that stays, and the other. Of two as far the cheaper stays, then the earlier in line.

    kept: of the account that is kept; it stays where nothing speaks for the other.
    """
    return (gone, kept) if _rank(gone) > _rank(kept) else (kept, gone)


def give_up(enrolment: Enrolment) -> bool:
    """Let one person not take part, stand in line or pay twice. Gives whether anything was still to come."""
    if enrolment.state not in UNDECIDED:
        return False
    enrolment.move(EnrolmentState.CANCELLED, MoveSource.SUITE)
    return True


def _rank(enrolment: Enrolment) -> tuple[int, Decimal, float]:
    queued_at = enrolment.queued_at
    waits = queued_at is not None and enrolment.state is EnrolmentState.WAITING
    earlier = -queued_at.timestamp() if queued_at is not None and waits else 0.0
    return _FURTHER.index(enrolment.state), -(enrolment.price or Decimal(0)), earlier
