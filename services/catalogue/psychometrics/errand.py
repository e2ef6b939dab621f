"""A process that computes for us: started when it is needed first, gone when it is idle."""

from __future__ import annotations

import atexit
import contextlib
import functools
import json
import socket
import subprocess
import sys
from pathlib import Path
from threading import Lock
from typing import Any

from kernel.messages import Unavailable

PROGRAM = "services.catalogue.psychometrics.process"
PROJECT = Path(__file__).parents[3]
# Seconds: to start on a busy machine, load the library, and compute.
PATIENCE = 20


class Errand:
    """One question after the other, over a pair of sockets: they neither block the event loop nor leak."""

    def __init__(self) -> None:
        self._line: socket.socket | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._turn = Lock()
        atexit.register(self.close)

    @staticmethod
    def shared() -> Errand:
        """The one of this process."""
        return _shared()

    def run(self, question: dict[str, Any]) -> dict[str, Any]:
        """Raises: Unavailable."""
        with self._turn:
            try:
                return self._asked(question)
            except (OSError, ValueError):
                # It was idle for too long and has ended, or was killed. Computing changes nothing: once more.
                self.close()
            try:
                return self._asked(question)
            except (OSError, ValueError) as error:
                self.close()
                raise Unavailable(part="psychometrics") from error

    def close(self) -> None:
        """End the process, if there is one."""
        if self._line is not None:
            self._line.close()
        if self._process is not None:
            # Whoever still computes for nobody is not waited for.
            self._process.kill()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(timeout=5)
        self._line = self._process = None

    def _asked(self, question: dict[str, Any]) -> dict[str, Any]:
        """Raises: OSError, ValueError -- it answers nothing."""
        line = self._line or self._started()
        line.sendall(json.dumps(question).encode() + b"\n")
        told = bytearray()
        while not told.endswith(b"\n"):
            piece = line.recv(65_536)
            if not piece:
                raise ValueError("nobody is there")
            told += piece
        answer: dict[str, Any] = json.loads(told)
        return answer

    def _started(self) -> socket.socket:
        ours, theirs = socket.socketpair()
        with theirs:
            command = [sys.executable, "-m", PROGRAM, str(theirs.fileno())]
            self._process = subprocess.Popen(  # noqa: S603 -- nothing of the command comes from outside
                command, pass_fds=[theirs.fileno()], cwd=PROJECT, stdin=subprocess.DEVNULL
            )
        ours.settimeout(PATIENCE)
        self._line = ours
        return ours


@functools.cache
def _shared() -> Errand:
    return Errand()
