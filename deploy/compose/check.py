"""Prove that the suite works in containers: `make compose-check`.

Builds the image, starts everything under a name of its own, fills it with the demo, drives
the demo, lets three containers be `credits`, drives it three times at once, and takes
everything away.

The base images are made of Debian's packages by deploy/images/build.sh, once;
with NMO_IMAGES=public those that docker-compose.yml names are pulled.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from deploy.compose import secret_files
from deploy.embedded.part import NotReady, wait_for
from deploy.embedded.ports import Ports
from deploy.embedded.program import PROJECT
from deploy.embedded.surroundings import SERVICES

PROJECT_NAME = "nmo-check"
LONGEST = 1800.0
"""Seconds in which all of it has to be done, the building of images included."""
PATIENCE = 120.0
"""Seconds in which what has been started has to answer."""
REPLICAS = 3
LEAST_SERVED = 500
"""Bytes of messages that a replica has to get of the broker; a heartbeat has eight."""
IMAGES = PROJECT / "deploy" / "images"
EMULATOR = "http://sms:8090"


class Broken(Exception):
    """Something does not work; the message says what."""


class Composed:
    """The suite of docker-compose.yml, under another name, with secrets and ports of its own."""

    def __init__(self, root: Path) -> None:
        self._command = _docker_compose()
        self._ends = time.monotonic() + LONGEST
        ports = Ports(root)
        self.url, self.files_url, self.sms_url = (
            f"http://127.0.0.1:{ports.of(name)}" for name in ("gateway", "files", "sms")
        )
        self._told = {
            **os.environ,
            **_images(),
            "COMPOSE_PROJECT_NAME": PROJECT_NAME,
            "NMO_IMAGE": f"localhost/{PROJECT_NAME}:0",
            "NMO_SECRETS": str(secret_files.write(root, EMULATOR)),
            "NMO_PORT": str(ports.of("gateway")),
            "NMO_FILES_PORT": str(ports.of("files")),
            "NMO_SMS_PORT": str(ports.of("sms")),
            "NMO_PUBLIC_URL": self.url,
            "NMO_FILES_PUBLIC_ENDPOINT": self.files_url,
        }

    def __call__(self, *arguments: str) -> str:
        """Run docker-compose; what it printed. Raises: Broken."""
        return self.run((*self._command, "--profile", "demo", *arguments))

    def run(self, command: Sequence[str]) -> str:
        """Run any command with the same environment; what it printed. Raises: Broken."""
        try:
            ended = subprocess.run(
                command,
                cwd=PROJECT,
                env=self._told,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                check=False,
                timeout=max(1.0, self._ends - time.monotonic()),
            )
        except subprocess.TimeoutExpired:
            raise Broken(f"not all was done within {LONGEST:.0f} s: {' '.join(command)}") from None
        if ended.returncode:
            raise Broken(f"{' '.join(command)}\n{ended.stdout[-3000:]}\n{ended.stderr[-3000:]}")
        return ended.stdout

    def answers(self) -> bool:
        """Whether the gateway and, through the broker, every service answers."""
        try:
            with urllib.request.urlopen(f"{self.url}/readyz", timeout=10) as answer:  # noqa: S310 -- our own
                return bool(answer.status == 200)
        except (OSError, urllib.error.URLError):
            return False

    def served(self, service: str) -> dict[str, int]:
        """Address of each container of `service` that takes requests -> bytes it has got of the broker."""
        columns = ("user", "peer_host", "send_oct", "client_properties")
        listed = self("exec", "-T", "rabbitmq", "rabbitmqctl", "--quiet", "list_connections", *columns)
        rows = [line.split("\t") for line in listed.splitlines() if f'"{service} intake"' in line]
        return {address: int(sent) for _, address, sent, _ in rows}

    def take_away(self) -> None:
        self("down", "--volumes", "--remove-orphans", "--timeout", "10")


def main() -> int:
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix=f"{PROJECT_NAME}-") as folder:
        try:
            root = Path(folder)
            if os.environ.get("NMO_IMAGES") != "public":
                _tell(began, "base images: building what is missing")
                subprocess.run((str(IMAGES / "build.sh"),), check=True, timeout=LONGEST)
            return _prove_and_leave(Composed(root), root, began)
        except (Broken, NotReady, subprocess.SubprocessError, OSError) as error:
            print(f"compose-check failed: {error}", file=sys.stderr)
            return 1


def _prove_and_leave(composed: Composed, root: Path, began: float) -> int:
    try:
        # What an interrupted check left.
        composed.take_away()
        _prove(composed, root, began)
    except (Broken, NotReady):
        print(composed("ps"), composed("logs", "--no-color", "--tail=25"), sep="\n", file=sys.stderr)
        raise
    finally:
        composed.take_away()
    _tell(began, "everything has been taken away: compose-check passed")
    return 0


def _prove(composed: Composed, root: Path, began: float) -> None:
    _tell(began, "building the image of the suite")
    composed("build")
    composed("up", "--detach", "gateway", *SERVICES)
    wait_for(composed.answers, timeout=PATIENCE, what="the gateway, or a service behind it, does not answer")
    _tell(began, f"{composed.url} answers, and every service behind it")
    accounts = root / "demo.json"
    accounts.write_text(json.dumps(_seeded(composed)))
    _tell(began, "the demo is seeded")
    _tell(began, f"demo: {_drive(composed, accounts)}")
    composed("up", "--detach", "--no-recreate", "--scale", f"credits={REPLICAS}", "credits")
    wait_for(
        lambda: len(composed.served("credits")) == REPLICAS,
        timeout=PATIENCE,
        what=f"not all {REPLICAS} containers of credits take requests",
    )
    before = composed.served("credits")
    with ThreadPoolExecutor(REPLICAS) as drivers:
        for words in drivers.map(lambda _: _drive(composed, accounts), range(REPLICAS)):
            _tell(began, f"demo with credits={REPLICAS}: {words}")
    _tell(began, f"credits served: {_shares(before, composed.served('credits'))}")


def _seeded(composed: Composed) -> dict[str, object]:
    """Fill the suite with the demo: where this machine reaches it, and the accounts of its staff."""
    composed("run", "--rm", "-T", "seed")
    told = json.loads(composed("run", "--rm", "-T", "--no-deps", "seed", "cat", "/demo/demo.json"))
    return {**told, "gateway": composed.url, "sms": composed.sms_url}


def _drive(composed: Composed, accounts: Path) -> str:
    """The demo's last words. Raises: Broken."""
    said = composed.run((sys.executable, "-m", "deploy.demo", "--accounts", str(accounts)))
    return said.strip().splitlines()[-1]


