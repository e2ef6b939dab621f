"""Claims, and the rules that let them into the ledger or keep them out.

Each rule is a pure function of the case and gives a trace; the first that is not met
decides. They apply the policies in force on the day the activity was completed, as
docs/decisions/0013-policy-date.md says.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta

from contracts.catalogue.activities import ActivityKind
from contracts.credits.ledger import (
    AboveDesignation,
    AlreadyAwarded,
    DayCapReached,
    EventsOverlap,
    NoOpenCycle,
    NotEarning,
    OffStep,
    OutsideClaimWindow,
    SpecialityLapsed,
)
from contracts.credits.policies import Outcome, RuleTrace
from kernel.messages import ServiceError
from kernel.values import ActivityId, Credits, EnrolmentId, EntryId, PersonId, new_id
from services.credits.domain import earning
from services.credits.domain.cycle import DAY, Cycle
from services.credits.domain.policy import Policies
from services.credits.domain.speciality import Lapse
from services.credits.domain.tracing import amount, in_words, threshold, threshold_en, trace

NOTHING = Credits.of(0)


@dataclass(frozen=True, kw_only=True)
class Claim:
    """That a person has completed an activity.

    enrolment_id: the seat for which the catalogue vouches; None when an operator claims by hand.
    activity_version: the version of the activity's card that was enrolled for; None likewise.
    """

    claim_id: EntryId = field(default_factory=lambda: EntryId(new_id()))
    person_id: PersonId
    speciality: str
    activity_id: ActivityId
    activity_version: int | None = None
    activity_number: str | None = None
    kind: ActivityKind
    title: str
    credits: Credits
    completed_on: date
    enrolment_id: EnrolmentId | None = None


@dataclass(frozen=True, kw_only=True)
class Case:
    """A claim, and all that a verdict on it depends on.

    cycle: the one of the claim's speciality that holds the day of completion, if there is one.
    is_credited: whether the activity counts in that cycle already.
    events_that_day: what the person's events of the day of completion have earned, in all cycles.
    is_suspended: whether the activity earned nothing on the day of completion; is_of_suspended: whether
    nothing of its provider did.
    lapse: why the speciality earns nothing on the day the activity begins; none where it is in force.
    overlapped: the title of another event of the same time that counts, if there is one.
    designated: the credits the catalogue approved the activity for; None when not known to us.
    is_carried: whether it was let in before, to an account of the person that was merged into this one.
    """

    claim: Claim
    cycle: Cycle | None
    is_credited: bool
    is_suspended: bool
    is_of_suspended: bool
    lapse: Lapse | None
    events_that_day: Credits
    overlapped: str | None
    designated: Credits | None
    policies: Policies
    today: date
    is_carried: bool = False


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """credits: what is to be posted, at most what was claimed. refusal: why nothing is."""

    credits: Credits
    traces: tuple[RuleTrace, ...]
    refusal: ServiceError | None


def judge(case: Case) -> Verdict:
    """Hold the claim against every rule, up to the first that it breaks.

    Raises: PolicyMissing.
    """
    traces: list[RuleTrace] = []
    for rule, refusal in RULES_OF_CARRIED if case.is_carried else RULES:
        verdict = rule(case)
        if verdict is None:
            continue
        traces.append(verdict)
        if verdict.outcome is Outcome.UNMET:
            return Verdict(credits=NOTHING, traces=tuple(traces), refusal=_refused(refusal, case.claim))
    return Verdict(credits=_creditable(case), traces=tuple(traces), refusal=None)


def _completed_in_cycle(case: Case) -> RuleTrace:
    day, cycle = case.claim.completed_on, case.cycle
    policy = case.policies.on("cycle.length", cycle.starts_on if cycle else case.today)
    if cycle is None:
        return trace(
            "claim.in_cycle",
            policy,
            met=False,
            required="",
            found=day,
            ru=f"На {in_words(day)} нет цикла по этой специальности.",
            en=f"There is no cycle of this speciality on {day}.",
        )
    last = cycle.ends_before - DAY
    return trace(
        "claim.in_cycle",
        policy,
        met=True,
        required=f"{cycle.starts_on}/{last}",
        found=day,
        ru=f"Завершено {in_words(day)}, в пределах цикла {in_words(cycle.starts_on)} – {in_words(last)}.",
        en=f"Completed on {day}, within the cycle from {cycle.starts_on} to {last}.",
        **({"extended_by": cycle.extensions[-1].legal_act} if cycle.extensions else {}),
    )


def _claimed_in_time(case: Case) -> RuleTrace | None:
    if case.cycle is None:
        return None
    policy = case.policies.on("claim.late_days", case.claim.completed_on)
    last = case.cycle.ends_before + timedelta(days=policy.whole - 1)
    return trace(
        "claim.in_time",
        policy,
        met=case.claim.completed_on <= case.today <= last,
        required=f"{case.claim.completed_on}/{last}",
        found=case.today,
        ru=f"Сведения принимаются до {in_words(last)} включительно, поступили {in_words(case.today)}.",
        en=f"Claims are accepted until {last}; this one came on {case.today}.",
        days_after_cycle=policy.value,
    )


def _not_suspended(case: Case) -> RuleTrace | None:
    """Silent on activities that were not suspended: most never are."""
    return earning.of_suspended(case.policies, case.claim.completed_on) if case.is_suspended else None


def _not_of_suspended(case: Case) -> RuleTrace | None:
    """Silent on the activities of providers that were not suspended."""
    day = case.claim.completed_on
    return earning.of_suspended_provider(case.policies, day) if case.is_of_suspended else None


def _of_speciality_in_force(case: Case) -> RuleTrace | None:
    """Silent where the speciality is in force, as most are."""
    if case.lapse is None:
        return None
    return earning.of_lapsed(case.policies, case.claim.completed_on, case.claim.speciality, case.lapse)


def _in_steps(case: Case) -> RuleTrace | None:
    """Silent on what is counted in whole steps."""
    policy = case.policies.on("unit.step", case.claim.completed_on)
    if not case.claim.credits.amount % policy.decimal:
        return None
    return trace(
        "claim.step",
        policy,
        met=False,
        required=policy.value,
        found=case.claim.credits,
        ru=f"Баллы считают с шагом {policy.value}, заявлено {amount(case.claim.credits)}.",
        en=f"Credits are counted in steps of {policy.value}; {case.claim.credits} are claimed.",
    )


def _within_designation(case: Case) -> RuleTrace | None:
    if case.designated is None:
        return None
    policy = case.policies.on("claim.within_designated_credits", case.claim.completed_on)
    most, claimed = case.designated, case.claim.credits
    return trace(
        "claim.within_designation",
        policy,
        met=not policy.holds or claimed <= most,
        required=most,
        found=claimed,
        ru=f"За мероприятие утверждено {amount(most)} ЗЕТ, заявлено {amount(claimed)}.",
        en=f"The activity is approved for {most} credits; {claimed} are claimed.",
    )


def _credited_once(case: Case) -> RuleTrace:
    policy = case.policies.on("duplicate.same_activity_same_cycle", case.claim.completed_on)
    already = "уже зачтено в этом цикле" if case.is_credited else "в этом цикле ещё не зачтено"
    credited = "is credited already" if case.is_credited else "is not credited yet"
    return trace(
        "claim.once",
        policy,
        met=not case.is_credited,
        required=policy.value,
        found="credited" if case.is_credited else "new",
        ru=f"Мероприятие {already}; засчитывается один раз.",
        en=f"The activity {credited} in this cycle; it counts once.",
    )


def _alone_in_its_time(case: Case) -> RuleTrace | None:
    """Silent where no other event of the same time counts: most are alone."""
    if case.overlapped is None:
        return None
    policy = case.policies.on("duplicate.overlapping_live_events", case.claim.completed_on)
    return trace(
        "event.alone_in_its_time",
        policy,
        met=policy.value != "once",
        required=policy.value,
        found=case.overlapped,
        ru=f"В это же время зачтено мероприятие «{case.overlapped}»; засчитывается одно из двух.",
        en=f"At that time “{case.overlapped}” is credited already; one of the two counts.",
    )


def _within_day_cap(case: Case) -> RuleTrace | None:
    if case.claim.kind is not ActivityKind.EVENT:
        return None
    policy = case.policies.on("event.cap_per_day", case.claim.completed_on)
    claimed, counted = case.claim.credits, _creditable(case)
    return trace(
        "event.cap_per_day",
        policy,
        met=counted > NOTHING,
        required=policy.value,
        found=case.events_that_day + claimed,
        ru=f"За день засчитывается не более {threshold(policy.credits)} ЗЕТ за мероприятия: "
        f"из {amount(claimed)} засчитано {amount(counted)}.",
        en=f"The events of a day earn no more than {threshold_en(policy.credits)} credits: "
        f"of {claimed} {counted} are counted.",
        earned_that_day=case.events_that_day,
        claimed=claimed,
        counted=counted,
    )


def _creditable(case: Case) -> Credits:
    """What is left of the claim once the day's events are capped."""
    if case.claim.kind is not ActivityKind.EVENT:
        return case.claim.credits
    cap = case.policies.on("event.cap_per_day", case.claim.completed_on).credits
    return min(case.claim.credits, case.events_that_day.short_of(cap))


def _refused(refusal: type[ServiceError], claim: Claim) -> ServiceError:
    return refusal(activity_id=claim.activity_id, completed_on=claim.completed_on)


RULES: tuple[tuple[Callable[[Case], RuleTrace | None], type[ServiceError]], ...] = (
    (_completed_in_cycle, NoOpenCycle),
    (_claimed_in_time, OutsideClaimWindow),
    (_not_suspended, NotEarning),
    (_not_of_suspended, NotEarning),
    (_of_speciality_in_force, SpecialityLapsed),
    (_in_steps, OffStep),
    (_within_designation, AboveDesignation),
    (_credited_once, AlreadyAwarded),
    (_alone_in_its_time, EventsOverlap),
    (_within_day_cap, DayCapReached),
)

# What was let in before is held against the other account's credits only: the rest was judged then.
RULES_OF_CARRIED = (
    (_completed_in_cycle, NoOpenCycle),
    (_credited_once, AlreadyAwarded),
    (_alone_in_its_time, EventsOverlap),
    (_within_day_cap, DayCapReached),
)
