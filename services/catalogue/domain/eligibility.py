"""Whether attending an activity on a day may earn a specialist credits."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from contracts.catalogue.activities import ActivityState
from contracts.catalogue.enrolments import PrerequisitesMissing
from contracts.catalogue.participation import RuleOutcome
from kernel.values import ActivityId
from services.catalogue.domain.activity import OPEN, Activity
from services.catalogue.domain.facts import said
from services.catalogue.domain.suspension import Suspension


@dataclass(frozen=True, kw_only=True)
class Obstacle:
    """rule: the code of the broken rule; required: what it asks for."""

    rule: str
    required: str
    found: str


def obstacles(
    activity: Activity,
    speciality: str,
    on: date,
    *,
    withheld_since: date | None,
    suspension: Suspension | None,
) -> Iterator[Obstacle]:
    """All that stands in the way; nothing when the activity is eligible. on: a legal day.

    withheld_since: the first day of the measure that stands against the provider. suspension: which stood
    on that day, and was lifted since.
    """
    card = activity.card
    if withheld_since is not None and withheld_since <= on:
        yield Obstacle(rule="eligibility.provider", required=f"before {withheld_since}", found=str(on))
    if suspension is not None:
        yield Obstacle(rule=suspension.rule, required=f"from {suspension.days.ends_before}", found=str(on))
    if activity.state not in OPEN:
        yield Obstacle(rule="eligibility.state", required=ActivityState.PUBLISHED, found=activity.state)
    if not card.starts_on <= on <= card.ends_on:
        yield Obstacle(rule="eligibility.dates", required=f"{card.starts_on}/{card.ends_on}", found=str(on))
    if speciality not in card.specialities:
        required = ";".join(card.specialities)
        yield Obstacle(rule="eligibility.speciality", required=required, found=speciality)


def entry(
    activity: Activity, speciality: str, at: datetime, *, completed: Collection[ActivityId]
) -> tuple[RuleOutcome, ...]:
    """How each rule judges the wish of a specialist to enrol, who has completed these activities.

    Raises: PrerequisitesMissing. What an activity refuses itself is refused before.
    """
    card = activity.card
    missing = [each for each in card.told.requires if each not in completed]
    if missing:
        raise PrerequisitesMissing(activities=";".join(map(str, missing)))
    terms = activity.terms_version or activity.version
    return (
        _passed("eligibility.provider", required="active", found="active"),
        _passed("eligibility.state", required=ActivityState.PUBLISHED, found=activity.state),
        _passed("eligibility.version", required=terms, found=terms),
        _passed("enrolment.before_end", required=card.ends_at, found=at),
        _passed("eligibility.speciality", required=";".join(card.specialities), found=speciality),
        _passed("enrolment.prerequisites", required=len(card.told.requires), found=len(card.told.requires)),
    )


def _passed(rule: str, *, required: object, found: object) -> RuleOutcome:
    return RuleOutcome(rule=rule, required=said(required), found=said(found), passed=True)