def _shares(before: dict[str, int], after: dict[str, int]) -> str:
    """Raises: Broken -- a container has served nothing."""
    got = {address: after.get(address, 0) - count for address, count in before.items()}
    told = ", ".join(f"{address} got {count} bytes" for address, count in got.items())
    if min(got.values()) < LEAST_SERVED:
        raise Broken(f"not all of them: {told}")
    return told


def _images() -> dict[str, str]:
    """The names of the stand-ins, unless the public images are asked for."""
    if os.environ.get("NMO_IMAGES") == "public":
        return {}
    lines = (IMAGES / "stand-in.env").read_text().splitlines()
    return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))


def _docker_compose() -> tuple[str, ...]:
    """Raises: Broken -- there is none, or no Docker behind it."""
    for command in (("docker", "compose"), ("docker-compose",)):
        if shutil.which(command[0]) and not _fails((*command, "version")):
            if _fails(("docker", "info")):
                raise Broken("Docker does not run, or is not open to you")
            return command
    raise Broken("Docker and its compose are missing. On Debian: apt-get install docker.io docker-compose")


def _fails(command: Sequence[str]) -> bool:
    return subprocess.run(command, capture_output=True, check=False, timeout=30).returncode != 0


def _tell(began: float, line: str) -> None:
    print(f"{time.monotonic() - began:6.1f} s  {line}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
