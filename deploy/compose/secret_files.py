"""What each container is told in secret: a folder of its own, which it finds at /run/secrets.

    <root>/secrets/…                   the originals, as deploy.embedded.keyring describes them
    <root>/secrets/containers/credits  copies of those that the container `credits` may know
    <root>/secrets/added/credits       what the operator has for it, such as keys given by others

The originals and the way to the copies are open to their owner only. The copies
themselves can be read by any user, since a container runs as one of its own.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from urllib.parse import quote

from deploy.embedded.keyring import Keyring
from deploy.embedded.store import OPERATOR
from deploy.embedded.surroundings import GATEWAY, SERVICES, WITH_DATA_KEYS, WITH_FILES, WITH_SMS
from kernel.topology import VHOST

Files = dict[str, str]
"""Content by name."""

PROCESSES = (*SERVICES, GATEWAY)
SUPERUSER = "database-superuser"
LEAST_LENGTH = 20
TELLING = ("change", "sample", "example", "password", "secret")


class WeakSecret(Exception):
    """A password that somebody could guess; the message names its file."""


def write(root: Path, sms_url: str, mail_url: str | None = None) -> Path:
    """Generate what is missing, and hand out copies anew. Gives the folder to name in NMO_SECRETS.

    mail_url: None where one gateway sends both.
    """
    keyring = Keyring(root)
    copies = keyring.folder / "containers"
    shutil.rmtree(copies, ignore_errors=True)
    for container, files in told(keyring, sms_url, mail_url or sms_url).items():
        for name, content in (files | _added(keyring, container)).items():
            _write_readable(copies / container / name, content)
    return keyring.folder


def told(keyring: Keyring, sms_url: str, mail_url: str) -> dict[str, Files]:
    """container -> the files it finds at /run/secrets."""
    for process in PROCESSES:
        keyring.signing_key(process)
    trusted = {f"trusted/{path.name}": path.read_text() for path in sorted(keyring.trusted.iterdir())}
    broker = {f"broker/{process}": keyring.password(f"broker/{process}") for process in PROCESSES}
    files = {f"files-{user}": keyring.password(f"files-{user}") for user in (OPERATOR, *sorted(WITH_FILES))}
    superuser = keyring.password(SUPERUSER)
    roles = _roles(keyring)
    return {
        **{process: _of_process(keyring, process, sms_url, mail_url) | trusted for process in PROCESSES},
        "postgres": {"password": superuser},
        "minio": {"user": OPERATOR, "password": files[f"files-{OPERATOR}"]},
        "definitions": broker,
        "databases": {SUPERUSER: superuser, **roles},
        "migrate": roles,
        "buckets": files,
    }


def refuse_weak(folder: Path) -> None:
    """Raises: WeakSecret -- a file of `folder` holds a sample, or anything as short as one."""
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        password = path.read_text().strip()
        if len(password) < LEAST_LENGTH or any(word in password.lower() for word in TELLING):
            raise WeakSecret(f"{path} is short or looks like a sample: delete it, and generate it anew")


def _of_process(keyring: Keyring, process: str, sms_url: str, mail_url: str) -> Files:
    password = quote(keyring.password(f"broker/{process}"), safe="")
    files = {
        "broker-url": f"amqp://{process}:{password}@rabbitmq:5672/{VHOST}",
        "signing-key": keyring.signing_key(process).read_text(),
    }
    if process in SERVICES:
        password = quote(keyring.password(f"database-{process}"), safe="")
        files["database-url"] = f"postgresql://{process}:{password}@postgres:5432/{process}"
    if process in WITH_DATA_KEYS:
        files["data-keys"] = keyring.data_keys(process).read_text()
    if process in WITH_FILES:
        files["files-secret-key"] = keyring.password(f"files-{process}")
    if process in WITH_SMS:
        files |= {"sms-url": sms_url, "mail-url": mail_url}
    return files


def _roles(keyring: Keyring) -> Files:
    names = [name for service in SERVICES for name in (f"database-{service}", f"database-owner-{service}")]
    return {name: keyring.password(name) for name in names}


def _added(keyring: Keyring, container: str) -> Files:
    return {path.name: path.read_text() for path in (keyring.folder / "added" / container).glob("*")}


def _write_readable(path: Path, content: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content)
    path.chmod(0o444)
    path.parent.chmod(0o755)
