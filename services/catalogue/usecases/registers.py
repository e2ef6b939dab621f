"""Taking over registers that others publish, and asking them."""

from __future__ import annotations

import hashlib
from datetime import date, datetime

from contracts.catalogue import registers as contract
from kernel import clock, cursors, journal, outbox
from kernel.database import Database, Session
from kernel.messages import Caller
from services.catalogue import store, views
from services.catalogue.domain import register, register_file

# They are announced as one event.
MOST_SPECIALITIES = 1000


def import_register(
    database: Database, caller: Caller, command: contract.ImportRegister
) -> contract.RegisterImport:
    """Take a published version over as a whole; a file with a row that is no entry is not taken at all.

    Raises: RegisterUnreadable, RegisterVersionKnown.
    """
    rows = register_file.rows(command.format, command.content)
    entries, refused = register.judge(rows)
    if not refused:
        sha256 = hashlib.sha256(command.content.encode()).hexdigest()
        with database.transaction() as session:
            at = clock.now()
            store.registers.take(session, command, entries, sha256=sha256, by=caller.person, at=at)
            _adopt(session, command, at)
            journal.record(session, "catalogue.register.imported", f"{command.oid}:{command.version}")
    return contract.RegisterImport(
        oid=command.oid,
        version=command.version,
        is_taken=not refused,
        rows=len(rows),
        refused=tuple(refused),
    )


def _adopt(session: Session, command: contract.ImportRegister, at: datetime) -> None:
    """A version of the nomenclature of specialities is what everything goes by from its day on.

    Raises: RegisterUnreadable -- no nomenclature has so many specialities.
    """
    rules = store.dictionaries.in_force(session, clock.legal_day(at))
    if command.oid != rules.text(store.nomenclatures.OID):
        return
    store.nomenclatures.adopt(session, command.oid, command.version)
    entries = store.nomenclatures.of_version(session, command.oid, command.version)
    if len(entries) > MOST_SPECIALITIES:
        raise contract.RegisterUnreadable(content="register.too_long")
    outbox.add(session, views.dictionaries.published(command, entries, at))
    store.shelf.turn(session)


def list_registers(database: Database, query: contract.ListRegisters) -> contract.RegisterPage:
    """Every version of every register.

    Raises: Invalid -- the cursor is not of this list.
    """
    after = cursors.read(query.cursor, str, date.fromisoformat) if query.cursor else None
    with database.reading() as session:
        return views.registers.versions(store.registers.versions(session, query, after=after), query.limit)


def read_register(database: Database, query: contract.ReadRegister) -> contract.RegisterEntryPage:
    """The entries of the version in force on a day.

    Raises: UnknownRegister. Invalid -- the cursor is not of this list.
    """
    on = query.on or clock.today()
    [after] = cursors.read(query.cursor, str) if query.cursor else [None]
    with database.reading() as session:
        version = store.registers.in_force(session, query.oid, on)
        records = store.registers.entries(session, query.oid, version, after=after, limit=query.limit)
    return views.registers.entries(query, version, on, records)


def check_code(database: Database, query: contract.CheckCode) -> contract.CodeVerdict:
    """Whether a code may be named for an event of that day, by the version in force then.

    Raises: UnknownRegister.
    """
    with database.reading() as session:
        version = store.registers.in_force(session, query.oid, query.on)
        record = store.registers.entry(session, query.oid, version, query.code)
    entry = None if record is None else views.registers.entry(record)
    return contract.CodeVerdict(
        oid=query.oid,
        version=version,
        code=query.code,
        on=query.on,
        is_in_force=entry is not None
        and register.is_in_force(entry.valid_from, entry.valid_before, query.on),
        entry=entry,
    )
