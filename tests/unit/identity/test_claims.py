"""What an id_token must claim to be believed, and how far ЕСИА vouches for whom it is about."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from contracts.identity.accounts import Trust
from contracts.identity.esia import IdTokenRefused
from services.identity.channels.esia import ISSUER
from services.identity.domain.claims import Expected, check, subject_of, trust_of

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
AT = int(NOW.timestamp())
EXPECTED = Expected(issuer=ISSUER, client_id="NMO", nonce="n-1")


def claims(**changed: Any) -> dict[str, Any]:
    """As ЕСИА writes them; what is set to `...` is left out."""
    said = {
        "iss": "http://esia.gosuslugi.ru/",
        "aud": "NMO",
        "sub": 1000299654,
        "iat": AT,
        "nbf": AT,
        "exp": AT + 3600,
        "nonce": "n-1",
        "urn:esia:sbj": {
            "urn:esia:sbj:typ": "P",
            "urn:esia:sbj:oid": 1000299654,
            "urn:esia:sbj:nam": "OID.1000299654",
            "urn:esia:sbj:is_tru": True,
            "urn:esia:sbj:lvl": "PR",
        },
        **changed,
    }
    return {name: claim for name, claim in said.items() if claim is not ...}


def reason_against(**changed: Any) -> str:
    with pytest.raises(IdTokenRefused) as refusal:
        check(claims(**changed), EXPECTED, NOW)
    return refusal.value.details["reason"]


@pytest.mark.parametrize("issuer", ["http://esia.gosuslugi.ru/", "https://esia.gosuslugi.ru/"])
def test_the_issuer_is_esia_with_or_without_tls(issuer: str) -> None:
    check(claims(iss=issuer), EXPECTED, NOW)


@pytest.mark.parametrize(
    "issuer",
    [
        "https://esia.gosuslugi.ru", "https://esia.gosuslugi.ru.evil.example/", "https://esiaXgosuslugi.ru/",
        "x https://esia.gosuslugi.ru/", "https://esia.gosuslugi.ru/\n", "", None, ...,
    ],
)  # fmt: skip
def test_no_other_issuer_is_believed(issuer: Any) -> None:
    assert reason_against(iss=issuer) == "issuer"


@pytest.mark.parametrize("audience", ["OTHER", ["OTHER"], ["NMO", "OTHER"], [], None, ...])
def test_a_token_for_somebody_else_is_refused(audience: Any) -> None:
    assert reason_against(aud=audience) == "audience"


def test_a_token_for_several_must_be_given_to_us() -> None:
    check(claims(aud=["NMO", "OTHER"], azp="NMO"), EXPECTED, NOW)


@pytest.mark.parametrize("nonce", ["n-2", "", None, ...])
def test_a_token_of_another_request_is_refused(nonce: Any) -> None:
    assert reason_against(nonce=nonce) == "nonce"


def test_where_none_was_sent_none_is_expected() -> None:
    check(claims(nonce=...), replace(EXPECTED, nonce=None), NOW)


@pytest.mark.parametrize(("exp", "is_good"), [(AT + 1, True), (AT - 59, True), (AT - 60, False)])
def test_a_minute_after_its_end_a_token_has_ended(exp: int, is_good: bool) -> None:
    if is_good:
        check(claims(exp=exp), EXPECTED, NOW)
    else:
        assert reason_against(exp=exp) == "expired"


@pytest.mark.parametrize("claim", ["iat", "nbf"])
@pytest.mark.parametrize(("begins", "is_good"), [(AT, True), (AT + 60, True), (AT + 61, False)])
def test_a_minute_before_its_beginning_a_token_has_not_begun(claim: str, begins: int, is_good: bool) -> None:
    if is_good:
        check(claims(**{claim: begins}), EXPECTED, NOW)
    else:
        assert reason_against(**{claim: begins}) == "not_yet"


@pytest.mark.parametrize("instant", ["1", 1.5, True, None, ...])
def test_an_instant_is_whole_seconds(instant: Any) -> None:
    assert reason_against(exp=instant) == "expired"
    assert reason_against(iat=instant) == "not_yet"


@pytest.mark.parametrize("subject", ["", "a b", "x" * 256, "я", ...])
def test_a_token_about_nobody_is_refused(subject: Any) -> None:
    assert reason_against(sub=subject) == "subject"


def test_the_subject_is_the_oid() -> None:
    assert subject_of(claims()).oid == "1000299654"


@pytest.mark.parametrize(
    "said",
    [
        ..., None, [], {},
        {"urn:esia:sbj:typ": "O", "urn:esia:sbj:oid": 1000299654},
        {"urn:esia:sbj:typ": "P", "urn:esia:sbj:oid": 1},
    ],
)  # fmt: skip
def test_a_subject_that_is_no_person_or_another_one_is_refused(said: Any) -> None:
    with pytest.raises(IdTokenRefused):
        subject_of(claims(**{"urn:esia:sbj": said}))


@pytest.mark.parametrize(
    ("is_trusted", "level", "trust"),
    [
        (True, "PR", Trust.CONFIRMED),
        (True, None, Trust.CONFIRMED),
        (None, "PR", Trust.CONFIRMED),
        (None, "P", Trust.UNCONFIRMED),
        (True, "P", Trust.UNCONFIRMED),
        (None, None, Trust.UNCONFIRMED),
        (False, "PR", Trust.UNCONFIRMED),
        ("true", None, Trust.UNCONFIRMED),
        (None, "KD", Trust.CHILD),
        (True, "KD", Trust.CHILD),
    ],
)
def test_trust_is_what_both_marks_say(is_trusted: object, level: object, trust: Trust) -> None:
    """`is_tru` is absent unless the account is confirmed; `lvl` is PR, P or KD."""
    assert trust_of(is_trusted, level) is trust
