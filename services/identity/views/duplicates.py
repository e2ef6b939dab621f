"""Duplicates: domain -> contract."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from contracts.identity import duplicates as contract
from kernel import cursors
from kernel.values import PersonId
from services.identity.domain.duplicates import SuspectedDuplicate
from services.identity.domain.person import Person
from services.identity.domain.personal import Personal


def account(person: Person, personal: Personal, *, is_linked: bool) -> contract.SuspectAccount:
    return contract.SuspectAccount(
        person_id=person.person_id,
        surname=personal.surname,
        name=personal.name,
        patronymic=personal.patronymic,
        birth_date=personal.birth_date,
        snils_masked=personal.snils.masked,
        registered_at=person.registered_at,
        is_linked=is_linked,
    )


def page(
    rows: Sequence[SuspectedDuplicate], shown: Callable[[PersonId], contract.SuspectAccount], limit: int
) -> contract.DuplicatePage:
    """rows: one more than `limit` when there is a next page."""
    items = [
        contract.Duplicate(
            duplicate_id=row.duplicate_id,
            field=row.field,
            found_at=row.found_at,
            accounts=(shown(row.person_id), shown(row.other_id)),
        )
        for row in rows[:limit]
    ]
    more = len(rows) > limit
    return contract.DuplicatePage(
        items=tuple(items),
        next_cursor=cursors.encode(str(items[-1].duplicate_id)) if more else None,
    )


def found(suspected: SuspectedDuplicate) -> contract.DuplicateFound:
    return contract.DuplicateFound(
        occurred_at=suspected.found_at,
        duplicate_id=suspected.duplicate_id,
        person_id=suspected.person_id,
        other_id=suspected.other_id,
        field=suspected.field,
    )


def merged(kept: PersonId, gone: PersonId, at: datetime) -> contract.PersonMerged:
    return contract.PersonMerged(occurred_at=at, person_id=kept, merged_id=gone)
