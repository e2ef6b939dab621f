"""How one-time codes fare is counted, by what became of them and of nobody."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from contracts.identity.accounts import ConfirmPhone, WrongCode
from contracts.identity.codes import CodeCounts, CountCodes
from kernel import clock
from kernel.database import Database
from services.identity.usecases import housekeeping
from services.identity.usecases.outcomes import count_codes
from services.identity.usecases.registration import confirm_phone, register
from services.identity.vault.sealing import Vault
from tests.builders.identity import NOW, TODAY, Telephone, a_registration


def some(counted: CodeCounts) -> dict[str, int]:
    return {each.outcome.value: each.count for each in counted.counts if each.count}


def test_what_becomes_of_codes_is_counted(database: Database, vault: Vault, telephone: Telephone) -> None:
    begun = register(database, vault, telephone, a_registration())
    with pytest.raises(WrongCode):
        confirm_phone(database, vault, ConfirmPhone(person_id=begun.person_id, code=telephone.wrong()))
    confirm_phone(database, vault, ConfirmPhone(person_id=begun.person_id, code=telephone.last))
    telephone.reachable = False
    register(database, vault, telephone, a_registration())

    counted = count_codes(database, CountCodes())

    assert some(counted) == {"sent": 1, "not_delivered": 1, "wrong": 1, "taken": 1}
    assert counted.failure_rate == Decimal("0.5000")


def test_days_are_counted_apart_and_forgotten_after_a_year(
    database: Database, vault: Vault, telephone: Telephone
) -> None:
    register(database, vault, telephone, a_registration())

    before = count_codes(database, CountCodes(before=TODAY))
    with clock.freeze(NOW + timedelta(days=366)):
        housekeeping.forget(database)
    after = count_codes(database, CountCodes(since=TODAY))

    assert (some(before), before.failure_rate, some(after)) == ({}, None, {})
