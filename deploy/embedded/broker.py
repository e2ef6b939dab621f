"""RabbitMQ as installed on this machine, as a node of our own beside any other."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

import amqp

from deploy.embedded.distribution import require
from deploy.embedded.keyring import Keyring, write_private
from deploy.embedded.part import Part
from deploy.embedded.ports import Ports
from deploy.embedded.program import Program, output_of

# The scripts themselves: the ones in /usr/sbin serve only root and the account `rabbitmq`.
SCRIPTS = Path("/usr/lib/rabbitmq/bin")
VHOST = "nmo"
NODE = "nmo@localhost"
OPERATOR = "operator"
ON_LOOPBACK = "-kernel inet_dist_use_interface {127,0,0,1}"


class Broker(Part):
    """definitions: what the broker is to hold, in RabbitMQ's own format; an operator is added."""

    def __init__(self, root: Path, definitions: Mapping[str, Any] | None = None) -> None:
        super().__init__(root)
        ports = Ports(self.root)
        self.port, self._epmd, self._dist = (ports.of(name) for name in ("amqp", "epmd", "erlang"))
        self._folder = self.root / "rabbitmq"
        self._definitions: Mapping[str, Any] = definitions or {}
        self._password = Keyring(self.root).password(f"broker-{OPERATOR}")
        self._cookie = Keyring(self.root).password("erlang-cookie")

    def prepare(self) -> None:
        # A node that the package itself starts is left alone: ours is another, on other ports.
        require(SCRIPTS / "rabbitmq-server", "rabbitmq-server")
        (self.root / "home").mkdir(parents=True, exist_ok=True)
        self._folder.mkdir(parents=True, exist_ok=True)
        write_private(self.root / "home" / ".erlang.cookie", self._cookie)
        (self._folder / "enabled_plugins").write_text("[].\n")
        (self._folder / "environment").touch()
        # No account `guest` is made, as the definitions bring accounts of their own.
        (self._folder / "rabbitmq.conf").write_text(
            f"listeners.tcp.1 = 127.0.0.1:{self.port}\n"
            f"load_definitions = {self._folder}/definitions.json\n"
            "log.file = false\nlog.console = true\nlog.console.level = warning\n"
        )
        write_private(self._folder / "definitions.json", json.dumps(self._with_operator(), indent=1))

    def hold(self, definitions: Mapping[str, Any]) -> None:
        """Load `definitions` at every start from now on."""
        self._definitions = definitions

    def define(self, definitions: Mapping[str, Any]) -> None:
        """Add what `definitions` hold to the running broker."""
        self.hold(definitions)
        path = write_private(self._folder / "definitions.json", json.dumps(self._with_operator(), indent=1))
        self.control("import_definitions", str(path))

    def control(self, *command: str) -> str:
        """Run `rabbitmqctl` against this node; its output."""
        script = str(SCRIPTS / "rabbitmqctl")
        return output_of((script, *command), self.root, told=self._environment(), folder=self.root)

    def programs(self) -> tuple[Program, ...]:
        mapper = ("epmd", "-address", "127.0.0.1", "-port", str(self._epmd))
        server = (str(SCRIPTS / "rabbitmq-server"), "-noinput")
        return (
            Program(name="epmd", command=mapper, folder=self.root),
            Program(name="rabbitmq", command=server, folder=self.root, environment=self._environment()),
        )

    def is_ready(self) -> bool:
        address = f"127.0.0.1:{self.port}"
        try:
            with amqp.Connection(
                address, userid=OPERATOR, password=self._password, virtual_host=VHOST, connect_timeout=2
            ):
                return True
        except (OSError, amqp.AMQPError):
            return False

    def url(self, user: str = OPERATOR, password: str | None = None, vhost: str = VHOST) -> str:
        """Address of a virtual host for `user`."""
        secret = quote(self._password if password is None else password, safe="")
        return f"amqp://{user}:{secret}@127.0.0.1:{self.port}/{vhost}"

    def _with_operator(self) -> dict[str, Any]:
        ours: dict[str, list[dict[str, Any]]] = {
            "vhosts": [{"name": VHOST}],
            "users": [
                {
                    "name": OPERATOR,
                    "password_hash": password_hash(self._password),
                    "hashing_algorithm": "rabbit_password_hashing_sha256",
                    "tags": "administrator",
                }
            ],
            "permissions": [
                {"user": OPERATOR, "vhost": VHOST, "configure": ".*", "write": ".*", "read": ".*"}
            ],
        }
        given = dict(self._definitions)
        for kind, entries in ours.items():
            names = {entry.get("name") for entry in given.get(kind, ())} - {None}
            given[kind] = [*given.get(kind, ()), *(e for e in entries if e.get("name") not in names)]
        return given

    def _environment(self) -> dict[str, str]:
        return {
            "RABBITMQ_NODENAME": NODE,
            "RABBITMQ_CONF_ENV_FILE": str(self._folder / "environment"),
            "RABBITMQ_CONFIG_FILE": str(self._folder / "rabbitmq.conf"),
            "RABBITMQ_ADVANCED_CONFIG_FILE": str(self._folder / "advanced.config"),
            "RABBITMQ_ENABLED_PLUGINS_FILE": str(self._folder / "enabled_plugins"),
            "RABBITMQ_GENERATED_CONFIG_DIR": str(self._folder / "config"),
            "RABBITMQ_MNESIA_BASE": str(self._folder / "data"),
            "RABBITMQ_LOG_BASE": str(self._folder / "log"),
            "RABBITMQ_PID_FILE": str(self._folder / "rabbitmq.pid"),
            # Lets the script become the server rather than its parent: what is signalled is the server.
            "RABBITMQ_ALLOW_INPUT": "true",
            "RABBITMQ_DIST_PORT": str(self._dist),
            "ERL_EPMD_PORT": str(self._epmd),
            "ERL_EPMD_ADDRESS": "127.0.0.1",
            "ERL_CRASH_DUMP_SECONDS": "0",
            "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": ON_LOOPBACK,
            "RABBITMQ_CTL_ERL_ARGS": ON_LOOPBACK,
        }


def password_hash(password: str) -> str:
    """The salted hash that RabbitMQ keeps in place of a password."""
    salt = secrets.token_bytes(4)
    return base64.b64encode(salt + hashlib.sha256(salt + password.encode()).digest()).decode()
