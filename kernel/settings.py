"""The settings of a process: read once, from the environment, all mistakes named at once.

    settings = read(ServiceSettings, os.environ, process="credits")

Every secret `X` may be given as `X_FILE`, the path of a file that holds it.
`python -m kernel.settings` prints the table of them all.
"""

from __future__ import annotations

import base64
import binascii
import dataclasses
import types
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar, get_args, get_type_hints
from urllib.parse import urlsplit

S = TypeVar("S")

_REQUIRED = object()
_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")


class WrongSettings(Exception):
    """The process cannot start. `problems`: one sentence for each setting that is missing or wrong."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("Wrong settings:\n" + "\n".join(f"  {problem}" for problem in problems))


@dataclass(frozen=True)
class Setting:
    """One setting: what it is called, what it means, how its text is read.

    read: raises ValueError, whose text says what is expected.
    """

    name: str
    meaning: str
    read: Callable[[str], Any]
    kind: str
    default: Any
    secret: bool

    def value(self, environ: Mapping[str, str]) -> Any:
        """Raises: ValueError -- missing or wrong; the text never shows a secret."""
        text = self._text(environ)
        if text:
            return self.read(text)
        if self.default is _REQUIRED:
            raise ValueError("is missing")
        return self.default

    def _text(self, environ: Mapping[str, str]) -> str:
        path = environ.get(f"{self.name}_FILE", "") if self.secret else ""
        if not path:
            return environ.get(self.name, "").strip()
        if environ.get(self.name):
            raise ValueError(f"is given twice, as {self.name} and as {self.name}_FILE")
        try:
            return Path(path).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise ValueError(f"cannot be read from {path}") from error


def _url(*schemes: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        if urlsplit(text).scheme not in schemes or not urlsplit(text).hostname:
            raise ValueError(f"must be a URL that begins with {' or '.join(f'{s}://' for s in schemes)}")
        return text.rstrip("/") if "http" in schemes else text

    return read


def _count(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 1000:
        raise ValueError("must be a whole number from 1 to 1000")
    return int(text)


def _directory(text: str) -> Path:
    if not Path(text).is_dir():
        raise ValueError(f"must be a directory, which {text} is not")
    return Path(text)


def _pem(text: str) -> str:
    if not text.startswith("-----BEGIN PRIVATE KEY-----"):
        raise ValueError("must be a private key in PEM")
    return text


def _key_ring(text: str) -> tuple[bytes, ...]:
    try:
        ring = tuple(base64.b64decode(line, validate=True) for line in text.split())
    except binascii.Error as error:
        raise ValueError("must be base64, one key a line") from error
    if any(len(key) != 32 for key in ring):
        raise ValueError("must hold keys of 32 bytes each")
    return ring


def _level(text: str) -> str:
    if text.upper() not in _LEVELS:
        raise ValueError(f"must be one of {', '.join(_LEVELS)}")
    return text.upper()


def _setting(
    name: str,
    meaning: str,
    *,
    read: Callable[[str], Any] = str,
    kind: str = "text",
    default: Any = _REQUIRED,
    secret: bool = False,
) -> Any:
    declared = Setting(name, meaning, read, kind, default, secret)
    return dataclasses.field(repr=not secret, metadata={"setting": declared})


@dataclass(frozen=True, kw_only=True)
class FilesSettings:
    """Where documents are kept. Any S3 store will do."""

    endpoint: str = _setting(
        "NMO_FILES_ENDPOINT", "S3 store, as the services reach it", read=_url("http", "https"), kind="URL"
    )
    public_endpoint: str = _setting(
        "NMO_FILES_PUBLIC_ENDPOINT", "S3 store, as people reach it", read=_url("http", "https"), kind="URL"
    )
    bucket: str = _setting("NMO_FILES_BUCKET", "Bucket of this service")
    access_key: str = _setting("NMO_FILES_ACCESS_KEY", "Access key of the S3 store", secret=True)
    secret_key: str = _setting("NMO_FILES_SECRET_KEY", "Secret key of the S3 store", secret=True)


@dataclass(frozen=True, kw_only=True)
class ProcessSettings:
    """What every process that calls or answers needs.

    process: its name, which is also the name of its key ("gateway", "credits").
    """

    process: str
    broker_url: str = _setting(
        "NMO_BROKER_URL",
        "RabbitMQ, with this process's account",
        read=_url("amqp", "amqps"),
        kind="URL",
        secret=True,
    )
    signing_key: str = _setting(
        "NMO_SIGNING_KEY",
        "Ed25519 key that signs the caller of each request",
        read=_pem,
        kind="PEM",
        secret=True,
    )
    trusted_keys: Path = _setting(
        "NMO_TRUSTED_KEYS", "Directory of public keys, `<process>.pem`", read=_directory, kind="path"
    )
    public_url: str = _setting(
        "NMO_PUBLIC_URL", "Address that people use", read=_url("http", "https"), kind="URL"
    )
    workers: int = _setting(
        "NMO_WORKERS",
        "Requests answered at once, and database connections",
        read=_count,
        kind="number",
        default=10,
    )
    log_level: str = _setting(
        "NMO_LOG_LEVEL",
        f"Least level that is logged: {', '.join(_LEVELS)}",
        read=_level,
        kind="level",
        default="INFO",
    )


@dataclass(frozen=True, kw_only=True)
class GatewaySettings(ProcessSettings):
    """What the gateway needs."""


@dataclass(frozen=True, kw_only=True)
class ServiceSettings(ProcessSettings):
    """What a service needs; `files`, `data_keys` and `sms_url` only where it uses them."""

    database_url: str = _setting(
        "NMO_DATABASE_URL",
        "PostgreSQL, with the runtime role of this service",
        read=_url("postgresql"),
        kind="URL",
        secret=True,
    )
    data_keys: tuple[bytes, ...] = _setting(
        "NMO_DATA_KEYS",
        "Keys of encrypted fields: base64 of 32 bytes, one a line, the first is current",
        read=_key_ring,
        kind="key ring",
        default=(),
        secret=True,
    )
    sms_url: str | None = _setting(
        "NMO_SMS_URL", "SMS provider", read=_url("http", "https"), kind="URL", default=None, secret=True
    )
    files: FilesSettings | None = None


@dataclass(frozen=True, kw_only=True)
class MigrationSettings:
    """What a migration needs."""

    database_url: str = _setting(
        "NMO_DATABASE_URL",
        "PostgreSQL, with the runtime role of this service",
        read=_url("postgresql"),
        kind="URL",
        secret=True,
    )
    database_owner_url: str = _setting(
        "NMO_DATABASE_OWNER_URL",
        "PostgreSQL, with the role that owns the tables; migrations only",
        read=_url("postgresql"),
        kind="URL",
        secret=True,
    )


def read(
    kind: type[S], environ: Mapping[str, str], *, needs: frozenset[str] = frozenset(), **given: object
) -> S:
    """The settings of a process.

    needs: optional settings this process cannot do without ("files", "data_keys").
    given: what the environment does not tell (process="credits").

    Raises: WrongSettings -- names every setting that is missing or wrong.
    """
    problems: list[str] = []
    values = _values(kind, environ, needs, problems)
    if problems:
        raise WrongSettings(problems)
    return kind(**given, **values)


def _values(
    kind: type, environ: Mapping[str, str], needs: frozenset[str], problems: list[str]
) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name, declared in _declared(kind):
        if isinstance(declared, type):
            if name in needs or _mentions(declared, environ):
                inner: list[str] = []
                nested = _values(declared, environ, frozenset(), inner)
                values[name] = None if inner else declared(**nested)
                problems += inner
            continue
        try:
            values[name] = declared.value(environ)
            if name in needs and not values[name]:
                raise ValueError("is missing")
        except ValueError as error:
            problems.append(f"{declared.name} {error}")
    return values


def _declared(kind: Any) -> Iterator[tuple[str, Setting | type]]:
    """The fields of `kind` that the environment tells: settings, and groups of settings."""
    hints = get_type_hints(kind)
    for field in dataclasses.fields(kind):
        if "setting" in field.metadata:
            yield field.name, field.metadata["setting"]
        elif isinstance(hints[field.name], types.UnionType):
            yield field.name, get_args(hints[field.name])[0]


def _mentions(group: type, environ: Mapping[str, str]) -> bool:
    return any(
        isinstance(declared, Setting)
        and not environ.keys().isdisjoint({declared.name, f"{declared.name}_FILE"})
        for _, declared in _declared(group)
    )
