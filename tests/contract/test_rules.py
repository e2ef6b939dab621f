"""Every rule that a request may break has words for people."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from gateway.problems import every
from kernel import attendance_rules, catalogue_rules, content_rules, identity_rules
from kernel.messages import Invalid
from kernel.rules import RULES, UNKNOWN, text

PROJECT = Path(__file__).parents[2]
RAISING = {"InvalidValue", "ValidationError"} | {
    name for name, error in every().items() if issubclass(error, Invalid)
}


def rules_named_in(call: ast.Call) -> Iterator[str]:
    """The codes in `InvalidValue("snils.checksum")` and in `Invalid({"cursor": "cursor.format"})`."""
    called = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if called not in RAISING:
        return
    stated = [keyword.value for keyword in call.keywords]
    for argument in call.args:
        stated += argument.values if isinstance(argument, ast.Dict) else [argument]
    for value in stated:
        if isinstance(value, ast.Constant) and isinstance(value.value, str):
            yield value.value


def rules_yielded_in(told: ast.Yield) -> Iterator[str]:
    """The code in `yield "starts_at", "activity.starts_in_past"`."""
    match told.value:
        case ast.Tuple(elts=[ast.Constant(), ast.Constant(value=str(code))]) if "." in code:
            yield code


def rules_in(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call):
            yield from rules_named_in(node)
        elif isinstance(node, ast.Yield):
            yield from rules_yielded_in(node)


def named() -> set[str]:
    packages = ("kernel", "services", "gateway")
    return {
        code for package in packages for path in (PROJECT / package).rglob("*.py") for code in rules_in(path)
    }


@pytest.mark.parametrize("code", sorted(named()))
def test_a_rule_that_may_be_broken_has_words(code: str) -> None:
    assert code in RULES


@pytest.mark.parametrize("code", RULES)
def test_a_rule_is_worded_in_both_languages(code: str) -> None:
    russian, english = text(code, "ru"), text(code, "en")

    assert russian != english
    assert russian.endswith(".")
    assert english.endswith(".")


def test_a_rule_without_words_is_still_told_to_be_broken() -> None:
    assert text("nobody.knows", "en") == UNKNOWN.en


@pytest.mark.parametrize(
    "texts", [attendance_rules.TEXTS, catalogue_rules.TEXTS, content_rules.TEXTS, identity_rules.TEXTS]
)
def test_no_table_words_a_rule_that_another_words_otherwise(texts: Mapping[str, tuple[str, str]]) -> None:
    worded = {code: (RULES[code].ru, RULES[code].en) for code in texts}

    assert worded == texts
