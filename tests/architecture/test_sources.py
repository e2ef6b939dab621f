"""What the code may not say, wherever it stands."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]
SUITE = ("kernel", "contracts", "services", "gateway")
FORBIDDEN_NAMES = {"utils", "helpers", "common", "base", "core", "models", "exceptions", "constants"}


def sources(*packages: str) -> list[Path]:
    return sorted(path for package in packages for path in (PROJECT / package).rglob("*.py"))


def dotted(node: ast.AST) -> str:
    """`datetime.now` of the expression `datetime.now`; empty for what is no dotted name."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute) and (owner := dotted(node.value)):
        return f"{owner}.{node.attr}"
    return ""


def expressions(path: Path) -> Iterator[tuple[int, str]]:
    """Line and dotted name of every attribute and every name called in the file."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Attribute):
            yield node.lineno, dotted(node)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            yield node.lineno, f"{node.func.id}()"


def uses(paths: list[Path], *, endings: set[str], allowed: set[str]) -> list[str]:
    return [
        f"{path.relative_to(PROJECT)}:{line}: {name}"
        for path in paths
        if str(path.relative_to(PROJECT)) not in allowed
        for line, name in expressions(path)
        if any(name == ending or name.endswith(f".{ending}") for ending in endings)
    ]


def test_only_the_settings_read_the_environment() -> None:
    # The runner hands it over unread; what makes the process green has to speak before any import.
    allowed = {"kernel/settings.py", "kernel/run.py", "kernel/green.py"}

    assert uses(sources(*SUITE), endings={"os.environ", "os.getenv"}, allowed=allowed) == []


def test_only_the_clock_asks_the_machine_for_the_time() -> None:
    asking = {"datetime.now", "datetime.utcnow", "date.today", "datetime.today"}

    assert uses(sources(*SUITE), endings=asking, allowed={"kernel/clock.py"}) == []


def test_no_amount_becomes_a_float() -> None:
    assert uses(sources("contracts", "services", "gateway"), endings={"float()"}, allowed=set()) == []


@pytest.mark.parametrize(
    "path", sources(*SUITE, "deploy", "tests"), ids=lambda path: str(path.relative_to(PROJECT))
)
def test_every_module_has_a_name_of_its_subject(path: Path) -> None:
    assert not FORBIDDEN_NAMES.intersection(path.relative_to(PROJECT).with_suffix("").parts)
