"""Why an activity earns nothing for anybody, or nothing in a speciality: traces of the rules."""

from __future__ import annotations

from datetime import date

from contracts.credits.policies import RuleTrace
from services.credits.domain.policy import Policies
from services.credits.domain.speciality import Lapse
from services.credits.domain.tracing import in_words, trace


def of_suspended(policies: Policies, day: date) -> RuleTrace:
    """An activity that was suspended on the day of completion."""
    policy = policies.on("claim.of_suspended", day)
    return trace(
        "claim.not_suspended",
        policy,
        met=policy.value != "reject",
        required=policy.value,
        found="suspended",
        ru=f"{in_words(day)} мероприятие было приостановлено и баллов не давало.",
        en=f"On {day} the activity was suspended and earned nothing.",
    )


def of_suspended_provider(policies: Policies, day: date) -> RuleTrace:
    """An activity of a provider that was suspended on the day of completion."""
    policy = policies.on("claim.of_suspended", day)
    return trace(
        "claim.provider_not_suspended",
        policy,
        met=policy.value != "reject",
        required=policy.value,
        found="suspended",
        ru=f"{in_words(day)} работа организации была приостановлена: её мероприятия баллов не давали.",
        en=f"On {day} the provider was suspended, and its activities earned nothing.",
    )


def of_lapsed(policies: Policies, day: date, speciality: str, lapse: Lapse) -> RuleTrace:
    """A speciality that the nomenclature of the day does not have, or no longer."""
    policy = policies.on("claim.of_lapsed_speciality", day)
    instead = f" Вместо неё — «{lapse.successor}»." if lapse.successor else ""
    instead_en = f" In its place: “{lapse.successor}”." if lapse.successor else ""
    return trace(
        "claim.speciality_in_force",
        policy,
        met=policy.value != "reject",
        required=lapse.version,
        found=speciality,
        ru=f"Специальности «{speciality}» нет в номенклатуре дня, когда мероприятие началось.{instead}",
        en=f"“{speciality}” is not in the nomenclature of the day on which the activity began.{instead_en}",
        **({"successor": lapse.successor} if lapse.successor else {}),
    )
