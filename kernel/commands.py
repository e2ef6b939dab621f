"""Letting a program do what this process cannot: a signature of a kind that only a certified tool makes.

The operator names the program; it runs without a shell, and beside the event loop.
"""

from __future__ import annotations

import subprocess
from collections.abc import Sequence

from eventlet import patcher

from kernel.offload import offload

# Under eventlet what goes wrong is an error of the copy of the module that eventlet has kept.
FAILURES = (OSError, subprocess.SubprocessError, patcher.original("subprocess").SubprocessError)


class CommandFailed(Exception):
    """The program is not there, took too long, or could not be asked."""


def run(command: Sequence[str], given: bytes, *, longest: float) -> tuple[int, bytes]:
    """How the program ended, and what it wrote when it had read `given`. longest: seconds.

    Raises: CommandFailed.
    """
    return offload(_run, command, given, longest)


def _run(command: Sequence[str], given: bytes, longest: float) -> tuple[int, bytes]:
    try:
        done = subprocess.run(  # noqa: S603 -- the operator's own command, without a shell
            command, input=given, capture_output=True, timeout=longest, check=False
        )
    except FAILURES as error:
        raise CommandFailed(f"{command[0]}: {type(error).__name__}") from error
    return done.returncode, done.stdout
