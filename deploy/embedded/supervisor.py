"""The supervisor of a root: starts programs again whenever they end, and keeps their logs."""

from __future__ import annotations

import hashlib
import os
import sys
import tempfile
from collections.abc import Sequence
from http.client import HTTPException
from pathlib import Path
from typing import Any
from xmlrpc.client import Fault, ServerProxy

from supervisor.xmlrpc import SupervisorTransport

from deploy.embedded.part import wait_for
from deploy.embedded.program import STOPPED_WITHIN, Program, output_of

LONGEST_SOCKET = 100
HEAD = """\
[unix_http_server]
file={socket}
chmod=0700

[supervisord]
pidfile={root}/supervisord.pid
logfile={root}/logs/supervisord.log
logfile_maxbytes=1MB
logfile_backups=1
childlogdir={root}/logs
{user}
[rpcinterface:supervisor]
supervisor.rpcinterface_factory=supervisor.rpcinterface:make_main_rpcinterface

[supervisorctl]
serverurl=unix://{socket}
"""
PROGRAM = """
[program:{name}]
command={command}
directory={folder}
environment={environment}
autostart=false
autorestart=true
startsecs=3
startretries=1000
stopsignal={signal}
stopwaitsecs={patience:.0f}
killasgroup=true
redirect_stderr=true
stdout_logfile={root}/logs/{name}.log
stdout_logfile_maxbytes=10MB
stdout_logfile_backups=3
"""


class Supervisor:
    def __init__(self, root: Path) -> None:
        self.root = root.resolve()
        self._config = self.root / "supervisord.conf"
        self._socket = _socket(self.root)

    @property
    def is_running(self) -> bool:
        try:
            self._ask("getPID")
        except Fault as fault:
            return "SHUTDOWN_STATE" in fault.faultString
        except (OSError, HTTPException):
            return False
        return True

    def configure(self, programs: Sequence[Program]) -> None:
        """Say what there is to run. A running supervisor restarts what has changed."""
        (self.root / "logs").mkdir(parents=True, exist_ok=True)
        (self.root / "home").mkdir(parents=True, exist_ok=True)
        # Without it the supervisor warns that nobody chose to run it as root.
        user = "user=root\n" if os.geteuid() == 0 else ""
        head = HEAD.format(socket=self._socket, root=_quoted(str(self.root)), user=user)
        self._config.write_text(head + "".join(self._section(program) for program in programs))
        if self.is_running:
            self._update()

    def command(self) -> tuple[str, ...]:
        return (sys.executable, "-m", "supervisor.supervisord", "--configuration", str(self._config))

    def start(self) -> None:
        """Start the supervisor in the background; it starts no program by itself."""
        self._socket.unlink(missing_ok=True)
        output_of(self.command(), self.root, folder=self.root)
        wait_for(lambda: self.is_running, timeout=10, what="the supervisor does not answer")

    def shut_down(self) -> None:
        """Stop all programs, then the supervisor."""
        self._ask("shutdown")
        wait_for(lambda: not self.is_running, timeout=90, what="the supervisor does not stop")

    def states(self) -> dict[str, str]:
        """Program -> its state and since when, as the supervisor words them."""
        return {
            each["name"]: f"{each['statename']:9} {each['description']}"
            for each in self._ask("getAllProcessInfo")
        }

    def pid(self, name: str) -> int | None:
        """The process of a program, while it has one."""
        return self._ask("getProcessInfo", name)["pid"] or None

    def run(self, name: str) -> None:
        """Start a program unless it runs."""
        try:
            self._ask("startProcess", name, False)
        except Fault as fault:
            if "ALREADY_STARTED" not in fault.faultString:
                raise

    def halt(self, *names: str) -> None:
        """Stop programs, and wait until they are gone."""
        for name in names:
            try:
                self._ask("stopProcess", name, False)
            except Fault as fault:
                if "NOT_RUNNING" not in fault.faultString:
                    raise
        wait_for(
            lambda: not any(map(self.pid, names)),
            timeout=2 * STOPPED_WITHIN,
            what=f"not all of {', '.join(names)} stop",
        )

    def kill(self, name: str) -> None:
        """End a program as a crash would; it will be started again."""
        self._ask("signalProcess", name, "KILL")

    def _update(self) -> None:
        """Take over the new configuration: programs that have changed are restarted."""
        running = {each["name"] for each in self._ask("getAllProcessInfo") if each["pid"]}
        ((added, changed, removed),) = self._ask("reloadConfig")
        for name in (*changed, *removed):
            self._ask("stopProcessGroup", name, True)
            self._ask("removeProcessGroup", name)
        for name in (*added, *changed):
            self._ask("addProcessGroup", name)
        for name in running.intersection(changed):
            self.run(name)

    def _ask(self, method: str, *arguments: object) -> Any:
        transport = SupervisorTransport(None, None, f"unix://{self._socket}")
        try:
            remote = ServerProxy("http://127.0.0.1", transport=transport)
            return getattr(remote.supervisor, method)(*arguments)
        finally:
            transport.close()

    def _section(self, program: Program) -> str:
        pairs = ",".join(f'{name}="{_quoted(value)}"' for name, value in sorted(program.environment.items()))
        return PROGRAM.format(
            name=program.name,
            command=_quoted(" ".join(f'"{word}"' for word in program.tethered)),
            folder=_quoted(str(program.folder)),
            environment=pairs,
            signal=program.stop_signal.name.removeprefix("SIG"),
            patience=STOPPED_WITHIN,
            root=_quoted(str(self.root)),
        )


def _quoted(text: str) -> str:
    """`text` in a value of the configuration, where a percent sign begins a substitution."""
    return text.replace("%", "%%")


def _socket(root: Path) -> Path:
    """The socket of the supervisor, whose path the system limits to some hundred characters."""
    path = root / "supervisor.sock"
    if len(str(path)) < LONGEST_SOCKET:
        return path
    return Path(tempfile.gettempdir()) / f"nmo-{hashlib.sha256(str(root).encode()).hexdigest()[:16]}.sock"
