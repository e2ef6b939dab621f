"""Programs that do what this process cannot."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from kernel import commands
from kernel.commands import CommandFailed

PROJECT = Path(commands.__file__).parents[1]
# What a green process does with a program that outstays its time.
GREEN = """
from kernel import green
green.patch()
from kernel import commands
try:
    commands.run(["sleep", "60"], b"", longest=0.2)
except commands.CommandFailed as error:
    print(error)
"""


def test_a_program_reads_and_writes() -> None:
    assert commands.run(["cat"], b"given", longest=10) == (0, b"given")


def test_a_program_tells_how_it_ended() -> None:
    assert commands.run(["false"], b"", longest=10) == (1, b"")


@pytest.mark.parametrize("command", [["/nonexistent/tool"], ["sleep", "60"]])
def test_a_program_that_cannot_or_does_not_answer_has_failed(command: list[str]) -> None:
    with pytest.raises(CommandFailed):
        commands.run(command, b"", longest=0.2)


def test_a_program_that_takes_too_long_has_failed_in_a_green_process_too() -> None:
    # eventlet has exceptions of its own, and names its end with a warning.
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", GREEN], cwd=PROJECT, capture_output=True, text=True, check=True
    )

    assert done.stdout == "sleep: TimeoutExpired\n"
