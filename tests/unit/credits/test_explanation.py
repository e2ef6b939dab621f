"""Every verdict can be checked by hand: rule, row of the law, what was looked at, in two languages."""

from __future__ import annotations

import re
from datetime import date

import pytest

from contracts.catalogue.activities import ActivityKind
from contracts.credits.policies import RuleTrace
from kernel import wire
from services.credits.domain.claim import judge
from services.credits.domain.guidance import guidance
from services.credits.domain.requirements import accreditation, gap
from tests.builders.credits import TODAY, a_case, a_claim, a_cycle, a_policy, credits, earned, policies

EVENT = a_claim(kind=ActivityKind.EVENT, credits=credits(8))
VERDICTS = [
    *judge(a_case(EVENT, designated=credits(8), events_that_day=credits(2))).traces,
    *judge(a_case(cycle=None)).traces,
    *accreditation([earned(36), earned(80, ActivityKind.MODULE)], policies(), TODAY),
    *guidance([earned(36)], a_cycle(), policies(), TODAY),
    gap(date(2025, 3, 1), policies(), TODAY),
]
TOTAL = "requirement.accreditation.total"
EVERY_VERDICT = pytest.mark.parametrize("verdict", VERDICTS, ids=lambda verdict: verdict.rule)


@EVERY_VERDICT
def test_a_verdict_names_the_row_of_the_law(verdict: RuleTrace) -> None:
    row = policies().on(verdict.policy_key, TODAY)

    assert (verdict.policy_version, verdict.legal_act) == (row.version, row.legal_act)
    assert verdict.valid_from == row.valid_from


@EVERY_VERDICT
def test_a_verdict_is_worded_in_both_languages(verdict: RuleTrace) -> None:
    assert re.fullmatch(r"[А-ЯЁ].*\.", verdict.text)
    assert re.fullmatch(r"[A-Z0-9][^а-яА-ЯёЁ]*\.", verdict.text_en or "")


@EVERY_VERDICT
def test_both_languages_tell_the_same_figures(verdict: RuleTrace) -> None:
    def figures(text: str) -> set[str]:
        iso = re.sub(r"(\d\d)\.(\d\d)\.(\d{4})", r"\3-\2-\1", text)
        return set(re.findall(r"\d{4}-\d\d-\d\d|\d+(?:\.\d)?", iso.replace(",", ".")))

    assert figures(verdict.text) == figures(verdict.text_en or "")


def test_a_verdict_names_the_version_that_was_in_force() -> None:
    law = policies(a_policy(TOTAL, "144"), a_policy(TOTAL, "160", since=date(2026, 1, 1), version=2))

    before, since = (accreditation([], law, day)[0] for day in (date(2025, 12, 31), TODAY))

    assert [(each.policy_version, each.required) for each in (before, since)] == [(1, "144.0"), (2, "160.0")]


def test_a_verdict_from_before_versions_were_told_is_still_read() -> None:
    old = wire.dump(VERDICTS[0])
    del old["policy_version"], old["text_en"]

    assert wire.load(RuleTrace, old).policy_version is None
