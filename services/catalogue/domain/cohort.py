"""An employer's group: who may be entered, and what the employer may know of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from contracts.catalogue.cohorts import CohortId, CohortRow, MemberVerdict, NotAnEmployer, PlanStep
from contracts.identity.consents import ConsentLevel
from kernel.messages import Caller
from kernel.values import OrganisationId, PersonId, Role, new_id

# What people agree to for it; see data/consent_texts.csv.
PURPOSE = "monitoring"
# From this level on the employer may know what was earned, and when.
DETAILED = frozenset({ConsentLevel.PROFESSIONAL, ConsentLevel.FULL})


@dataclass(eq=False, kw_only=True)
class Cohort:
    """plan: what all are to complete."""

    cohort_id: CohortId
    employer_id: OrganisationId
    title: str
    plan: tuple[PlanStep, ...]
    created_by: PersonId
    created_at: datetime

    @classmethod
    def of(cls, caller: Caller, title: str, plan: tuple[PlanStep, ...], at: datetime) -> Cohort:
        """Raises: NotAnEmployer."""
        return cls(
            cohort_id=CohortId(new_id()),
            employer_id=employer_of(caller),
            title=title,
            plan=plan,
            created_by=caller.person,
            created_at=at,
        )


def employer_of(caller: Caller) -> OrganisationId:
    """For which employer the caller acts. Raises: NotAnEmployer."""
    if not caller.has(Role.EMPLOYER) or caller.organisation_id is None:
        raise NotAnEmployer
    return caller.organisation_id


def judge(
    rows: Iterable[CohortRow], *, known: Collection[PersonId], consenting: Collection[PersonId]
) -> list[tuple[CohortRow, MemberVerdict]]:
    """What becomes of each row of a list.

    known: members already. consenting: who lets the employer know of them.
    """
    met: set[PersonId] = set()
    judged = []
    for row in rows:
        judged.append((row, _verdict(row.person_id, met, known, consenting)))
        met.add(row.person_id)
    return judged


def _verdict(
    person: PersonId, met: Collection[PersonId], known: Collection[PersonId], consenting: Collection[PersonId]
) -> MemberVerdict:
    if person in met:
        return MemberVerdict.REPEATED
    if person not in consenting:
        return MemberVerdict.NO_CONSENT
    return MemberVerdict.KNOWN if person in known else MemberVerdict.ADDED
