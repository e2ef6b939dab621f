"""Proving the sums: every balance against the ledger, every entry against its chain."""

from __future__ import annotations

from kernel.database import Database
from services.credits.domain.proof import Discrepancy, broken_links
from services.credits.store import proof


def verify(database: Database) -> tuple[Discrepancy, ...]:
    """Every disagreement between the ledger and what is derived from it; none, as it should be."""
    with database.transaction() as session:
        proof.see_one_moment(session)
        return (*proof.disagreements(session), *broken_links(proof.entries(session)))
