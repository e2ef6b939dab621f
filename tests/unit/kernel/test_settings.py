"""A process reads its settings once and names every mistake at once."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest

from kernel import settings
from kernel.settings import GatewaySettings, MigrationSettings, ServiceSettings, WrongSettings, read

PEM = "-----BEGIN PRIVATE KEY-----\nMC4CAQ==\n-----END PRIVATE KEY-----"
KEY = base64.b64encode(b"k" * 32).decode()


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    """Just enough for a service."""
    return {
        "NMO_BROKER_URL": "amqp://credits:hush@127.0.0.1:5672/nmo",
        "NMO_DATABASE_URL": "postgresql://credits:hush@127.0.0.1:5432/credits",
        "NMO_SIGNING_KEY": PEM,
        "NMO_TRUSTED_KEYS": str(tmp_path),
        "NMO_PUBLIC_URL": "https://nmo.example/",
    }


FILES = {
    "NMO_FILES_ENDPOINT": "http://127.0.0.1:9000",
    "NMO_FILES_PUBLIC_ENDPOINT": "https://files.example",
    "NMO_FILES_BUCKET": "documents",
    "NMO_FILES_ACCESS_KEY": "access",
    "NMO_FILES_SECRET_KEY": "hush",
}


def problems(environ: dict[str, str], *needs: str) -> list[str]:
    with pytest.raises(WrongSettings) as refused:
        read(ServiceSettings, environ, needs=frozenset(needs), process="credits")
    return refused.value.problems


def test_settings_are_typed(environ: dict[str, str], tmp_path: Path) -> None:
    given = read(ServiceSettings, environ | {"NMO_WORKERS": "4"}, process="credits")

    assert (given.process, given.workers, given.trusted_keys) == ("credits", 4, tmp_path)


def test_what_is_not_given_has_a_default(environ: dict[str, str]) -> None:
    given = read(ServiceSettings, environ, process="credits")

    assert (given.workers, given.log_level, given.data_keys, given.files) == (10, "INFO", (), None)


def test_every_missing_setting_is_named_at_once() -> None:
    assert problems({}) == [
        "NMO_DATABASE_URL is missing",
        "NMO_BROKER_URL is missing",
        "NMO_SIGNING_KEY is missing",
        "NMO_TRUSTED_KEYS is missing",
        "NMO_PUBLIC_URL is missing",
    ]


@pytest.mark.parametrize(
    ("name", "text", "problem"),
    [
        ("NMO_BROKER_URL", "http://127.0.0.1", "must be a URL that begins with amqp:// or amqps://"),
        ("NMO_DATABASE_URL", "postgresql://", "must be a URL that begins with postgresql://"),
        ("NMO_SIGNING_KEY", "hush", "must be a private key in PEM"),
        ("NMO_TRUSTED_KEYS", "/nowhere", "must be a directory, which /nowhere is not"),
        ("NMO_WORKERS", "0", "must be a whole number from 1 to 1000"),
        ("NMO_WORKERS", "ten", "must be a whole number from 1 to 1000"),
        ("NMO_LOG_LEVEL", "LOUD", "must be one of DEBUG, INFO, WARNING, ERROR"),
        ("NMO_DATA_KEYS", "not base64!", "must be base64, one key a line"),
        ("NMO_DATA_KEYS", "c2hvcnQ=", "must hold keys of 32 bytes each"),
    ],
)
def test_a_wrong_setting_is_told_what_is_expected(
    environ: dict[str, str], name: str, text: str, problem: str
) -> None:
    assert problems(environ | {name: text}) == [f"{name} {problem}"]


def test_missing_and_wrong_are_named_together(environ: dict[str, str]) -> None:
    del environ["NMO_PUBLIC_URL"]

    assert problems(environ | {"NMO_WORKERS": "0"}) == [
        "NMO_PUBLIC_URL is missing",
        "NMO_WORKERS must be a whole number from 1 to 1000",
    ]


def test_a_secret_may_be_in_a_file(environ: dict[str, str], tmp_path: Path) -> None:
    secret = tmp_path / "broker"
    secret.write_text(environ.pop("NMO_BROKER_URL") + "\n", encoding="utf-8")

    given = read(ServiceSettings, environ | {"NMO_BROKER_URL_FILE": str(secret)}, process="credits")

    assert given.broker_url == "amqp://credits:hush@127.0.0.1:5672/nmo"


def test_a_secret_given_twice_is_refused(environ: dict[str, str], tmp_path: Path) -> None:
    assert problems(environ | {"NMO_SIGNING_KEY_FILE": str(tmp_path)}) == [
        "NMO_SIGNING_KEY is given twice, as NMO_SIGNING_KEY and as NMO_SIGNING_KEY_FILE"
    ]


def test_a_file_that_cannot_be_read_is_named(environ: dict[str, str]) -> None:
    del environ["NMO_SIGNING_KEY"]

    assert problems(environ | {"NMO_SIGNING_KEY_FILE": "/nowhere/key"}) == [
        "NMO_SIGNING_KEY cannot be read from /nowhere/key"
    ]


def test_only_secrets_may_be_in_files(environ: dict[str, str], tmp_path: Path) -> None:
    del environ["NMO_PUBLIC_URL"]

    assert problems(environ | {"NMO_PUBLIC_URL_FILE": str(tmp_path)}) == ["NMO_PUBLIC_URL is missing"]


def test_a_service_that_keeps_documents_needs_all_of_their_settings(environ: dict[str, str]) -> None:
    del (some := dict(FILES))["NMO_FILES_BUCKET"]

    assert problems(environ | some, "files") == ["NMO_FILES_BUCKET is missing"]


def test_settings_of_documents_are_checked_where_they_are_not_needed_too(environ: dict[str, str]) -> None:
    wrong = FILES | {"NMO_FILES_ENDPOINT": "127.0.0.1:9000"}

    assert problems(environ | wrong) == [
        "NMO_FILES_ENDPOINT must be a URL that begins with http:// or https://"
    ]


def test_a_service_says_which_optional_settings_it_needs(environ: dict[str, str]) -> None:
    assert problems(environ, "data_keys", "sms_url") == ["NMO_DATA_KEYS is missing", "NMO_SMS_URL is missing"]


def test_the_first_data_key_is_the_current_one(environ: dict[str, str]) -> None:
    older = base64.b64encode(b"o" * 32).decode()

    given = read(ServiceSettings, environ | {"NMO_DATA_KEYS": f"{KEY}\n{older}\n"}, process="identity")

    assert given.data_keys == (b"k" * 32, b"o" * 32)


def test_no_secret_is_ever_shown(environ: dict[str, str]) -> None:
    given = read(ServiceSettings, environ | FILES | {"NMO_DATA_KEYS": KEY}, process="credits")

    assert not [secret for secret in ("hush", "PRIVATE KEY", "k" * 32) if secret in repr(given)]


def test_a_wrong_secret_is_not_shown_either(environ: dict[str, str]) -> None:
    assert "hush" not in str(problems(environ | {"NMO_BROKER_URL": "http://credits:hush@127.0.0.1"}))


def test_the_gateway_needs_no_database(environ: dict[str, str]) -> None:
    del environ["NMO_DATABASE_URL"]

    assert read(GatewaySettings, environ, process="gateway").public_url == "https://nmo.example"


def test_a_migration_needs_only_the_database(environ: dict[str, str]) -> None:
    owner = "postgresql://credits_owner:hush@127.0.0.1:5432/credits"
    only = {"NMO_DATABASE_URL": environ["NMO_DATABASE_URL"], "NMO_DATABASE_OWNER_URL": owner}

    assert read(MigrationSettings, only).database_owner_url == owner


@pytest.mark.parametrize("name", ["NMO_BROKER_URL", "NMO_FILES_BUCKET", "NMO_DATABASE_OWNER_URL"])
def test_every_setting_is_documented(name: str) -> None:
    assert f"| `{name}`" in settings.table()


def test_the_documentation_shows_the_settings_as_they_are() -> None:
    documented = (Path(settings.__file__).parents[1] / "docs" / "settings.md").read_text(encoding="utf-8")

    assert settings.table() in documented
