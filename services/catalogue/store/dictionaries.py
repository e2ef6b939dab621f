"""The dated lists that everything else refers to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from services.catalogue.domain.attachment import Terms
from services.catalogue.domain.calendar import working_days_after
from services.catalogue.domain.confirmation import CodeLaw
from services.catalogue.domain.law import Law
from services.catalogue.domain.package import PackageTerms
from services.catalogue.domain.policy import Policies
from services.catalogue.domain.provider import Provider
from services.catalogue.domain.register import is_in_force
from services.catalogue.domain.requisites import OnboardingLaw
from services.catalogue.domain.roster import RosterTerms
from services.catalogue.store import nomenclatures
from services.catalogue.tables import days_off, policies, regions


def law(session: Session, on: date) -> Law:
    """What cards that start on a day must satisfy. Raises: Unavailable -- a policy is missing."""
    rules = in_force(session, on)
    codes, lapsed = specialities(session, rules, on)
    return Law.of(
        rules,
        nomenclature=codes,
        lapsed=lapsed,
        regions=frozenset(session.scalars(sa.select(regions.c.code))),
    )


def specialities(session: Session, rules: Policies, on: date) -> tuple[set[str], dict[str, str | None]]:
    """The specialities in force on a day; and those that are not, with what takes their place."""
    known = nomenclatures.entries(session, rules.text(nomenclatures.OID), on)
    codes = {entry.code for entry in known if is_in_force(entry.valid_from, entry.valid_before, on)}
    return codes, {entry.code: entry.successor for entry in known if entry.code not in codes}


def onboarding_law(session: Session, on: date) -> OnboardingLaw:
    """What applications of organisations must satisfy on a day. Raises: Unavailable."""
    rules = in_force(session, on)
    return OnboardingLaw(
        check_days=rules.whole("sla.provider_check"),
        days_off=frozenset(session.scalars(sa.select(days_off.c.day))),
        scans=rules.words("provider.scans"),
        terms=Terms(
            media_types=frozenset({"application/pdf"}), most_bytes=rules.whole("provider.scan_bytes")
        ),
        regions=frozenset(session.scalars(sa.select(regions.c.code))),
    )


def material_terms(session: Session, on: date) -> Terms:
    """What may be attached to an activity on a day. Raises: Unavailable."""
    rules = in_force(session, on)
    return Terms(media_types=rules.words("material.types"), most_bytes=rules.whole("material.bytes"))


def package_terms(session: Session, on: date) -> PackageTerms:
    """What may be handed in as a package on a day. Raises: Unavailable."""
    rules = in_force(session, on)
    return PackageTerms(
        files=Terms(media_types={"application/zip"}, most_bytes=rules.whole("package.bytes")),
        most_files=rules.whole("package.files"),
        most_bytes=rules.whole("package.unpacked_bytes"),
        most_file_bytes=rules.whole("package.file_bytes"),
        most_ratio=rules.whole("package.ratio"),
        suffixes=rules.words("package.types"),
    )


def roster_terms(session: Session, on: date) -> RosterTerms:
    """What may be handed in as a roster on a day. Raises: Unavailable."""
    rules = in_force(session, on)
    files = Terms(media_types=rules.words("roster.types"), most_bytes=rules.whole("roster.bytes"))
    return RosterTerms(files=files, most_rows=rules.whole("roster.rows"))


def code_law(session: Session, on: date) -> CodeLaw:
    """What holds for confirmation codes on a day. Raises: Unavailable."""
    rules = in_force(session, on)
    return CodeLaw(
        valid_days=rules.whole("code.valid_days"),
        attempts=rules.whole("code.attempts"),
        window=timedelta(minutes=rules.whole("code.attempts_window")),
        longest=timedelta(minutes=rules.whole("code.backoff_most")),
    )


def review_by(session: Session, provider: Provider, today: date) -> date:
    """The last day of the term for the review of a card; trusted providers have the shorter one."""
    key = "sla.activity_review_trusted" if provider.is_trusted else "sla.activity_review"
    days = frozenset(session.scalars(sa.select(days_off.c.day)))
    return working_days_after(today, in_force(session, today).whole(key), days)


def in_force(session: Session, on: date) -> Policies:
    """The policies of a day."""
    rows = session.execute(sa.select(policies.c.key, policies.c.value).where(_in_force(policies, on)))
    return Policies({row.key: row.value for row in rows})


def load(connection: sa.Connection, table: sa.Table, rows: Iterable[Any]) -> None:
    """Add what is new, correct what is there, by natural key; nothing is ever removed.

    rows: dataclasses whose fields are the columns of `table`.
    """
    statement = insert(table)
    correction = {
        column.name: statement.excluded[column.name] for column in table.columns if not column.primary_key
    }
    upsert = statement.on_conflict_do_update(index_elements=list(table.primary_key), set_=correction)
    connection.execute(upsert, [asdict(row) for row in rows])


def _in_force(table: sa.Table, on: date) -> sa.ColumnElement[bool]:
    return sa.and_(table.c.valid_from <= on, sa.func.coalesce(table.c.valid_before > on, sa.true()))
