"""What comes from the distribution of this machine: installed where we may, named where we may not."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from deploy.embedded.part import NotReady

INSTALL = ("apt-get", "install", "--yes", "--no-install-recommends")


def require(program: Path, package: str) -> None:
    """Install `package` unless `program` is there.

    Raises: NotReady -- we may not, or it did not help; the message names the command that does it.
    """
    if program.exists():
        return
    if shutil.which("apt-get") and (powers := _powers()) is not None:
        print(f"{package} is missing: installing it from the distribution")
        unattended = (*powers, "env", "DEBIAN_FRONTEND=noninteractive")
        for command in (("apt-get", "update"), (*INSTALL, package)):
            subprocess.run(
                (*unattended, *command), check=False, stdin=subprocess.DEVNULL, capture_output=True
            )
    if not program.exists():
        raise NotReady(f"{package} is missing. Install it: sudo {' '.join((*INSTALL, package))}")


def _powers() -> tuple[str, ...] | None:
    """What to put before a command of the administrator; None where it would ask for a password."""
    if os.geteuid() == 0:
        return ()
    if shutil.which("sudo") is None:
        return None
    asked = subprocess.run(("sudo", "-n", "true"), check=False, capture_output=True)
    return None if asked.returncode else ("sudo", "-n")
