"""Programs of a root that outlived whoever started them."""

from __future__ import annotations

import os
import signal
from contextlib import suppress
from pathlib import Path

from deploy.embedded.part import NotReady, wait_for

PATIENCE = 20.0
"""Seconds that programs have to stop before they are killed."""


def of(root: Path) -> list[int]:
    """Processes other than this one whose home is in `root`."""
    mark = f"HOME={root.resolve()}/home".encode()
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if mark in (folder / "environ").read_bytes().split(b"\0") and int(folder.name) != os.getpid():
                found.append(int(folder.name))
    return found


def end(root: Path) -> None:
    """Ask the leftovers of `root` to stop; kill those that do not."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        for pid in of(root):
            with suppress(ProcessLookupError):
                os.kill(pid, number)
        with suppress(NotReady):
            wait_for(lambda: not of(root), timeout=PATIENCE, what="")
            return
