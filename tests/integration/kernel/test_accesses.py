"""A look at another person's data leaves a line; the person may read who looked."""

from __future__ import annotations

from uuid import UUID

import pytest

from kernel import accesses, clock, context, journal, mergers
from kernel.builtin import Builtins
from kernel.database import Database
from kernel.journal_lines import AccessPage, JournalPage, ReadAccesses, ReadJournal
from kernel.messages import Caller
from kernel.values import PersonId, Role
from tests.builders.requests import ORGANISATION, PERSON, a_request

APPLICANT = PersonId(UUID("01930000-0000-7000-8000-0000000000aa"))
REVIEWER = Caller(
    process="gateway", person_id=PERSON, organisation_id=ORGANISATION, roles=frozenset({Role.REVIEWER})
)
VIEWED = "admission.application.viewed"


def look(database: Database, *cases: str, caller: Caller = REVIEWER) -> None:
    with context.using(a_request(caller=caller)):
        for case in cases:
            accesses.note(database, caller, VIEWED, APPLICANT, case=case)


def lines(database: Database) -> list[journal.Line]:
    with database.reading() as session:
        return journal.read(session, after=0, limit=100)[0]


def accesses_of(database: Database, person: PersonId = APPLICANT, **asked: int) -> AccessPage:
    request = a_request(caller=Caller(process="gateway", person_id=person))
    _, answer = Builtins("admission", lambda: database).find("admission.read_accesses")
    with context.using(request):
        page: AccessPage = answer(ReadAccesses(**asked))
    return page


def test_a_line_tells_who_looked_at_whom_for_which_case(database: Database) -> None:
    look(database, "НМО-2026-0000001-5")

    [line] = lines(database)
    assert (line.actor, line.acting_as, line.action, line.subject, line.detail) == (
        PERSON,
        ORGANISATION,
        VIEWED,
        str(APPLICANT),
        {"case": "НМО-2026-0000001-5", "roles": "reviewer"},
    )


def test_who_looks_at_oneself_leaves_no_line(database: Database) -> None:
    look(database, "own", caller=Caller(process="gateway", person_id=APPLICANT))

    assert lines(database) == []


def test_a_list_leaves_a_line_for_each_person_in_it(database: Database) -> None:
    accesses.note_all(database, REVIEWER, VIEWED, [(APPLICANT, "1"), (PERSON, "own"), (APPLICANT, "2")])

    assert [line.detail["case"] for line in lines(database)] == ["1", "2"]


def test_the_person_learns_the_role_and_the_organisation_and_not_who_it_was(database: Database) -> None:
    look(database, "case")

    [access] = accesses_of(database).items
    assert (access.what, access.case, access.roles, access.organisation_id) == (
        VIEWED,
        "case",
        (Role.REVIEWER,),
        ORGANISATION,
    )
    assert str(PERSON) not in repr(access)


def test_the_newest_looks_come_first_and_the_rest_follows(database: Database) -> None:
    look(database, "1", "2", "3")

    first = accesses_of(database, limit=2)
    second = accesses_of(database, before=first.next_before or 0, limit=2)

    assert [access.case for access in (*first.items, *second.items)] == ["3", "2", "1"]
    assert second.next_before is None


def test_nobody_learns_who_looked_at_somebody_else(database: Database) -> None:
    look(database, "case")

    assert accesses_of(database, person=PERSON).items == ()


@pytest.mark.parametrize(("subject", "whom"), [(str(APPLICANT), str(APPLICANT)), (None, "admission")])
def test_who_reads_the_journal_is_in_it(database: Database, subject: str | None, whom: str) -> None:
    auditor = Caller(process="gateway", person_id=PERSON, roles=frozenset({Role.AUDITOR}))
    _, answer = Builtins("admission", lambda: database).find("admission.read_journal")

    with context.using(a_request(caller=auditor)):
        page: JournalPage = answer(ReadJournal(subject=subject))

    [line] = lines(database)
    assert page.items == ()
    assert (line.actor, line.action, line.subject) == (PERSON, "admission.journal.viewed", whom)


def test_who_looked_at_an_account_that_was_merged_looked_at_its_person(database: Database) -> None:
    look(database, "НМО-2026-0000001-5")
    kept = PersonId(UUID("01930000-0000-7000-8000-0000000000bb"))
    with database.transaction() as session:
        mergers.note(session, APPLICANT, kept, clock.now())

    assert [each.case for each in accesses_of(database, kept).items] == ["НМО-2026-0000001-5"]
