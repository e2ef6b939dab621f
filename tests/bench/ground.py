"""The suite that is measured, in a folder of its own, with the rivals beside it."""

from __future__ import annotations

import json
import shutil
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any

from deploy.embedded import leftovers
from deploy.embedded.broker import password_hash
from deploy.embedded.keyring import Keyring
from deploy.embedded.part import wait_for
from deploy.embedded.ports import Ports, is_free
from deploy.embedded.program import PROJECT, Program
from deploy.embedded.suite import Suite
from deploy.embedded.surroundings import GATEWAY
from tests.bench.load import Address
from tests.bench.processors import Meter, Use

BENCH = "bench"
PYTHON = (sys.executable, "-m")
GUNICORN = (*PYTHON, "gunicorn", "--config", "deploy/gunicorn.py", "--no-control-socket")
RIVALS = ("floor", "stock")
# Here a whole clinic logs in from each address.
GENEROUS = {"NMO_RATE_LIMIT": "1000"}
GLANCE, LONG_LOOK = 0.3, 4.0
"""Seconds over which the suite is watched for rest, and for what it uses at rest."""
AT_REST = 0.25
"""Processors that the suite takes while nobody asks anything of it, with some room."""
PATIENCE = 60.0
"""Seconds in which it has to come to rest."""


class Ground(Suite):
    """As in service: durable, with all its limits but one."""

    def __init__(self, root: Path, tell: Callable[[str], None]) -> None:
        if root.exists():
            leftovers.end(root)
            shutil.rmtree(root)
        super().__init__(root, tell=tell)

    def __enter__(self) -> Ground:
        try:
            self.up()
            self._begin_rivals()
        except BaseException:
            self.down()  # and keep the logs
            raise
        roots = {program.name: self.supervisor.pid(program.name) for program in self.programs()}
        self.meter = Meter({name: pid for name, pid in roots.items() if pid is not None})
        return self

    def __exit__(self, *_: object) -> None:
        self.down()
        shutil.rmtree(self.root)

    @property
    def demo(self) -> dict[str, Any]:
        content: dict[str, Any] = json.loads((self.root / "demo.json").read_text())
        return content

    def address(self, program: str) -> Address:
        """Where the gateway or a rival listens."""
        return "127.0.0.1", Ports(self.root).of(program)

    def programs(self) -> tuple[Program, ...]:
        ours = {program.name: program for program in super().programs()}
        gateway = ours[GATEWAY]
        ours[GATEWAY] = replace(gateway, environment={**gateway.environment, **GENEROUS})
        return (*ours.values(), *self._rivals())

    @cached_property
    def idle(self) -> Use:
        """What the suite uses while nobody asks anything of it; looked at when first wanted."""
        self.rest()
        before = self.meter.look()
        time.sleep(LONG_LOOK)
        return self.meter.look() - before

    def rest(self) -> float:
        """Wait until the suite has done whatever the last requests left to be done. Gives the seconds."""
        began = time.monotonic()
        while time.monotonic() - began < PATIENCE:
            before = self.meter.look()
            time.sleep(GLANCE)
            if (self.meter.look() - before).cores < AT_REST:
                break
        return time.monotonic() - began

    def _rivals(self) -> tuple[Program, ...]:
        told = {"BENCH_BROKER_URL": self._broker_url}
        nameko = (str(Path(sys.executable).with_name("nameko")), "run", "--broker", self._broker_url)
        commands = {
            "echo": (*PYTHON, "tests.bench.rivals.echo"),
            "stock-echo": (*nameko, "tests.bench.rivals.stock_echo"),
            **{rival: (*GUNICORN, *self._bound(rival)) for rival in RIVALS},
        }
        return tuple(
            Program(name=name, command=command, folder=PROJECT, environment=told)
            for name, command in commands.items()
        )

    def _bound(self, rival: str) -> tuple[str, ...]:
        host, port = self.address(rival)
        return ("--bind", f"{host}:{port}", f"tests.bench.rivals.{rival}:application")

    @property
    def _password(self) -> str:
        return Keyring(self.root).password("broker/bench")

    @property
    def _broker_url(self) -> str:
        """A virtual host and an account of their own, as the suite grants its accounts no queue of theirs."""
        return f"amqp://{BENCH}:{self._password}@127.0.0.1:{self.broker.port}/{BENCH}"

    def _house(self) -> dict[str, Any]:
        user = {"name": BENCH, "password_hash": password_hash(self._password), "tags": ""}
        rights = {"user": BENCH, "vhost": BENCH, "configure": ".*", "write": ".*", "read": ".*"}
        return {
            "vhosts": [{"name": BENCH}],
            "users": [{**user, "hashing_algorithm": "rabbit_password_hashing_sha256"}],
            "permissions": [rights],
        }

    def _begin_rivals(self) -> None:
        self.broker.define(self._house())
        for program in self._rivals():
            self.supervisor.run(program.name)
        ports = [self.address(rival)[1] for rival in RIVALS]
        wait_for(lambda: not any(map(is_free, ports)), timeout=30, what="the rivals do not listen")
