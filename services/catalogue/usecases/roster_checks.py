"""Reading a roster: row by row off the disk, batch by batch into the database."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import IO

from contracts.identity.lookup import FindPeople, SoughtPerson, find_people
from kernel import clock, outbox
from kernel.database import Database
from kernel.files import Files, NoSuchFile
from kernel.identifiers import Snils
from kernel.offload import offload
from kernel.rpc import Rpc
from kernel.sheets.faults import Unreadable
from kernel.sheets.spool import NotAsAnnounced, fetched
from kernel.values import PersonId
from services.catalogue import store, views
from services.catalogue.domain.attendance import Asked
from services.catalogue.domain.roster import TRIES, Roster, RosterTerms
from services.catalogue.domain.roster_row import RosterLine
from services.catalogue.domain.roster_verdict import Checked, Found, Named, check, without_repeats
from services.catalogue.files import sheets
from services.catalogue.usecases import attendance

# Small enough that nobody waits for a batch; as many as identity names at once.
BATCH = 500


def work(database: Database, files: Files, rpc: Rpc, roster: Roster) -> None:
    """Give every row its verdict, or reject the file. Whoever goes on after a crash repeats nothing."""
    try:
        if roster.tries > TRIES:
            raise Unreadable("roster.unreadable")
        if roster.total is None and not _read(database, files, rpc, roster):
            return
    except (Unreadable, NoSuchFile, NotAsAnnounced) as error:
        _reject(database, files, roster, error)
        return
    # Before the end is noted: from then on nobody would come back to remove it.
    files.remove(roster.key)
    _finish(database, roster)


def _read(database: Database, files: Files, rpc: Rpc, roster: Roster) -> bool:
    """Whether we have read it to its end; otherwise somebody else goes on with it.

    Raises: Unreadable, NoSuchFile, NotAsAnnounced.
    """
    with database.reading() as session:
        terms = store.dictionaries.roster_terms(session, clock.legal_day(roster.announced_at))
    with fetched(files, roster.key, size=roster.size, sha256=roster.sha256) as file:
        sheet = offload(_opened, file, roster, terms)
        while batch := offload(_next, sheet.lines):
            if not _keep(database, roster, _checked(database, rpc, roster, batch)):
                return False
    with database.transaction() as session:
        standing = store.rosters.at_work(session, roster.roster_id, roster.position)
        if standing is not None:
            standing.read(sheet.ignored)
    return standing is not None


def _opened(file: IO[bytes], roster: Roster, terms: RosterTerms) -> sheets.Sheet:
    """The rows that have no verdict yet."""
    sheet = sheets.read(file, roster.media_type, most_rows=terms.most_rows)
    left = (line for line in sheet.lines if line.number > roster.position)
    return sheets.Sheet(left, sheet.ignored)


def _next(lines: Iterator[RosterLine]) -> list[RosterLine]:
    return list(islice(lines, BATCH))


def _checked(database: Database, rpc: Rpc, roster: Roster, lines: Sequence[RosterLine]) -> list[Checked]:
    people, others = _people(rpc, lines)
    persons = {*people.values(), *(line.person_id for line in lines if line.person_id)}
    named = [line.enrolment_id for line in lines if line.enrolment_id]
    with database.reading() as session:
        activity = store.activities.of(session, roster.activity_id)
        by_person = store.enrolments.of_people(session, roster.activity_id, persons)
        by_id = store.enrolments.under(session, roster.activity_id, named)
        known = [*by_person.values(), *by_id.values()]
        asked: Asked = attendance.asked_of(
            session, activity, {enrolment.activity_version for enrolment in known}, clock.now()
        )
        found = Found(people=people, others=others, by_id=by_id, by_person=by_person)
        rows = [check(line, found, asked, activity.number or "") for line in lines]
        meant = [row.enrolment_id for row in rows if row.enrolment_id]
        return without_repeats(rows, store.rosters.named_before(session, roster.roster_id, meant))


def _people(rpc: Rpc, lines: Sequence[RosterLine]) -> tuple[dict[Snils, PersonId], frozenset[Named]]:
    """Whose the numbers are, and which are known under another surname than a row says.

    Two rows may name one number with two surnames: each is compared by itself.
    """
    sought = dict.fromkeys((line.snils, line.surname) for line in lines if line.snils is not None)
    if not sought:
        return {}, frozenset()
    asked = tuple(SoughtPerson(snils=snils, surname=surname) for snils, surname in sought)
    answers = rpc.call(find_people, FindPeople(people=asked)).items
    told = list(zip(asked, answers, strict=True))
    people = {who.snils: answer.person_id for who, answer in told if answer.person_id is not None}
    others = ((who.snils, who.surname) for who, answer in told if answer.surname_agrees is False)
    return people, frozenset(others)


def _keep(database: Database, roster: Roster, rows: Sequence[Checked]) -> bool:
    """Whether the verdicts were ours to keep: somebody else may have gone on with the roster."""
    with database.transaction() as session:
        standing = store.rosters.at_work(session, roster.roster_id, roster.position)
        if standing is None:
            return False
        store.rosters.keep(session, roster.roster_id, rows)
        standing.advance(rows[-1].line.number, len(rows), clock.now())
    roster.position = standing.position
    return True


def _finish(database: Database, roster: Roster) -> None:
    at = clock.now()
    with database.transaction() as session:
        standing = store.rosters.at_work(session, roster.roster_id, roster.position)
        if standing is not None and standing.total is not None:
            standing.end_check()
            outbox.add(session, views.rosters.checked(standing, at))


def _reject(database: Database, files: Files, roster: Roster, error: Exception) -> None:
    rule = error.rule if isinstance(error, Unreadable) else "document.sha256"
    line = error.line if isinstance(error, Unreadable) else None
    files.remove(roster.key)
    at = clock.now()
    with database.transaction() as session:
        standing = store.rosters.at_work(session, roster.roster_id, roster.position)
        if standing is not None:
            store.rosters.forget_rows(session, roster.roster_id)
            standing.reject(rule, line, at)
            outbox.add(session, views.rosters.checked(standing, at))
