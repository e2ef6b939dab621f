"""Loads `data/anomaly_rules.csv` into its table, after every migration. Safe to repeat."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa

from kernel.reference import read, upsert
from services.monitoring.domain.anomaly import Rule
from services.monitoring.tables import anomaly_rules


def load(connection: sa.Connection, folder: Path) -> None:
    """Bring the table up to the file; rows that the file no longer names stay."""
    upsert(connection, anomaly_rules, read(folder / "anomaly_rules.csv", Rule))
