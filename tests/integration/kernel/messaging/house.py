"""The house in which the sample services live: their keys, accounts and processes."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tenacity import retry, retry_if_exception_type, stop_after_delay, wait_fixed

from deploy.embedded.broker import Broker
from deploy.embedded.keyring import Keyring
from kernel.callers import CallerSigner
from kernel.client import RpcClient
from kernel.messages import Nothing, Unavailable
from kernel.readiness import Readiness, ping

PROCESSES = ("gateway", "sample", "keeper", "deaf", "monitoring")
NO_DATABASE = "postgresql://nobody@127.0.0.1:1/none"
PATIENCE = 30.0

eventually = retry(stop=stop_after_delay(PATIENCE), wait=wait_fixed(0.05), reraise=True)
answered = retry(
    retry=retry_if_exception_type(Unavailable),
    stop=stop_after_delay(PATIENCE),
    wait=wait_fixed(0.05),
    reraise=True,
)


class House:
    def __init__(self, broker: Broker, root: Path) -> None:
        self.broker = broker
        self._root = root
        self._keyring = Keyring(root)
        self.passwords = {process: self._keyring.password(f"broker/{process}") for process in PROCESSES}

    def url(self, process: str) -> str:
        return self.broker.url(process, self.passwords[process])

    def signer(self, process: str) -> CallerSigner:
        return CallerSigner(process, self._keyring.signing_key(process).read_text())

    @contextmanager
    def client(
        self, process: str = "gateway", *, signer: CallerSigner | None = None, most_in_flight: int = 256
    ) -> Iterator[RpcClient]:
        client = RpcClient(self.url(process), signer or self.signer(process), most_in_flight)
        try:
            yield client
        finally:
            client.close()

    @contextmanager
    def without_broker(self) -> Iterator[None]:
        """The broker closes all connections, and comes back after the block."""
        self.broker.control("stop_app")
        try:
            yield
        finally:
            self.broker.control("start_app")

    def run(self, service: str, diary: Path, database_url: str = NO_DATABASE) -> Served:
        """Start a process of `service`; it writes what it does into `diary`."""
        diary.touch()
        environment = {
            **os.environ,
            "DIARY": str(diary),
            "NMO_BROKER_URL": self.url(service),
            "NMO_DATABASE_URL": database_url,
            "NMO_SIGNING_KEY_FILE": str(self._keyring.signing_key(service)),
            "NMO_TRUSTED_KEYS": str(self._trusted()),
            "NMO_PUBLIC_URL": "http://127.0.0.1",
        }
        return Served(service, diary.with_suffix(f".{service}.log"), environment)

    def _trusted(self) -> Path:
        for process in PROCESSES:
            self._keyring.signing_key(process)
        return self._keyring.trusted


class Served:
    """A process of one sample service."""

    def __init__(self, service: str, log: Path, environment: dict[str, str]) -> None:
        self.service, self._log = service, log
        command = (sys.executable, "-m", "tests.integration.kernel.messaging.sample.serve", service)
        with log.open("ab") as output:
            self._process = subprocess.Popen(command, env=environment, stdout=output, stderr=output)

    @property
    def log(self) -> str:
        return self._log.read_text()

    @property
    def runs(self) -> bool:
        return self._process.poll() is None

    def terminate(self) -> None:
        self._process.terminate()

    def kill(self) -> None:
        self._process.kill()

    def end(self) -> int:
        """The exit code, once it has ended."""
        return self._process.wait(PATIENCE)


@answered
def ready(client: RpcClient, service: str) -> Readiness:
    return client.call(ping(service), Nothing())
