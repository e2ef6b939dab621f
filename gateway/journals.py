"""The journals of all services as one: for auditors what was done, for a person who looked at them."""

from __future__ import annotations

import heapq
import re
from collections.abc import Mapping, Sequence
from itertools import islice
from typing import TypeVar

from contracts import journal as contract
from contracts.journal import SERVICES, read_accesses, read_journal
from contracts.monitoring.names import NameOrganisations, name_organisations
from gateway.together import Answers, Question, Together
from kernel import cursors
from kernel.journal_lines import AUDITORS, Access, JournalLine, ReadAccesses, ReadJournal
from kernel.messages import Invalid, Operation, Unavailable
from kernel.values import OrganisationId

L = TypeVar("L", JournalLine, Access)
Places = Mapping[str, int | None]

PLACE = re.compile(r"[0-9]{1,18}")
OVER = 0  # a place before which there is nothing

audit = Operation("gateway", "read_audit", contract.ReadAudit, contract.AuditPage, roles=AUDITORS, reads=True)
access_log = Operation("gateway", "read_access_log", contract.ReadAccessLog, contract.AccessLog, reads=True)


def read_audit(together: Together, query: contract.ReadAudit) -> contract.AuditPage:
    """Lines of all journals by time; each journal is read on from its last line here.

    Raises: Unavailable -- no service answered. Invalid -- a position without the service it belongs to.
    """
    starts = _starts(query)
    answers = together.ask({service: _lines_of(service, after, query) for service, after in starts.items()})
    pages = {service: page.items for service, page in answers.found.items()}
    shown = _by_time(pages, query.limit, newest_first=False)
    # What is not sealed yet has no place of its own: it is shown, and will be shown again.
    ends = {**starts, **{line.service: line.position for line in shown if line.hash is not None}}
    is_cut = any(page.next_after is not None for page in answers.found.values())
    is_more = ends != starts and (is_cut or len(shown) < sum(map(len, pages.values())))
    return contract.AuditPage(
        items=shown,
        next_after=ends[query.service] if query.service and is_more else None,
        next_cursor=_cursor(ends) if is_more or answers.is_partial else None,
        sources=answers.sources,
        is_partial=answers.is_partial,
    )


def read_access_log(together: Together, query: contract.ReadAccessLog) -> contract.AccessLog:
    """The looks at the caller's data in all services, newest first.

    Raises: Unavailable -- no service answered.
    """
    starts = _places(query.cursor)
    answers = together.ask(
        {
            service: Question(read_accesses[service], ReadAccesses(before=before, limit=query.limit))
            for service, before in starts.items()
        }
    )
    shown = _by_time(
        {service: page.items for service, page in answers.found.items()}, query.limit, newest_first=True
    )
    ends = {**starts, **_ends(answers, shown, starts)}
    names = _names(together, shown)
    return contract.AccessLog(
        items=tuple(_logged(access, names) for access in shown),
        next_cursor=_cursor(ends) if any(end != OVER for end in ends.values()) else None,
        sources=answers.sources,
        is_partial=answers.is_partial,
    )


def _starts(query: contract.ReadAudit) -> dict[str, int]:
    if query.after and query.service is None:
        raise Invalid(service="required")
    places = _places(query.cursor)
    asked = SERVICES if query.service is None else (query.service.value,)
    return {service: places[service] or query.after for service in asked}


def _lines_of(service: str, after: int, query: contract.ReadAudit) -> Question:
    command = ReadJournal(
        after=after,
        actor=query.actor,
        subject=query.subject,
        action=query.action,
        since=query.since,
        limit=query.limit,
    )
    return Question(read_journal[service], command)


def _by_time(pages: Mapping[str, Sequence[L]], limit: int, *, newest_first: bool) -> tuple[L, ...]:
    merged = heapq.merge(*pages.values(), key=lambda line: line.at, reverse=newest_first)
    return tuple(islice(merged, limit))


def _ends(answers: Answers, shown: Sequence[Access], starts: Places) -> dict[str, int | None]:
    """Where each service that answered is read on."""
    ends: dict[str, int | None] = {}
    for service, page in answers.found.items():
        taken = [access.place for access in shown if access.service == service]
        rest = page.next_before is not None or len(taken) < len(page.items)
        ends[service] = (taken[-1] if taken else starts[service]) if rest else OVER
    return ends


def _names(together: Together, shown: Sequence[Access]) -> dict[OrganisationId, str]:
    """Known names of the organisations in `shown`; a log without names is better than none."""
    ids = tuple(dict.fromkeys(access.organisation_id for access in shown if access.organisation_id))
    if not ids:
        return {}
    question = Question(name_organisations, NameOrganisations(organisation_ids=ids))
    try:
        found = together.ask({name_organisations.service: question}).found[name_organisations.service]
    except Unavailable:
        return {}
    return {each.organisation_id: each.name for each in found.items}


def _logged(access: Access, names: Mapping[OrganisationId, str]) -> contract.LoggedAccess:
    told = {name: fact for name, fact in vars(access).items() if name != "place"}
    organisation = names.get(access.organisation_id) if access.organisation_id else None
    return contract.LoggedAccess(**told, organisation=organisation)


def _places(cursor: str | None) -> dict[str, int | None]:
    """By service. Raises: Invalid -- the cursor is not of such a list."""
    if cursor is None:
        return dict.fromkeys(SERVICES)
    return dict(zip(SERVICES, cursors.read(cursor, *[_place] * len(SERVICES)), strict=True))


def _place(text: str) -> int | None:
    if text and not PLACE.fullmatch(text):
        raise ValueError("not a place")
    return int(text) if text else None


def _cursor(places: Places) -> str:
    return cursors.encode(*("" if places.get(each) is None else str(places[each]) for each in SERVICES))
