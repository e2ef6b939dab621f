"""Who asks: specialists with a cycle and some credits, and an administrator who awards them."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any

from contracts.catalogue.activities import ActivityKind
from contracts.credits import cycles, ledger
from contracts.identity import accounts, sessions
from deploy.demo.newcomer import a_newcomer
from deploy.seed.api import Api
from deploy.seed.entrance import enter
from deploy.seed.people import codes_of
from kernel import clock, wire
from kernel.values import ActivityId, Credits, PersonId, new_id

SPECIALITY = "terapiya"
AT_ONCE = 4


@dataclass(frozen=True, kw_only=True)
class Member:
    """Somebody who can log in, and has."""

    command: sessions.LogIn
    person_id: PersonId
    token: str
    refresh_token: str


def administrator(anyone: Api, demo: dict[str, Any]) -> str:
    """A token of somebody who may award."""
    account = next(one for one in demo["accounts"] if one["role"] == "administrator")
    return enter(anyone, account).access_token


def specialists(anyone: Api, demo: dict[str, Any], by: str, count: int) -> Sequence[Member]:
    """Invite specialists whom nobody has met before. by: the token of who awards their first credits."""
    join = partial(_join, anyone, by, demo["sms"])
    with ThreadPoolExecutor(AT_ONCE) as workers:
        return list(workers.map(lambda _: join(), range(count)))


def again(anyone: Api, command: sessions.LogIn) -> Member:
    """The same person in a session of its own. Raises: RuntimeError -- a second factor is asked for."""
    opened = anyone.call(sessions.log_in, command)
    if opened.access_token is None or opened.refresh_token is None:
        raise RuntimeError(f"{command.login} cannot log in with a password alone")
    return Member(
        command=command,
        person_id=opened.person_id,
        token=opened.access_token,
        refresh_token=opened.refresh_token,
    )


def an_award(person_id: PersonId) -> ledger.AwardCredits:
    """Of an activity that nobody has been credited for."""
    return ledger.AwardCredits(
        person_id=person_id,
        speciality=SPECIALITY,
        activity_id=ActivityId(new_id()),
        kind=ActivityKind.PROGRAMME,
        title="Актуальные вопросы терапии",
        credits=Credits.of(1),
        completed_on=clock.today(),
        reason="Измерение производительности",
    )


def _join(anyone: Api, by: str, sms: str) -> Member:
    newcomer = a_newcomer()
    registration = wire.load(accounts.Register, newcomer.registration)
    opened = anyone.call(accounts.register, registration)
    code = codes_of(sms)(registration.phone)
    anyone.call(accounts.confirm_phone, accounts.ConfirmPhone(person_id=opened.person_id, code=code))
    member = again(anyone, sessions.LogIn(login=newcomer.phone, password=newcomer.password))
    anyone.of(member.token).call(cycles.open_cycle, _a_cycle())
    anyone.of(by).call(ledger.award, an_award(member.person_id))
    return member


def _a_cycle() -> cycles.OpenCycle:
    return cycles.OpenCycle(
        speciality=SPECIALITY,
        basis=cycles.BasisKind.REGISTER_EXTRACT,
        basis_issued_on=clock.today() - timedelta(days=1600),
    )
