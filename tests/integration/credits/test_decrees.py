"""Decrees put off the end of cycles."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from contracts.credits.cycles import BasisKind
from contracts.credits.decrees import DecreeKnown, DecreeUnsound, EnterDecree
from contracts.credits.ledger import ReadBalance
from kernel.database import Database
from kernel.values import PersonId, new_id
from services.credits import reference
from services.credits.store import lifecycle
from services.credits.tables import cycle_extensions
from services.credits.tables import extensions as decrees
from services.credits.usecases.claims import post_completed
from services.credits.usecases.cycles import enter_decree, list_decrees, open_cycle
from services.credits.usecases.lifecycle import apply_decrees
from services.credits.usecases.statements import my_balance
from tests.builders.credits import DATA, NOW, VAULT, a_completion, a_specialist, an_opening, an_operator
from tests.integration.credits.outbox import announced
from tests.integration.credits.test_races import at_once

OPERATOR = an_operator()


def forget_decrees(owner: sa.Engine) -> None:
    with owner.begin() as connection:
        connection.execute(decrees.delete())


def load(owner: sa.Engine, folder: Path = DATA) -> None:
    with owner.begin() as connection:
        reference.load(connection, folder)


def a_decree(**told: Any) -> EnterDecree:
    """What expires in 2027 holds to the middle of 2028."""
    facts: dict[str, Any] = {
        "code": "2027-01",
        "bases": (BasisKind.REGISTER_EXTRACT,),
        "expires_from": date(2027, 1, 1),
        "expires_to": date(2027, 12, 31),
        "extended_to": date(2028, 6, 30),
    }
    return EnterDecree(**facts | told, condition="нет", legal_act="приказ 2н", source="официальный текст")


def test_a_decree_loaded_later_puts_off_the_end_of_open_cycles(database: Database, owner: sa.Engine) -> None:
    forget_decrees(owner)
    expiring = an_opening(date(2022, 3, 1))
    cycle = open_cycle(database, VAULT, a_specialist(), expiring)
    with owner.begin() as connection:
        row = {"code": "2027-01", "bases": ["register_extract"], "condition": "", "legal_act": "a decree"}
        days = {
            "expires_from": date(2027, 1, 1),
            "expires_to": date(2027, 12, 31),
            "extended_to": date(2028, 6, 30),
        }
        connection.execute(decrees.insert().values(**row, **days, source="test", verified=False))

    load(owner)
    apply_decrees(database)

    [told] = announced(database, "credits.cycle.extended")
    assert (told["cycle_id"], told["ends_before"]) == (str(cycle.cycle_id), "2028-07-01")


def test_loading_the_law_again_changes_nothing(database: Database, owner: sa.Engine) -> None:
    open_cycle(database, VAULT, a_specialist(), an_opening(date(2020, 6, 15)))

    for _ in range(2):
        load(owner)
        apply_decrees(database)

    with database.reading() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(cycle_extensions)) == 1
    assert announced(database, "credits.cycle.extended") == []


def test_a_decree_lets_in_the_claims_that_came_after_the_cycles_end(
    database: Database, owner: sa.Engine
) -> None:
    opening = an_opening(date(2020, 6, 15), basis=BasisKind.CERTIFICATE)
    open_cycle(database, VAULT, a_specialist(), opening)
    with owner.begin() as connection:
        connection.execute(cycle_extensions.delete())
        connection.execute(sa.text("UPDATE cycles SET ends_before = '2025-06-15'"))
    post_completed(database, a_completion(completed_on=date(2026, 2, 1)))

    apply_decrees(database)

    [balance] = my_balance(database, a_specialist(), ReadBalance()).items
    assert str(balance.balance) == "36.0"


def test_a_decree_leaves_a_cycle_alone_that_another_follows(database: Database, owner: sa.Engine) -> None:
    forget_decrees(owner)
    open_cycle(database, VAULT, a_specialist(), an_opening(date(2024, 6, 15)))
    with owner.begin() as connection:
        connection.execute(sa.text("UPDATE cycles SET starts_on = '2020-06-15', ends_before = '2025-06-15'"))
    open_cycle(database, VAULT, a_specialist(), an_opening(date(2025, 6, 15)))

    load(owner)
    apply_decrees(database)

    assert announced(database, "credits.cycle.extended") == []


def test_a_decree_that_is_entered_extends_the_cycles_it_fits(database: Database) -> None:
    cycle = open_cycle(database, VAULT, a_specialist(), an_opening(date(2022, 3, 1)))
    open_cycle(database, VAULT, a_specialist(PersonId(new_id())), an_opening(date(2024, 3, 1)))

    enter_decree(database, OPERATOR, a_decree())
    apply_decrees(database)

    [told] = announced(database, "credits.cycle.extended")
    assert (told["cycle_id"], told["ends_before"]) == (str(cycle.cycle_id), "2028-07-01")
    assert told["legal_act"] == "приказ 2н"


def test_a_decree_is_of_some_kinds_of_document(database: Database) -> None:
    open_cycle(database, VAULT, a_specialist(), an_opening(date(2022, 3, 1), basis=BasisKind.CERTIFICATE))

    enter_decree(database, OPERATOR, a_decree())
    apply_decrees(database)

    assert announced(database, "credits.cycle.extended") == []


def test_a_decree_says_who_entered_it_and_how_many_cycles_it_has_extended(database: Database) -> None:
    open_cycle(database, VAULT, a_specialist(), an_opening(date(2022, 3, 1)))
    enter_decree(database, OPERATOR, a_decree())
    apply_decrees(database)

    entered, installed = list_decrees(database).items

    assert (entered.entered_by, entered.entered_at, entered.cycles_extended) == (OPERATOR.person_id, NOW, 1)
    assert (installed.entered_by, installed.cycles_extended) == (None, 0)


def test_a_code_names_one_decree(database: Database) -> None:
    enter_decree(database, OPERATOR, a_decree())

    with pytest.raises(DecreeKnown):
        enter_decree(database, OPERATOR, a_decree(extended_to=date(2029, 6, 30)))


@pytest.mark.parametrize(
    ("days", "field"),
    [
        ({"expires_to": date(2026, 12, 31)}, "expires_to"),
        ({"extended_to": date(2027, 12, 31)}, "extended_to"),
    ],
)
def test_the_days_of_a_decree_follow_one_another(
    database: Database, days: dict[str, date], field: str
) -> None:
    with pytest.raises(DecreeUnsound) as refused:
        enter_decree(database, OPERATOR, a_decree(**days))

    assert refused.value.details == {field: "period.order"}


def test_many_cycles_are_extended_page_by_page(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lifecycle, "AT_ONCE", 2)
    for _ in range(5):
        open_cycle(database, VAULT, a_specialist(PersonId(new_id())), an_opening(date(2022, 3, 1)))
    enter_decree(database, OPERATOR, a_decree())

    apply_decrees(database)

    assert len(announced(database, "credits.cycle.extended")) == 5


def test_replicas_that_apply_a_decree_at_once_extend_each_cycle_once(database: Database) -> None:
    for _ in range(3):
        open_cycle(database, VAULT, a_specialist(PersonId(new_id())), an_opening(date(2022, 3, 1)))
    enter_decree(database, OPERATOR, a_decree())

    at_once(*[lambda: apply_decrees(database)] * 4)

    assert len(announced(database, "credits.cycle.extended")) == 3
