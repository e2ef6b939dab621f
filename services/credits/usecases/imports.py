"""Files of claims: announced, uploaded, worked off row by row, each row with its verdict."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import islice
from uuid import UUID

from contracts.credits import imports as contract
from kernel import clock, cursors, journal, mergers, sheets
from kernel.database import Database, Session
from kernel.files import Files, NoSuchFile
from kernel.messages import Caller
from kernel.offload import offload
from kernel.presigned import Announced
from kernel.sheets.spool import NotAsAnnounced, fetched
from kernel.values import PersonId, Role
from services.credits.domain.claim_file import (
    MEDIA_TYPES,
    NEEDED,
    TRIES,
    ClaimImport,
    Judged,
    Row,
    columns,
    row,
)
from services.credits.domain.forms import Form
from services.credits.domain.manual import ManualClaim, as_claim
from services.credits.store import imports, law, manual
from services.credits.usecases import claiming, posting
from services.credits.views import imports as views

UPLOAD_WINDOW = timedelta(minutes=30)
# For how long an announced file may be on its way; what arrived and was never started goes then.
WAITING = timedelta(days=1)
BATCH = 50
AT_ONCE = 100
Verdict = contract.RowVerdict


def announce_import(
    database: Database, files: Files, caller: Caller, command: contract.AnnounceImport
) -> contract.ClaimImport:
    """Give the caller a place to upload a file of claims to; the same bytes are the same import.

    Raises: ImportUnsound, PolicyMissing.
    """
    with database.transaction() as session:
        most = law.policies(session).on("claim.import_bytes", clock.today()).whole
        _require_sound(command, most)
        known = imports.same(session, caller.person, command.sha256, is_dry_run=command.is_dry_run)
        imported = known or _announced(session, caller, command)
        counts = imports.counts(session, imported.import_id)
    is_expected = imported.state is contract.ImportState.EXPECTED
    return views.imported(imported, counts, _upload(files, imported) if is_expected else None)


def start_import(
    database: Database, files: Files, caller: Caller, command: contract.PickImport
) -> contract.ClaimImport:
    """The upload is done: work it off.

    Raises: UnknownImport, ImportMissing.
    """
    with database.reading() as session:
        imported = _own(session, caller, command.import_id)
    try:
        files.stat(imported.key)
    except NoSuchFile as error:
        raise contract.ImportMissing(import_id=imported.import_id) from error
    with database.transaction() as session:
        imported = _own(session, caller, command.import_id)
        imported.queue()
        journal.record(session, "credits.claim_import.started", str(imported.import_id))
        counts = imports.counts(session, imported.import_id)
    return views.imported(imported, counts)


def read_import(database: Database, caller: Caller, query: contract.PickImport) -> contract.ClaimImport:
    """How far it has come. Raises: UnknownImport."""
    with database.reading() as session:
        imported = _own(session, caller, query.import_id)
        return views.imported(imported, imports.counts(session, imported.import_id))


def list_import_rows(
    database: Database, caller: Caller, query: contract.ListImportRows
) -> contract.ImportRowPage:
    """The verdicts, in the order of the file. Raises: UnknownImport."""
    after, limit = cursors.position(query.cursor), query.limit + 1
    with database.reading() as session:
        _own(session, caller, query.import_id)
        found = imports.rows(session, query.import_id, verdict=query.verdict, after=after, limit=limit)
    return views.row_page(found, query.limit)


def work(database: Database, files: Files) -> None:
    """Work off what waits, file by file, until nothing is left or somebody else works on it."""
    while True:
        with database.transaction() as session:
            imported = imports.next_queued(session, clock.now())
            if imported is None:
                break
            imported.lease(clock.now())
        _work_off(database, files, imported)
    _forget_ended(database, files)


def forget_unstarted(database: Database, files: Files) -> None:
    """Remove what was announced and never started: what arrived names people."""
    with database.transaction() as session:
        for imported in imports.unstarted(session, clock.now() - WAITING, AT_ONCE):
            files.remove(imported.key)
            imports.remove(session, imported)


def _forget_ended(database: Database, files: Files) -> None:
    """Remove the bytes of what has ended: the verdicts stay, and nothing of what the rows said.

    Removed before it is noted, and outside of the transaction: twice is like once.
    """
    with database.reading() as session:
        ended = imports.left(session, AT_ONCE)
    if not ended:
        return
    for imported in ended:
        files.remove(imported.key)
    with database.transaction() as session:
        imports.forget(session, [imported.import_id for imported in ended])


def _work_off(database: Database, files: Files, imported: ClaimImport) -> bool:
    """Whether the file was worked off to its end, or rejected."""
    if imported.tries > TRIES:
        return _end(database, imported, "import.unreadable", imported.position)
    with database.reading() as session:
        forms = manual.forms(session, clock.today())
        most = law.policies(session).on("claim.import_rows", clock.today()).whole
    try:
        with fetched(files, imported.key, size=imported.size, sha256=imported.sha256) as file:
            known = columns(forms)
            read = offload(
                sheets.read,
                file,
                imported.media_type,
                column=lambda heading: known.get(" ".join(heading.casefold().split())),
                is_heading=NEEDED.issubset,
                most_rows=most,
            )
            rows = (each for each in read.rows if each[0] > imported.position)
            return _settle_rows(database, imported, rows, {form.code: form for form in forms})
    except sheets.Unreadable as error:
        return _end(database, imported, error.rule, error.line)
    except (NoSuchFile, NotAsAnnounced):
        return _end(database, imported, "document.sha256", None)


def _settle_rows(
    database: Database,
    imported: ClaimImport,
    rows: Iterator[tuple[int, sheets.Cells]],
    forms: dict[str, Form],
) -> bool:
    """Each row in a transaction of its own, with how far the work has come: nothing is done twice."""
    while batch := offload(_next, rows):
        for number, cells in batch:
            with database.transaction() as session:
                here = imports.locked_at(session, imported.import_id, imported.position)
                if here is None:
                    return False
                imports.note_row(session, here.import_id, number, _judged(session, here, row(cells), forms))
                here.advance(number, clock.now())
            imported = here
    return _end(database, imported, None, None)


def _next(rows: Iterator[tuple[int, sheets.Cells]]) -> list[tuple[int, sheets.Cells]]:
    return list(islice(rows, BATCH))


def _end(database: Database, imported: ClaimImport, fault: str | None, line: int | None) -> bool:
    with database.transaction() as session:
        here = imports.locked_at(session, imported.import_id, imported.position)
        if here is None:
            return False
        if fault is None:
            here.finish(clock.now())
        else:
            here.reject(fault, line, clock.now())
        journal.record(session, "credits.import.ended", str(here.import_id), state=here.state)
    return True


def _judged(session: Session, imported: ClaimImport, said: Row, forms: dict[str, Form]) -> Judged:
    """The verdict on a row; a sound one is submitted, unless the run is dry."""
    person_id, problems = _claimant(imported, said), dict(said.faults)
    form = forms.get(said.content.form)
    if form is None:
        problems.setdefault("form", "choice")
    if person_id is None:
        problems.setdefault("person_id", "required" if imported.by_operator else "unknown")
    if form is None or person_id is None or problems:
        return Judged(verdict=Verdict.INVALID, problems=problems)
    person_id = mergers.kept(session, person_id)
    problems = claiming.problems_of(session, person_id, said.content, form)
    if problems:
        return Judged(verdict=Verdict.INVALID, problems=problems)
    return _ruled(session, imported, person_id, said, form)


def _ruled(session: Session, imported: ClaimImport, person_id: PersonId, said: Row, form: Form) -> Judged:
    claim = ManualClaim(
        person_id=person_id,
        entered_by=imported.owner,
        drafted_at=clock.now(),
        import_id=imported.import_id,
        **vars(said.content),
    )
    asked = as_claim(claim.claim_id, person_id, said.content, form.kind)
    _, verdict = posting.judged(session, asked)
    if verdict.refusal is not None:
        return Judged(verdict=Verdict.REFUSED, refusal=verdict.refusal.code)
    if manual.is_claimed(session, claim, asked.activity_id):
        return Judged(verdict=Verdict.DUPLICATE)
    if imported.is_dry_run:
        return Judged(verdict=Verdict.SOUND)
    claiming.enter(session, claim, imported.owner)
    claiming.submit(session, claim)
    claiming.note_step(session, claim, imported.owner, {"state": "draft"})
    return Judged(verdict=Verdict.SUBMITTED, claim_id=claim.claim_id, receipt=claim.receipt)


def _claimant(imported: ClaimImport, said: Row) -> PersonId | None:
    """Operators name whom each row is about; claimants claim for themselves alone."""
    if imported.by_operator:
        return said.person_id
    return imported.owner if said.person_id in (None, imported.owner) else None


def _require_sound(command: contract.AnnounceImport, most: int) -> None:
    broken = {}
    if command.media_type not in MEDIA_TYPES:
        broken["media_type"] = "document.media_type"
    if command.size > most:
        broken["size"] = "document.size"
    if set(command.sha256) - set("0123456789abcdef"):
        broken["sha256"] = "document.sha256"
    if broken:
        raise contract.ImportUnsound(broken)


def _announced(session: Session, caller: Caller, command: contract.AnnounceImport) -> ClaimImport:
    by_operator = caller.has(Role.REGULATOR, Role.ADMINISTRATOR)
    imported = ClaimImport(
        owner=caller.person, by_operator=by_operator, announced_at=clock.now(), **vars(command)
    )
    imports.add(session, imported)
    journal.record(session, "credits.import.announced", str(imported.import_id))
    return imported


def _upload(files: Files, imported: ClaimImport) -> contract.ImportUpload:
    announced = Announced(size=imported.size, sha256=imported.sha256, media_type=imported.media_type)
    upload = files.upload(imported.key, announced, UPLOAD_WINDOW)
    return contract.ImportUpload(
        method="PUT", url=upload.url, headers=upload.headers, expires_at=clock.now() + UPLOAD_WINDOW
    )


def _own(session: Session, caller: Caller, import_id: UUID) -> ClaimImport:
    imported = imports.of_owner(session, caller.person, import_id)
    if imported is None:
        raise contract.UnknownImport(import_id=import_id)
    return imported
