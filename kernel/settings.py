"""The settings of every process of the suite, and the only reader of the environment.

    settings = read(ServiceSettings, process="credits")

Every secret `X` may be given as `X_FILE`, the path of a file that holds it.
`python -m kernel.settings` prints the table of them all.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from kernel import environment
from kernel.environment import (
    ACCESS,
    ADDRESSES,
    BROKER,
    COUNT,
    DATABASE,
    DIRECTORY,
    FILE,
    FLAG,
    KEY_RING,
    LEVEL,
    NETWORKS,
    ORIGINS,
    PATTERN,
    PRIVATE_KEY,
    PROTOCOL,
    TEXT,
    WEB,
    Network,
    Setting,
    WrongSettings,
    setting,
)

__all__ = [
    "EsiaSettings",
    "FilesSettings",
    "GatewaySettings",
    "MigrationSettings",
    "ProcessSettings",
    "ServiceSettings",
    "WrongSettings",
    "read",
]

S = TypeVar("S")


@dataclass(frozen=True, kw_only=True)
class FilesSettings:
    """Where documents are kept: any S3 store."""

    endpoint: str = setting("NMO_FILES_ENDPOINT", "S3 store, as the services reach it", WEB)
    public_endpoint: str = setting("NMO_FILES_PUBLIC_ENDPOINT", "S3 store, as people reach it", WEB)
    bucket: str = setting("NMO_FILES_BUCKET", "Bucket of this service", TEXT)
    region: str = setting("NMO_FILES_REGION", "Region of the S3 store", TEXT, default="us-east-1")
    access_key: str = setting("NMO_FILES_ACCESS_KEY", "Access key of the S3 store", TEXT, secret=True)
    secret_key: str = setting("NMO_FILES_SECRET_KEY", "Secret key of the S3 store", TEXT, secret=True)


@dataclass(frozen=True, kw_only=True)
class EsiaSettings:
    """How people log in through Госуслуги (ЕСИА), or another provider of OpenID Connect: docs/esia.md."""

    protocol: str = setting("NMO_ESIA_PROTOCOL", "How the provider is spoken to", PROTOCOL, default="esia")
    url: str = setting("NMO_ESIA_URL", "The provider, as identity reaches it", WEB)
    public_url: str | None = setting(
        "NMO_ESIA_PUBLIC_URL", "The provider, as people reach it, where that differs", WEB, default=None
    )
    issuer: re.Pattern[str] | None = setting(
        "NMO_ESIA_ISSUER",
        "Who may have issued an id_token: ESIA, or what the provider says",
        PATTERN,
        default=None,
    )
    client_id: str = setting("NMO_ESIA_CLIENT_ID", "The suite, as the provider knows it", TEXT)
    return_urls: tuple[str, ...] = setting(
        "NMO_ESIA_RETURN_URLS", "Pages to which people may be sent back, the usual one first", ADDRESSES
    )
    scopes: str = setting(
        "NMO_ESIA_SCOPES",
        "What is asked of a person's data",
        TEXT,
        default="openid fullname birthdate snils inn email mobile usr_org",
    )
    access_type: str = setting(
        "NMO_ESIA_ACCESS_TYPE",
        "Offline: profiles are refreshed while people are away",
        ACCESS,
        default="online",
    )
    pkce: bool = setting("NMO_ESIA_PKCE", "Whether ESIA is sent a code challenge", FLAG, default=False)
    nonce: bool = setting(
        "NMO_ESIA_NONCE",
        "Whether id_tokens of ESIA repeat the nonce, as OpenID Connect demands",
        FLAG,
        default=True,
    )
    key: str | None = setting(
        "NMO_ESIA_KEY", "RSA key that signs what the suite asks", PRIVATE_KEY, default=None, secret=True
    )
    certificate: Path | None = setting("NMO_ESIA_CERTIFICATE", "Its certificate, PEM", FILE, default=None)
    sign_command: str | None = setting(
        "NMO_ESIA_SIGN_COMMAND",
        "Signs in the place of the key: standard input to CMS, DER",
        TEXT,
        default=None,
    )
    client_secret: str | None = setting(
        "NMO_ESIA_CLIENT_SECRET",
        "Password of the suite at a provider other than ESIA",
        TEXT,
        default=None,
        secret=True,
    )
    algorithm: str = setting(
        "NMO_ESIA_ALGORITHM", "Signs the id_tokens; no other is taken", TEXT, default="RS256"
    )
    provider_key: Path | None = setting(
        "NMO_ESIA_PROVIDER_KEY",
        "Certificate or public key of the provider, PEM, where it publishes none",
        FILE,
        default=None,
    )
    verify_command: str | None = setting(
        "NMO_ESIA_VERIFY_COMMAND",
        "Verifies id_tokens of an algorithm that is not built in",
        TEXT,
        default=None,
    )


@dataclass(frozen=True, kw_only=True)
class ProcessSettings:
    """What every process that asks or answers needs.

    process: its name, which is also the name of its key ("gateway", "credits").
    """

    process: str
    broker_url: str = setting("NMO_BROKER_URL", "RabbitMQ, as this process", BROKER, secret=True)
    signing_key: str = setting(
        "NMO_SIGNING_KEY", "Ed25519 key that signs the caller of a request", PRIVATE_KEY, secret=True
    )
    trusted_keys: Path = setting("NMO_TRUSTED_KEYS", "Public keys, one `<process>.pem` each", DIRECTORY)
    public_url: str = setting("NMO_PUBLIC_URL", "Address that people use", WEB)
    content_url: str | None = setting(
        "NMO_CONTENT_URL",
        "Address from which modules are shown, best a host of its own; NMO_PUBLIC_URL if none",
        WEB,
        default=None,
    )
    workers: int = setting("NMO_WORKERS", "Requests answered at once", COUNT, default=10)
    log_level: str = setting("NMO_LOG_LEVEL", "Least level that is logged", LEVEL, default="INFO")


@dataclass(frozen=True, kw_only=True)
class DatabaseSettings:
    """Where the data of a service are kept."""

    database_url: str = setting(
        "NMO_DATABASE_URL", "PostgreSQL, with the role that runs the service", DATABASE, secret=True
    )


@dataclass(frozen=True, kw_only=True)
class GatewaySettings(ProcessSettings):
    """What the gateway needs, and whom it believes and serves."""

    allowed_origins: tuple[str, ...] = setting(
        "NMO_ALLOWED_ORIGINS", "Sites whose pages may call the API from a browser", ORIGINS, default=()
    )
    trusted_proxies: tuple[Network, ...] = setting(
        "NMO_TRUSTED_PROXIES", "Networks whose `X-Forwarded-For` is believed", NETWORKS, default=()
    )
    rate_limit: int = setting(
        "NMO_RATE_LIMIT",
        "Writes a minute from one address to one route that is open to anyone",
        COUNT,
        default=60,
    )


@dataclass(frozen=True, kw_only=True)
class ServiceSettings(ProcessSettings, DatabaseSettings):
    """What a service needs; `data_keys`, `sms_url`, `mail_url`, `files`, `esia` only where it uses them."""

    data_keys: tuple[bytes, ...] = setting(
        "NMO_DATA_KEYS", "Keys of encrypted fields, current first", KEY_RING, default=(), secret=True
    )
    passkey_domain: str | None = setting(
        "NMO_PASSKEY_DOMAIN",
        "Domain passkeys are made for; that of NMO_PUBLIC_URL if none",
        TEXT,
        default=None,
    )
    passkey_origins: tuple[str, ...] = setting(
        "NMO_PASSKEY_ORIGINS", "Sites whose pages use passkeys; NMO_PUBLIC_URL if none", ORIGINS, default=()
    )
    sms_url: str | None = setting("NMO_SMS_URL", "SMS provider", WEB, default=None, secret=True)
    mail_url: str | None = setting("NMO_MAIL_URL", "E-mail provider", WEB, default=None, secret=True)
    files: FilesSettings | None = None
    esia: EsiaSettings | None = None
    trusted_applicants: bool = setting(
        "NMO_TRUSTED_APPLICANTS",
        "Whether only persons whom Госуслуги confirm may file an application",
        FLAG,
        default=False,
    )


@dataclass(frozen=True, kw_only=True)
class MigrationSettings(DatabaseSettings):
    """What a migration needs."""

    database_owner_url: str = setting(
        "NMO_DATABASE_OWNER_URL", "PostgreSQL, with the role that owns the tables", DATABASE, secret=True
    )


def read(
    kind: type[S],
    environ: Mapping[str, str] = os.environ,
    *,
    needs: frozenset[str] = frozenset(),
    **given: object,
) -> S:
    """The settings of a process.

    needs: optional settings this process cannot do without ("files", "data_keys", "sms_url").
    given: what the environment does not tell (process="credits").

    Raises: WrongSettings -- names every setting that is missing or wrong.
    """
    return environment.read(kind, environ, needs, given)


def table() -> str:
    """All settings as a Markdown table."""
    rows = [
        f"| `{one.name}`{' or `' + one.name + '_FILE`' if one.secret else ''} "
        f"| {one.kind.name} | {one.meaning} | {_default(one)} |"
        for one in dict.fromkeys(_every_setting())
    ]
    return "\n".join(["| Setting | Type | Meaning | Default |", "|---|---|---|---|", *rows])


def _every_setting() -> Iterator[Setting]:
    for kind in (ServiceSettings, FilesSettings, EsiaSettings, MigrationSettings, GatewaySettings):
        yield from (what for _, what in environment.declared(kind) if isinstance(what, Setting))


def _default(one: Setting) -> str:
    if one.default is environment.REQUIRED:
        return "required"
    if isinstance(one.default, bool):
        return "`yes`" if one.default else "`no`"
    return f"`{one.default}`" if one.default else "none"


if __name__ == "__main__":
    sys.stdout.write(table() + "\n")
