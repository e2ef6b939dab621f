"""A caller is signed once for several calls, and believed for a moment, not for longer."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from deploy.embedded.keyring import Keyring
from kernel.callers import CallerSigner, CallerVerifier
from kernel.messages import Unauthenticated
from kernel.tokens import BELIEF, REUSE, BelievedTokens, SignedTokens
from tests.builders.requests import a_caller


@pytest.fixture
def signed(tmp_path: Path) -> SignedTokens:
    return SignedTokens(CallerSigner("gateway", Keyring(tmp_path).signing_key("gateway").read_text()))


@pytest.fixture
def believed(tmp_path: Path, signed: SignedTokens) -> BelievedTokens:
    return BelievedTokens(CallerVerifier(Keyring(tmp_path).trusted))


def test_a_signed_caller_is_believed(signed: SignedTokens, believed: BelievedTokens) -> None:
    token = signed.token(a_caller(), "credits.award", time.time() + 5)

    assert believed.caller(token, "credits.award") == a_caller()


def test_a_token_is_used_again_while_it_is_good_for_the_whole_call(signed: SignedTokens) -> None:
    first = signed.token(a_caller(), "credits.award", 1000.0)

    assert signed.token(a_caller(), "credits.award", 1000.0 + REUSE) == first
    assert signed.token(a_caller(), "credits.award", 1000.1 + REUSE) != first


def test_a_token_is_for_one_caller_and_one_operation(signed: SignedTokens) -> None:
    first = signed.token(a_caller(), "credits.award", 1000.0)

    assert signed.token(a_caller(process="other"), "credits.award", 1000.0) is not first
    assert signed.token(a_caller(), "credits.reverse", 1000.0) != first


def test_a_token_believed_for_one_operation_is_not_for_another(
    signed: SignedTokens, believed: BelievedTokens
) -> None:
    token = signed.token(a_caller(), "credits.award", time.time() + 5)
    believed.caller(token, "credits.award")

    with pytest.raises(Unauthenticated):
        believed.caller(token, "credits.reverse")


def test_a_token_that_has_expired_is_not_believed_for_having_been_seen(
    signed: SignedTokens, believed: BelievedTokens, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin, mono = time.time(), time.monotonic()
    token = signed.token(a_caller(), "credits.award", begin)
    believed.caller(token, "credits.award")
    monkeypatch.setattr(time, "time", lambda: begin + 60)
    monkeypatch.setattr(time, "monotonic", lambda: mono + BELIEF + 0.1)

    with pytest.raises(Unauthenticated):
        believed.caller(token, "credits.award")
