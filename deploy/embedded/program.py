"""One program of the suite: what to run, where, and how to ask it to stop."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

PROJECT = Path(__file__).parents[2]
LAST_WORDS = 4000
"""Characters of the output of a failed command that are worth reading."""
STOPPED_WITHIN = 35.0
"""Seconds a program has to stop before it is killed."""


def environment(root: Path) -> dict[str, str]:
    """What every program may know of the world outside its root."""
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        "LANG": "C.UTF-8",
        "HOME": str(root / "home"),
        "PYTHONUNBUFFERED": "1",
    }


@dataclass(frozen=True, kw_only=True)
class Program:
    """environment: on top of `environment(root)`. folder: where it runs.

    identity: options of setpriv(1), for what refuses to run as root.
    """

    name: str
    command: tuple[str, ...]
    folder: Path
    environment: Mapping[str, str] = field(default_factory=dict)
    identity: tuple[str, ...] = ()
    stop_signal: signal.Signals = signal.SIGTERM

    @property
    def tethered(self) -> tuple[str, ...]:
        """The command, told by the system to stop when whoever started it is gone."""
        signal_name = self.stop_signal.name.removeprefix("SIG")
        return ("setpriv", *self.identity, "--pdeathsig", signal_name, "--", *self.command)


class Failed(Exception):
    """A command did not end well; the message holds its last words."""


def output_of(
    command: Sequence[str], root: Path, *, told: Mapping[str, str] | None = None, folder: Path = PROJECT
) -> str:
    """Run a command to its end; what it printed.

    told: on top of `environment(root)`. Raises: Failed.
    """
    ended = subprocess.run(
        command,
        cwd=folder,
        env=environment(root) | dict(told or {}),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if ended.returncode:
        words = (ended.stderr or ended.stdout).strip()[-LAST_WORDS:]
        raise Failed(f"{' '.join(command)}\nended with {ended.returncode}:\n{words}")
    return ended.stdout


class Running:
    """A program started by this process, in a process group of its own."""

    def __init__(self, program: Program, root: Path) -> None:
        self._program = program
        logs = root / "logs"
        logs.mkdir(parents=True, exist_ok=True)
        self.log = logs / f"{program.name}.log"
        with self.log.open("ab") as output:
            self._process = subprocess.Popen(
                program.tethered,
                cwd=program.folder,
                env=environment(root) | dict(program.environment),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    @property
    def has_ended(self) -> bool:
        return self._process.poll() is not None

    def stop(self) -> None:
        """Ask it to stop; kill its whole group when it does not."""
        with suppress(ProcessLookupError):
            self._process.send_signal(self._program.stop_signal)
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(STOPPED_WITHIN)
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
