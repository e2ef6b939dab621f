"""The settings of logging in elsewhere: all of them or none, each of its kind."""

from __future__ import annotations

from pathlib import Path

import pytest

from kernel.settings import EsiaSettings, ServiceSettings, WrongSettings, read

JUST_ENOUGH = {
    "NMO_ESIA_URL": "https://esia.example/",
    "NMO_ESIA_CLIENT_ID": "NMO",
    "NMO_ESIA_RETURN_URLS": "https://nmo.example/login https://nmo.example/me/",
}


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    """Just enough for a service without them."""
    return {
        "NMO_BROKER_URL": "amqp://127.0.0.1/nmo",
        "NMO_DATABASE_URL": "postgresql://127.0.0.1/identity",
        "NMO_SIGNING_KEY": "-----BEGIN PRIVATE KEY-----",
        "NMO_TRUSTED_KEYS": str(tmp_path),
        "NMO_PUBLIC_URL": "https://nmo.example",
    }


def esia(environ: dict[str, str], **more: str) -> EsiaSettings:
    told = read(ServiceSettings, environ | JUST_ENOUGH | more, process="identity").esia
    assert told is not None
    return told


def problems(environ: dict[str, str]) -> list[str]:
    with pytest.raises(WrongSettings) as refused:
        read(ServiceSettings, environ, process="identity")
    return refused.value.problems


def test_without_them_there_is_nothing_set_up(environ: dict[str, str]) -> None:
    assert read(ServiceSettings, environ, process="identity").esia is None


def test_empty_ones_are_none(environ: dict[str, str]) -> None:
    empty = dict.fromkeys((*JUST_ENOUGH, "NMO_ESIA_PKCE", "NMO_ESIA_KEY_FILE"), "")

    assert read(ServiceSettings, environ | empty, process="identity").esia is None


def test_some_of_them_are_too_few(environ: dict[str, str]) -> None:
    assert problems(environ | {"NMO_ESIA_CLIENT_ID": "NMO"}) == [
        "NMO_ESIA_URL is missing",
        "NMO_ESIA_RETURN_URLS is missing",
    ]


def test_pages_to_return_to_are_kept_to_the_letter(environ: dict[str, str]) -> None:
    assert esia(environ).return_urls == ("https://nmo.example/login", "https://nmo.example/me/")


def test_the_pattern_of_an_issuer_is_read(environ: dict[str, str]) -> None:
    told = esia(environ, NMO_ESIA_ISSUER=r"https://esia\.example/")

    assert told.issuer is not None
    assert told.issuer.fullmatch("https://esia.example/")


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("NMO_ESIA_ISSUER", "(", "must be a regular expression"),
        ("NMO_ESIA_PROTOCOL", "saml", "must be one of esia, oidc"),
        ("NMO_ESIA_ACCESS_TYPE", "always", "must be one of online, offline"),
        ("NMO_ESIA_PKCE", "true", "must be yes or no"),
        ("NMO_ESIA_CERTIFICATE", "/nowhere.crt", "must be a file, which /nowhere.crt is not"),
        ("NMO_ESIA_RETURN_URLS", "javascript:1", "must be a URL that begins with http:// or https://"),
    ],
)
def test_a_wrong_one_is_named(environ: dict[str, str], name: str, text: str, expected: str) -> None:
    assert problems(environ | JUST_ENOUGH | {name: text}) == [f"{name} {expected}"]


def test_nobody_sees_the_key(environ: dict[str, str]) -> None:
    told = esia(environ, NMO_ESIA_KEY="-----BEGIN PRIVATE KEY-----hush", NMO_ESIA_CLIENT_SECRET="hush")

    assert "hush" not in repr(told)
