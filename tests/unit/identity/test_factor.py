"""The password of an app counts once; a challenge, for minutes and for few wrong answers."""

from __future__ import annotations

from datetime import timedelta

import pytest

from contracts.identity.accounts import CodeExpired, TooManyAttempts, WrongCode
from contracts.identity.second_factor import ChallengeEnded, CodeUsed
from contracts.identity.sessions import FactorMethod
from kernel.values import PersonId, new_id
from services.identity.domain.challenges import ChallengePurpose, PendingChallenge
from services.identity.domain.factors import TotpFactor
from services.identity.domain.resets import Reset
from services.identity.domain.sessions import UserSession
from services.identity.vault import recovery, totp
from tests.builders.identity import LAW, NOW

# RFC 6238, appendix B, for SHA-1, cut to six digits.
RFC_SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
PERSON = PersonId(new_id())


def an_app(*used: int) -> TotpFactor:
    return TotpFactor(person_id=PERSON, sealed_secret=b"", begun_at=NOW, confirmed_at=NOW, used_steps=used)


def a_challenge(purpose: ChallengePurpose = ChallengePurpose.LOG_IN) -> PendingChallenge:
    return PendingChallenge(
        challenge_sha256=b"", purpose=purpose, person_id=PERSON, session_id=new_id(), made_at=NOW
    )


def a_reset(**changed: object) -> Reset:
    usual = {"person_id": PERSON, "login_digest": b"", "code_digest": b"", "issued_at": NOW}
    return Reset(reset_id=new_id(), **{**usual, **changed})


@pytest.mark.parametrize(
    ("seconds", "code"),
    [(59, "287082"), (1111111109, "081804"), (1234567890, "005924"), (20000000000, "353130")],
)
def test_passwords_are_those_of_the_standard(seconds: int, code: str) -> None:
    at = NOW + timedelta(seconds=seconds - NOW.timestamp())

    assert totp.step_of(RFC_SECRET, code, at, LAW.factors) == totp.step_at(at) == seconds // 30


def test_a_step_counts_once() -> None:
    app = an_app()
    app.use(100, present=100, law=LAW.factors)

    with pytest.raises(CodeUsed):
        app.use(100, present=101, law=LAW.factors)


def test_the_steps_beside_it_still_count() -> None:
    app = an_app(100)

    for step in (99, 101):
        app.use(step, present=100, law=LAW.factors)

    assert set(app.used_steps) == {99, 100, 101}


def test_steps_that_are_shown_no_more_are_forgotten() -> None:
    app = an_app(10, 11, 99)

    app.use(101, present=100, law=LAW.factors)

    assert app.used_steps == (99, 101)


def test_a_challenge_is_for_what_it_was_given_for() -> None:
    with pytest.raises(ChallengeEnded):
        a_challenge(ChallengePurpose.STEP_UP).check(ChallengePurpose.LOG_IN, NOW, LAW.factors)


def test_a_challenge_ends_with_the_fifth_wrong_answer() -> None:
    challenge = a_challenge()
    for _ in range(4):
        challenge.fail(NOW, LAW.factors)
    challenge.check(ChallengePurpose.LOG_IN, NOW, LAW.factors)

    challenge.fail(NOW, LAW.factors)

    with pytest.raises(ChallengeEnded):
        challenge.check(ChallengePurpose.LOG_IN, NOW, LAW.factors)


def test_a_reset_ends_with_the_fifth_wrong_code_even_for_the_right_one() -> None:
    reset = a_reset()
    wrong = [reset.enter(is_right=False, now=NOW, law=LAW.codes) for _ in range(5)]

    assert [type(refusal) for refusal in wrong] == [WrongCode] * 5
    assert isinstance(reset.enter(is_right=True, now=NOW, law=LAW.codes), TooManyAttempts)


def test_a_reset_of_nobody_has_no_owner() -> None:
    with pytest.raises(CodeExpired):
        _ = a_reset(person_id=None).owner


def test_recovery_codes_are_read_as_people_type_them() -> None:
    code = recovery.new_code()

    assert len(code.replace("-", "")) == 16
    assert recovery.code_sha256(PERSON, f" {code.upper().replace('-', ' ')} ") == recovery.code_sha256(
        PERSON, code
    )
    assert recovery.code_sha256(PersonId(new_id()), code) != recovery.code_sha256(PERSON, code)


@pytest.mark.parametrize(
    ("method", "told"),
    [
        (FactorMethod.TOTP, ("pwd", "otp", "mfa")),
        (FactorMethod.PASSKEY, ("pwd", "hwk", "mfa")),
        (FactorMethod.RECOVERY_CODE, ("pwd", "otp", "mfa")),
    ],
)
def test_a_session_tells_what_was_shown_in_the_words_of_rfc_8176(
    method: FactorMethod, told: tuple[str, ...]
) -> None:
    session = UserSession(
        session_id=new_id(),
        person_id=PERSON,
        sealed_device=None,
        sealed_seed=b"",
        opened_at=NOW,
        renewed_at=NOW,
        methods=("pwd",),
        authenticated_at=NOW,
    )

    for _ in range(2):
        session.show(method, NOW + timedelta(hours=1))

    assert (session.methods, session.authenticated_at) == (told, NOW + timedelta(hours=1))
