"""What is done once, in a container of its own, before the services start. Safe to repeat.

Each job finds at /run/secrets what it may know: the keyring of the root /run.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote

from minio import Minio, MinioAdmin
from minio.credentials.providers import StaticProvider

from deploy.compose.secret_files import SUPERUSER, refuse_weak
from deploy.embedded.databases import Databases
from deploy.embedded.keyring import Keyring
from deploy.embedded.store import OPERATOR
from deploy.embedded.surroundings import SERVICES, WITH_FILES
from kernel import discovery, topology

RUN = Path("/run")
STORE = "minio:9000"
# What a service does with documents: read, write and delete them, and ask whether its bucket is there.
WITH_DOCUMENTS = ("s3:GetObject", "s3:PutObject", "s3:DeleteObject")
WITH_BUCKET = ("s3:ListBucket", "s3:GetBucketLocation")


class Server:
    """The PostgreSQL of docker-compose.yml. Has what `Databases` needs."""

    root = RUN

    def url(self, database: str = "postgres", *, role: str = "postgres", password: str | None = None) -> str:
        secret = Keyring(RUN).password(SUPERUSER) if password is None else password
        return f"postgresql://{role}:{quote(secret, safe='')}@postgres:5432/{database}"


def definitions(folder: Path = Path("/definitions")) -> None:
    """Write what the broker is to hold, for it to load when it starts."""
    refuse_weak(RUN / "secrets")
    services = [discovery.service_class(name) for name in discovery.service_names()]
    secrets = topology.secrets_in(RUN / "secrets")
    found = topology.definitions(discovery.operations(), services, secrets)
    (folder / "definitions.json").write_text(json.dumps(found, indent=1))


def databases() -> None:
    """Create what is missing of databases and roles; set the passwords of all roles."""
    refuse_weak(RUN / "secrets")
    held = Databases(Server())
    for service in SERVICES:
        held.provide(service)
        print(f"{service}: database and roles are there")


def migrate() -> None:
    """Bring every database to the newest schema, and load its reference data."""
    held = Databases(Server())
    for service in SERVICES:
        held.migrate(service)
        print(f"{service}: migrated")


def buckets() -> None:
    """Create the bucket of each service that keeps documents, and the account that opens it alone."""
    refuse_weak(RUN / "secrets")
    keyring = Keyring(RUN)
    secret = keyring.password(f"files-{OPERATOR}")
    client = Minio(STORE, access_key=OPERATOR, secret_key=secret, secure=False)
    keys = StaticProvider(OPERATOR, secret)
    admin = MinioAdmin(endpoint=STORE, credentials=keys, secure=False)
    for service in sorted(WITH_FILES):
        if not client.bucket_exists(service):
            client.make_bucket(service)
        admin.user_add(service, keyring.password(f"files-{service}"))
        admin.policy_add(service, policy=_only(service))
        admin.policy_set(service, user=service)
        print(f"{service}: bucket and account are there")


def _only(bucket: str) -> dict[str, object]:
    return {
        "Version": "2012-10-17",
        "Statement": [
            _allow(WITH_DOCUMENTS, f"arn:aws:s3:::{bucket}/*"),
            _allow(WITH_BUCKET, f"arn:aws:s3:::{bucket}"),
        ],
    }


def _allow(actions: Sequence[str], resource: str) -> dict[str, object]:
    return {"Effect": "Allow", "Action": list(actions), "Resource": [resource]}
