"""Traces: the verdict of one rule, with what it takes to check it by hand."""

from __future__ import annotations

from datetime import date

from contracts.credits.policies import Outcome, RuleTrace
from kernel.values import Credits
from services.credits.domain.policy import Policy


def trace(
    rule: str,
    policy: Policy,
    *,
    met: bool,
    required: object,
    found: object,
    ru: str,
    en: str,
    **inputs: object,
) -> RuleTrace:
    """ru, en: the verdict in words. inputs: what else the rule looked at."""
    return RuleTrace(
        rule=rule,
        outcome=Outcome.MET if met else Outcome.UNMET,
        required=str(required),
        found=str(found),
        inputs={name: str(value) for name, value in inputs.items()},
        policy_key=policy.key,
        legal_act=policy.legal_act,
        valid_from=policy.valid_from,
        text=ru,
        policy_version=policy.version,
        text_en=en,
    )


def amount(credits: Credits) -> str:
    """Credits as Russians write them: "36,0"."""
    return str(credits).replace(".", ",")


def threshold(credits: Credits) -> str:
    """A threshold without an idle decimal, as Russians write it: "144", "57,6"."""
    return amount(credits).removesuffix(",0")


def threshold_en(credits: Credits) -> str:
    """The same in English: "144", "57.6"."""
    return str(credits).removesuffix(".0")


def in_words(day: date) -> str:
    """A day as Russians write it: "01.02.2026"."""
    return f"{day:%d.%m.%Y}"
