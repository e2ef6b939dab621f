"""The proof that operators run."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from deploy import verify
from deploy.embedded.databases import Database as Addresses
from kernel.database import Database
from services.credits.usecases.awards import award
from services.credits.usecases.cycles import open_cycle
from tests.builders.credits import VAULT, a_specialist, an_award, an_opening, an_operator


@pytest.fixture(autouse=True)
def _ledger(database: Database, addresses: Addresses, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NMO_DATABASE_URL", addresses.url)
    open_cycle(database, VAULT, a_specialist(), an_opening())
    award(database, an_operator(), an_award())


def test_a_healthy_ledger_ends_the_proof_with_success() -> None:
    assert verify.main() == 0


def test_a_discrepancy_is_named_and_fails_the_proof(
    database: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    with database.transaction() as session:
        session.execute(sa.text("UPDATE accounts SET balance = 144"))

    assert verify.main() == 1
    assert "expected 36.0, found 144.0" in capsys.readouterr().out
