"""Logging in as somebody of the demo, with the second factor where the role demands one.

    account = {"login": "…", "password": "…", "totp": "…"}     as demo.json tells it
    token = enter(Api(http), account).access_token

Whoever has logged in before in this process only renews the session: the password of an
app is good once, and there is a new one every thirty seconds.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar

import pyotp

from contracts.identity import factors, second_factor, sessions
from contracts.identity.sessions import FactorMethod, Tokens
from deploy.seed.api import Api, Refused
from kernel import wire
from kernel.messages import Nothing

R = TypeVar("R")

STEP = 30  # seconds
WINDOW = (0, 1, -1)  # steps around the present one that are taken
PATIENCE = 4  # steps to wait for: others who know the secret may have been there before
_lately: dict[tuple[str, str], Tokens] = {}
_turn = threading.Lock()


def enter(anyone: Api, account: Mapping[str, str]) -> Tokens:
    """The tokens of somebody who has logged in. Raises: Refused."""
    who = (anyone.address, account["login"])
    with _turn:
        known = _lately.get(who)
        _lately[who] = (_renewed(anyone, known) if known else None) or _logged_in(anyone, account)
        return _lately[who]


def step_up(member: Api, totp: str) -> str:
    """A token of the same session with which one may sign and decide for a while."""

    def show(code: str) -> second_factor.SteppedUp:
        return member.call(second_factor.step_up, second_factor.StepUp(method=FactorMethod.TOTP, code=code))

    return _shown(totp, show).access_token


def enrol(member: Api) -> str:
    """Enrol an app; its secret. The next token of the session has the roles that were withheld."""
    secret = member.call(factors.enrol_totp, Nothing()).secret
    member.call(factors.confirm_totp, factors.ConfirmTotp(code=pyotp.TOTP(secret).now()))
    return secret


def _renewed(anyone: Api, known: Tokens) -> Tokens | None:
    try:
        return anyone.call(sessions.refresh, sessions.Refresh(refresh_token=known.refresh_token))
    except Refused:
        return None  # ended meanwhile


def _logged_in(anyone: Api, account: Mapping[str, str]) -> Tokens:
    command = sessions.LogIn(login=account["login"], password=account["password"], device="Demo")
    answer = anyone.call(sessions.log_in, command)
    if answer.challenge is None:
        return wire.load(Tokens, wire.dump(answer))
    challenge = answer.challenge.challenge

    def show(code: str) -> Tokens:
        shown = second_factor.FinishLogIn(challenge=challenge, method=FactorMethod.TOTP, code=code)
        return anyone.call(second_factor.finish_log_in, shown)

    return _shown(account["totp"], show)


def _shown(totp: str, show: Callable[[str], R]) -> R:
    """What `show` gives for a password that nobody has used yet."""
    for code in _codes(pyotp.TOTP(totp)):
        try:
            return show(code)
        except Refused as refused:
            if refused.code != second_factor.CodeUsed.__name__:
                raise
    raise Refused(second_factor.CodeUsed.__name__, {})


def _codes(app: pyotp.TOTP) -> Iterator[str]:
    """The passwords that are good now, then each of the next ones as soon as it is."""
    begun = int(time.time()) // STEP
    for ahead in WINDOW:
        yield app.generate_otp(begun + ahead)
    for step in range(begun + 1, begun + 1 + PATIENCE):
        time.sleep(max(0, step * STEP - time.time() + 0.1))
        yield app.generate_otp(step + 1)
