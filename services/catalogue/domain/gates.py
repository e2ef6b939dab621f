"""What must hold before an activity goes on to its next stage; each item with its verdict."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from contracts.catalogue.activities import GateNotPassed
from contracts.catalogue.cards import CardDetails
from contracts.catalogue.lifecycle import GateItem, GateMove, GateVerdict
from services.catalogue.domain.card import Card
from services.catalogue.domain.facts import said
from services.catalogue.domain.programme import are_confirmed
from services.catalogue.domain.provider import Provider
from services.catalogue.domain.speaker import interested, unavowed

PASSING = frozenset({GateVerdict.MET, GateVerdict.UNKNOWN, GateVerdict.WAIVED, GateVerdict.NOTED})


@dataclass(frozen=True, kw_only=True)
class Dossier:
    """The facts by which a gate judges. enrolled, completed, failed: people of the activity.

    undisclosed: the codes of speakers of whose interests nothing is known on the last day; outdated: of
    those who have declared something else than the card says.
    questions: how many its test can draw, and asked: how many that asks at most; 0 where there is none.
    open_remarks: of its pilot, not answered yet.
    """

    card: Card
    provider: Provider
    at: datetime
    enrolled: int
    completed: int
    failed: int
    undisclosed: tuple[str, ...]
    outdated: tuple[str, ...] = ()
    questions: int = 0
    asked: int = 0
    open_remarks: int = 0


Check = Callable[[Dossier], GateItem]


def pass_through(move: GateMove, dossier: Dossier) -> tuple[GateItem, ...]:
    """The checklist of a move that may be made. Raises: GateNotPassed -- with all unmet items."""
    items = checklist(move, dossier)
    unmet = {item.item: item.found for item in items if item.verdict not in PASSING}
    if unmet:
        raise GateNotPassed(unmet)
    return items


def checklist(move: GateMove, dossier: Dossier) -> tuple[GateItem, ...]:
    return tuple(check(dossier) for check in CHECKS[move])


def concerns(details: CardDetails) -> tuple[GateItem, ...]:
    """What whoever decides on a card should look at: who speaks, and is paid by whom."""
    return _interests(details), _sponsored(details)


def is_passable(items: Iterable[GateItem]) -> bool:
    return all(item.verdict in PASSING for item in items)


def _item(
    item: str, required: object, found: object, *, holds: bool, otherwise: GateVerdict = GateVerdict.UNMET
) -> GateItem:
    verdict = GateVerdict.MET if holds else otherwise
    return GateItem(item=item, required=said(required), found=said(found), verdict=verdict)


def _provider_active(dossier: Dossier) -> GateItem:
    state = dossier.provider.state
    return _item("provider.active", "active", state, holds=dossier.provider.is_active)


def _licence_lasts(dossier: Dossier) -> GateItem:
    """Unknown where an administrator entered the provider without a licence; open where it has no end."""
    licence, ends_on = dossier.provider.licence, dossier.card.ends_on
    if licence is None:
        return _item("licence.lasts", ends_on, "", holds=False, otherwise=GateVerdict.UNKNOWN)
    until = licence.valid_until
    return _item("licence.lasts", ends_on, until or "", holds=until is None or ends_on <= until)


def _before_start(dossier: Dossier) -> GateItem:
    starts_at = dossier.card.starts_at
    return _item("activity.before_start", starts_at, dossier.at, holds=dossier.at < starts_at)


def _bank_suffices(dossier: Dossier) -> GateItem:
    held = dossier.questions >= dossier.asked
    return _item("test.questions", dossier.asked, dossier.questions, holds=held)


def _pilot_planned(dossier: Dossier) -> GateItem:
    plan = dossier.card.told.pilot
    return _item("pilot.planned", 1, plan.seats if plan else 0, holds=plan is not None)


def _speakers_confirmed(dossier: Dossier) -> GateItem:
    speakers = dossier.card.told.speakers
    waiting = [speaker.code for speaker in speakers if not are_confirmed([speaker])]
    return _item("speakers.confirmed", len(speakers), ";".join(waiting), holds=not waiting)


def _speakers_disclosed(dossier: Dossier) -> GateItem:
    speakers, missing = dossier.card.told.speakers, dossier.undisclosed
    return _item("speakers.disclosed", len(speakers), ";".join(missing), holds=not missing)


def _speakers_current(dossier: Dossier) -> GateItem:
    outdated = dossier.outdated
    return _item("speakers.current", 0, ";".join(outdated), holds=not outdated)


def _interests(details: CardDetails) -> GateItem:
    codes = interested(details)
    return _item("speakers.interests", 0, ";".join(codes), holds=not codes, otherwise=GateVerdict.NOTED)


def _sponsored(details: CardDetails) -> GateItem:
    codes = unavowed(details)
    return _item("speakers.sponsored", 0, ";".join(codes), holds=not codes, otherwise=GateVerdict.NOTED)


def _speakers_interests(dossier: Dossier) -> GateItem:
    return _interests(dossier.card.told)


def _speakers_sponsored(dossier: Dossier) -> GateItem:
    return _sponsored(dossier.card.told)


def _pilot_completed(dossier: Dossier) -> GateItem:
    plan = dossier.card.told.pilot
    least = plan.least_completions if plan else 0
    held = dossier.completed >= least
    return _item(
        "pilot.completions", least, dossier.completed, holds=held, otherwise=_unless_trusted(dossier)
    )


def _pilot_passed(dossier: Dossier) -> GateItem:
    plan = dossier.card.told.pilot
    least, decided = plan.least_pass_share if plan else 0, dossier.completed + dossier.failed
    share = 100 * dossier.completed // decided if decided else 0
    held = share >= least
    return _item("pilot.pass_share", least, share, holds=held, otherwise=_unless_trusted(dossier))


def _remarks_answered(dossier: Dossier) -> GateItem:
    return _item("remarks.open", 0, dossier.open_remarks, holds=dossier.open_remarks == 0)


def _nobody_enrolled(dossier: Dossier) -> GateItem:
    return _item("enrolments.open", 0, dossier.enrolled, holds=dossier.enrolled == 0)


def _not_over(dossier: Dossier) -> GateItem:
    ends_at = dossier.card.ends_at
    return _item("activity.not_over", ends_at, dossier.at, holds=dossier.at < ends_at)


def _unless_trusted(dossier: Dossier) -> GateVerdict:
    return GateVerdict.WAIVED if dossier.provider.is_trusted else GateVerdict.UNMET


OFFERED: tuple[Check, ...] = (
    _provider_active,
    _licence_lasts,
    _speakers_disclosed,
    _speakers_interests,
    _speakers_sponsored,
    _before_start,
    _bank_suffices,
)
CHECKS: dict[GateMove, tuple[Check, ...]] = {
    GateMove.SUBMISSION: OFFERED,
    GateMove.APPROVAL: (*OFFERED, _speakers_current),
    GateMove.PILOT: (_provider_active, _pilot_planned, _speakers_confirmed, _speakers_disclosed, _not_over),
    GateMove.PUBLICATION: (
        _provider_active,
        _speakers_confirmed,
        _speakers_disclosed,
        _pilot_completed,
        _pilot_passed,
        _remarks_answered,
        _not_over,
    ),
    GateMove.SUSPENSION: (),
    # Though it is over: what was attended before the measure can be confirmed then.
    GateMove.RESUMPTION: (_provider_active,),
    GateMove.RETIREMENT: (_nobody_enrolled,),
    GateMove.CANCELLATION: (_not_over,),
}
