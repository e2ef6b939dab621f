"""The whole suite under one supervisor, as people run it and as the acceptance tests do."""

from __future__ import annotations

import json
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from deploy.embedded import leftovers, processes
from deploy.embedded.broker import Broker
from deploy.embedded.databases import Databases
from deploy.embedded.part import NotReady, Part, wait_for
from deploy.embedded.ports import Ports
from deploy.embedded.postgres import Postgres
from deploy.embedded.program import Program, output_of
from deploy.embedded.store import Store
from deploy.embedded.supervisor import Supervisor
from deploy.embedded.surroundings import GATEWAY, SERVICES, WITH_FILES, Surroundings

EMULATORS = ("sms", "esia")
PATIENCE = 120.0
"""Seconds in which the gateway has to answer, once everything has started."""


def silence(_: str) -> None:
    """Tell nobody."""


class Suite:
    """durable: whether the data must survive a crash of the machine. tell: where progress is told."""

    def __init__(self, root: Path, *, durable: bool = True, tell: Callable[[str], None] = silence) -> None:
        self.root = root.resolve()
        self.supervisor = Supervisor(self.root)
        self._durable = durable
        self._began = time.monotonic()
        self._listener = tell
        self._assemble()

    def _assemble(self) -> None:
        ports = Ports(self.root)
        self.url = f"http://127.0.0.1:{ports.of(GATEWAY)}"
        self.sms_url = f"http://127.0.0.1:{ports.of('sms')}"
        self.esia_url = f"http://127.0.0.1:{ports.of('esia')}"
        self.postgres = Postgres(self.root, durable=self._durable)
        self.broker = Broker(self.root)
        self.store = Store(self.root, sorted(WITH_FILES))
        self.surroundings = Surroundings(
            broker=self.broker,
            postgres=self.postgres,
            store=self.store,
            public_url=self.url,
            sms_url=self.sms_url,
            esia_url=self.esia_url,
        )

    def _tell(self, line: str) -> None:
        self._listener(f"{time.monotonic() - self._began:5.1f} s  {line}")

    @property
    def parts(self) -> tuple[Part, ...]:
        return (self.postgres, self.broker, self.store)

    def up(
        self, *, preferred_port: int | None = None, start: Callable[[Supervisor], None] = Supervisor.start
    ) -> None:
        """Bring everything up and wait until it answers. Safe to repeat.

        preferred_port: of the gateway; another when somebody else listens there.
        start: how the supervisor is started when none runs.
        """
        release = processes.release()
        if self._stands(release):
            self._tell(f"gateway     {self.url} answers already, with this code")
            return
        self._tell(f"folder      {self.root}")
        if self.supervisor.is_running:
            self._renew()
        else:
            self._begin(preferred_port, start)
        for part in self.parts:
            part.ready()
            self._tell(f"{type(part).__name__.lower():11} {part.url().rpartition('@')[2]}")
        self._run((*SERVICES, GATEWAY))
        self._tell(f"processes   {', '.join((*SERVICES, GATEWAY))} started")
        self._wait_for_gateway()
        self._tell(f"gateway     {self.url} answers, and every service behind it")
        self._seed()
        (self.root / "release").write_text(release)

    def down(self) -> None:
        """Stop everything; the data stay."""
        if self.supervisor.is_running:
            # From the outside in, so that what was begun can be finished.
            self.supervisor.halt(GATEWAY)
            self.supervisor.halt(*SERVICES)
            self.supervisor.shut_down()
        leftovers.end(self.root)
        self.store.sweep()
        self._tell("everything has stopped")

    def migrate(self) -> None:
        """Create the databases that are missing, and bring all to the newest schema."""
        self._tell("databases   migrating")
        databases = Databases(self.postgres)
        for service in SERVICES:
            databases.provide(service)
            databases.migrate(service)

    def answers(self) -> bool:
        """Whether the gateway and, through the broker, every service answers."""
        try:
            with urllib.request.urlopen(f"{self.url}/readyz", timeout=10) as answer:  # noqa: S310 -- our own
                return bool(answer.status == 200)
        except (OSError, urllib.error.URLError):
            return False

    def programs(self) -> tuple[Program, ...]:
        """Everything that runs, in the order in which it may start."""
        return (
            *(program for part in self.parts for program in part.programs()),
            processes.sms(self.sms_url),
            processes.esia(self.surroundings.esia),
            *processes.services(self.surroundings),
            processes.gateway(self.surroundings, self.url),
        )

    def _stands(self, release: str) -> bool:
        stamp = self.root / "release"
        known = stamp.read_text() if stamp.exists() else ""
        return known == release and self.supervisor.is_running and self.answers()

    def _begin(self, preferred_port: int | None, start: Callable[[Supervisor], None]) -> None:
        """Where nothing runs: start the parts, and migrate while the slowest of them gets ready."""
        leftovers.end(self.root)
        Ports(self.root).settle({} if preferred_port is None else {GATEWAY: preferred_port})
        self._assemble()
        self.broker.hold(self._definitions())
        for part in self.parts:
            part.prepare()
        self.supervisor.configure(self.programs())
        start(self.supervisor)
        self._run_parts()
        self.postgres.ready()
        self.migrate()

    def _renew(self) -> None:
        """Where the suite runs: schema and broker first, then the processes whose code has changed."""
        definitions = self._definitions()
        self._run_parts()
        for part in self.parts:
            part.ready()
        self.migrate()
        self.broker.define(definitions)
        self.supervisor.configure(self.programs())

    def _run_parts(self) -> None:
        programs = (program.name for part in self.parts for program in part.programs())
        self._run([*programs, *EMULATORS])
        self._tell("parts       postgres, rabbitmq, weed, sms, esia started")

    def _wait_for_gateway(self) -> None:
        try:
            wait_for(self.answers, timeout=PATIENCE, what="")
        except NotReady:
            states = self.supervisor.states().items()
            ill = [f"{name}: {state}" for name, state in states if not state.startswith("RUNNING")]
            logs = f"see the logs in {self.root}/logs"
            raise NotReady("\n".join(("The gateway is not ready.", *ill, logs))) from None

    def _definitions(self) -> Mapping[str, Any]:
        """What the broker is to hold, derived from the contracts."""
        self.surroundings.issue_passwords()
        secrets = ("--secrets", str(self.root / "secrets"))
        printed = output_of((*processes.PYTHON, "kernel.topology", "definitions", *secrets), self.root)
        definitions: Mapping[str, Any] = json.loads(printed)
        return definitions

    def _run(self, names: Iterable[str]) -> None:
        for name in names:
            self.supervisor.run(name)

    def _seed(self) -> None:
        output_of((*processes.PYTHON, "deploy.seed", "--root", str(self.root)), self.root)
        self._tell("demo data   loaded")
