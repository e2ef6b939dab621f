"""The whole suite, running, as acceptance tests drive it."""

from __future__ import annotations

import json
import os
import secrets
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import psutil

from deploy.embedded import leftovers
from deploy.embedded.part import wait_for
from deploy.embedded.program import Program, Running
from deploy.embedded.suite import Suite
from deploy.embedded.supervisor import Supervisor
from deploy.seed.api import Api
from deploy.seed.entrance import enter
from gateway.health import FRESH
from kernel.settings import ServiceSettings, read

PATIENCE = 60.0
"""Seconds in which a process that was ended has to be back."""


class RunningSuite:
    """Started by the same code as `make up`, in a folder of its own; gone with the tests."""

    def __init__(self, root: Path) -> None:
        self._suite = Suite(root, durable=False)
        self._supervisor: Running | None = None

    @property
    def url(self) -> str:
        """Address of the gateway."""
        return self._suite.url

    @property
    def esia_url(self) -> str:
        """Address of Госуслуги, emulated."""
        return self._suite.esia_url

    @property
    def root(self) -> Path:
        return self._suite.root

    @property
    def demo(self) -> dict[str, Any]:
        """What the demo data hold: accounts and their passwords among it."""
        content: dict[str, Any] = json.loads((self.root / "demo.json").read_text())
        return content

    def begin(self) -> None:
        self._suite.up(start=self._start)

    def end(self) -> None:
        self._suite.down()
        if self._supervisor is not None:
            self._supervisor.stop()

    def client(self, token: str | None = None) -> httpx.Client:
        """A client of the gateway. token: of the person who asks."""
        return self._client(token)

    def apart(self, token: str | None = None) -> httpx.Client:
        """One from an address that no other test has: what it fails at is counted against nobody else."""
        return self._client(token, transport=httpx.HTTPTransport(local_address=an_address()))

    def _client(self, token: str | None, **parts: Any) -> httpx.Client:
        headers = {} if token is None else {"Authorization": f"Bearer {token}"}
        return httpx.Client(base_url=self.url, headers=headers, timeout=30, **parts)

    def account(self, role: str) -> dict[str, str]:
        """The first account of the demo in that role."""
        found: dict[str, str] = next(one for one in self.demo["accounts"] if one["role"] == role)
        return found

    def token(self, role: str) -> str:
        """Of somebody of the demo in that role, who has shown the second factor it demands."""
        with self.client() as client:
            return enter(Api(client), self.account(role)).access_token

    def settings(self, service: str) -> ServiceSettings:
        """What a service is told, as an operator may be."""
        return read(ServiceSettings, self._suite.surroundings.of(service), process=service)

    def run(self, module: str, process: str) -> None:
        """Run a command of the operator, told what `process` is."""
        told = {**os.environ, **self._suite.surroundings.of(process)}
        subprocess.run([sys.executable, "-m", module], env=told, check=True, capture_output=True)

    def kill(self, process: str) -> None:
        """End `process` as a crash would; the supervisor starts it again."""
        self._suite.supervisor.kill(process)

    def pid(self, process: str) -> int | None:
        return self._suite.supervisor.pid(process)

    def listening(self) -> set[str]:
        """The addresses on which the programs of the suite listen."""
        processes = [psutil.Process(pid) for pid in leftovers.of(self.root)]
        links = [link for process in processes for link in process.net_connections("tcp")]
        return {link.laddr.ip for link in links if link.status == psutil.CONN_LISTEN}

    def stop(self, process: str) -> None:
        """Stop `process`; it stays down until `start`."""
        self._suite.supervisor.halt(process)

    def start(self, process: str) -> None:
        self._suite.supervisor.run(process)

    @contextmanager
    def without(self, process: str) -> Iterator[None]:
        """Stop `process` for as long as the block runs; afterwards everything answers again."""
        self.stop(process)
        try:
            yield
        finally:
            self.start(process)
            self.ready()

    def ready(self) -> None:
        """Wait until the gateway and every service answer; what was found before this call does not count."""
        asked = time.monotonic()
        wait_for(
            lambda: time.monotonic() - asked > FRESH and self._suite.answers(),
            timeout=PATIENCE,
            what=f"not ready again, see {self.root}/logs",
        )

    def sms(self, phone: str) -> list[str]:
        """The texts that reached `phone`, newest first."""
        answer = httpx.get(f"{self._suite.sms_url}/messages", params={"to": phone})
        return [message["text"] for message in answer.raise_for_status().json()["messages"]]

    def lose_phone(self, phone: str) -> None:
        """From now on no message reaches `phone`."""
        httpx.put(f"{self._suite.sms_url}/numbers/{phone}", json={"reachable": False}).raise_for_status()

    def log(self, process: str) -> str:
        return (self.root / "logs" / f"{process}.log").read_text()

    def _start(self, supervisor: Supervisor) -> None:
        # In the foreground of a child of ours, so that it cannot outlive the tests.
        program = Program(
            name="supervisor", command=(*supervisor.command(), "--nodaemon", "--silent"), folder=self.root
        )
        self._supervisor = Running(program, self.root)
        wait_for(lambda: supervisor.is_running, timeout=10, what="the supervisor does not answer")


def an_address() -> str:
    """Of this machine, as all below 127.0.0.0/8 are, and most likely of nobody else on it."""
    return f"127.{1 + secrets.randbelow(254)}.{secrets.randbelow(256)}.{1 + secrets.randbelow(254)}"
