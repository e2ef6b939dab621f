"""Policies and the decrees that put off the expiry of documents."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from datetime import date

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from contracts.credits.cycles import BasisKind
from services.credits import tables
from services.credits.domain.cycle import Extension
from services.credits.domain.policy import Policies, Policy


def policies(session: Session) -> Policies:
    """Every row of the law; there are some dozens."""
    return Policies(_rows(session, sa.select(tables.policies)))


def policies_on(session: Session, day: date) -> list[Policy]:
    """The rows in force on `day`, by key."""
    column = tables.policies.c
    in_force = column.valid_from <= day, sa.or_(column.valid_before.is_(None), day < column.valid_before)
    return _rows(session, sa.select(tables.policies).where(*in_force).order_by(column.key))


def extensions(session: Session) -> list[Extension]:
    return [
        Extension(**{**row, "bases": tuple(BasisKind(basis) for basis in row["bases"])})
        for row in session.execute(sa.select(tables.extensions)).mappings()
    ]


def put_policies(session: Session, rows: Iterable[Policy]) -> None:
    """Add new rows, correct known ones; none is deleted."""
    _put(session, tables.policies, [_plain(row) for row in rows])


def put_extensions(session: Session, rows: Iterable[Extension]) -> None:
    """Add new decrees, correct known ones; none is deleted."""
    _put(session, tables.extensions, [_plain(row) | {"bases": list(row.bases)} for row in rows])


def _rows(session: Session, query: sa.Select[tuple[object, ...]]) -> list[Policy]:
    return [Policy(**row) for row in session.execute(query).mappings()]


def _plain(row: Policy | Extension) -> dict[str, object]:
    return {field.name: getattr(row, field.name) for field in fields(row)}


def _put(session: Session, table: sa.Table, rows: list[dict[str, object]]) -> None:
    new = insert(table)
    changed = {column.name: new.excluded[column.name] for column in table.c if not column.primary_key}
    session.execute(new.on_conflict_do_update(index_elements=table.primary_key.columns, set_=changed), rows)
