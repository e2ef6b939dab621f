"""What becomes of cycles and entries when the account that has them is merged into another."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from kernel.values import PersonId
from services.credits.domain.claim import Claim
from services.credits.domain.cycle import AppliedExtension, Cycle
from services.credits.domain.ledger import Entry
from services.credits.domain.succession import claimed_again

CARRIED = "Объединение учётных записей: перенесено в остающуюся"
CARRIED_FROM = "Объединение учётных записей: перенесена запись {entry_id}"
TWIN = "Объединение учётных записей: мероприятие уже зачтено записью {entry_id}"
REFUSED = "Объединение учётных записей: не зачтено вместе с баллами остающейся ({code})"
WAITS_ALREADY = "Объединение учётных записей: та же заявка уже ждёт в остающейся"
ACCEPTED_BY_SELF = "Объединение учётных записей: заявку решал сам заявитель"


def held_until(left: Cycle, running: Cycle | None, following: Cycle | None) -> date | None:
    """The end of the cycle that goes on from `left`; None where the kept account's own hold its days.

    running: the last cycle of the kept account that has begun by then. following: its next one.
    As with admissions, the later document prevails from its first day.
    """
    end = left.ends_before if following is None else min(left.ends_before, following.starts_on)
    if running is None or left.starts_on not in running.period:
        return end
    return None if running.starts_on == left.starts_on or end <= running.ends_before else end


def goes_on(left: Cycle, person_id: PersonId, ends_before: date, at: datetime) -> Cycle:
    """The cycle of the kept account that goes on from `left`, its application and decrees included."""
    cycle = Cycle(
        person_id=person_id,
        speciality=left.speciality,
        basis=left.basis,
        starts_on=left.starts_on,
        ends_before=ends_before,
        opened_at=at,
        application_id=left.application_id,
        extensions=[AppliedExtension(**_facts(each)) for each in left.extensions],
    )
    left.application_id = None
    return cycle


def carried(entry: Entry, speciality: str, person_id: PersonId) -> Claim:
    """What an entry credited, as a claim of the account that is kept."""
    return replace(claimed_again(entry, speciality), person_id=person_id)


def _facts(extension: AppliedExtension) -> dict[str, Any]:
    names = ("extension", "legal_act", "ended_before", "ends_before", "applied_at")
    return {name: getattr(extension, name) for name in names}
