"""A real MinIO server, for the tests that prove the suite works with it: `make test-minio`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import urllib3
from minio import Minio
from minio.error import MinioException

from deploy.embedded.keyring import Keyring
from deploy.embedded.part import Part
from deploy.embedded.ports import Ports
from deploy.embedded.program import Program

# The last version of its repository; MinIO no longer publishes binaries.
MODULE = "github.com/minio/minio@v0.0.0-20260212201848-7aac2a2c5b7c"
BINARY = Path(sys.executable).parent / "minio"


def build() -> None:
    """Compile the server with the Go of this machine; takes some minutes."""
    settings = ("env", f"GOBIN={BINARY.parent}", "GOTOOLCHAIN=local")
    subprocess.run((*settings, "go", "install", "-trimpath", MODULE), check=True)


class MinIO(Part):
    def __init__(self, root: Path) -> None:
        super().__init__(root)
        self.port = Ports(self.root).of("minio")
        self.access_key = "operator"
        self.secret_key = Keyring(self.root).password("minio")
        self._folder = self.root / "minio"

    def prepare(self) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)

    def programs(self) -> tuple[Program, ...]:
        address = f"127.0.0.1:{self.port}"
        command = (str(BINARY), "server", "--quiet", "--address", address, str(self._folder))
        keys = {"MINIO_ROOT_USER": self.access_key, "MINIO_ROOT_PASSWORD": self.secret_key}
        quiet = {"MINIO_BROWSER": "off", "MINIO_UPDATE": "off"}
        return (Program(name="minio", command=command, folder=self._folder, environment=keys | quiet),)

    def is_ready(self) -> bool:
        """Whether it serves requests: its own health check says so a little too early."""
        client = Minio(
            self.url().removeprefix("http://"),
            access_key=self.access_key,
            secret_key=self.secret_key,
            secure=False,
            http_client=urllib3.PoolManager(timeout=5, retries=False),
        )
        try:
            client.list_buckets()
        except (MinioException, urllib3.exceptions.HTTPError):
            return False
        return True

    def url(self) -> str:
        """Address of the S3 endpoint."""
        return f"http://127.0.0.1:{self.port}"


if __name__ == "__main__":
    build()
