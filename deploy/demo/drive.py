"""The steps of the demo, in their order, and the people who take them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import httpx

from deploy.demo.display import Display
from deploy.demo.journey import Journey
from deploy.demo.newcomer import a_newcomer
from deploy.demo.traveller import Traveller

Step = Callable[[Journey], None]

STEPS: tuple[Step, ...] = (
    Journey.register,
    Journey.confirm,
    Journey.log_in,
    Journey.open_cycle,
    Journey.draft,
    Journey.approve,
    Journey.find,
    Journey.enrol,
    Journey.attend,
    Journey.earn,
    Journey.confirm_activity,
    Journey.upload,
    Journey.apply,
    Journey.check,
    Journey.recommend,
    Journey.decide,
    Journey.issue,
    Journey.tell,
    Journey.audit,
)
STAFF = ("provider", "administrator", "reviewer", "commission", "auditor")


def drive(
    told: dict[str, Any], display: Display, *, after: Callable[[Step], None] = lambda step: None
) -> Journey:
    """Take every step against a running suite.

    told: where it is and who its staff are, as `<root>/demo.json` says. after: called behind each step.
    Raises: Failed, httpx.HTTPError -- a step did not end as it should.
    """
    with opened(told, display) as journey:
        for step in STEPS:
            display.step((step.__doc__ or "").strip())
            step(journey)
            after(step)
    return journey


@contextmanager
def opened(told: dict[str, Any], display: Display) -> Iterator[Journey]:
    """A journey that has not begun: the staff logged in, a newcomer at the door."""
    with (
        httpx.Client(base_url=told["gateway"], timeout=30) as http,
        httpx.Client(base_url=told["sms"], timeout=10) as sms,
    ):
        yield _journey(told, display, http, sms)


def _journey(told: dict[str, Any], display: Display, http: httpx.Client, sms: httpx.Client) -> Journey:
    accounts = {account["role"]: account for account in reversed(told["accounts"])}
    staff = {role: Traveller(http, display, role) for role in STAFF}
    for role, traveller in staff.items():
        traveller.log_in(accounts[role])
    return Journey(
        display=display,
        anonymous=Traveller(http, display, "anybody"),
        specialist=Traveller(http, display, "specialist"),
        sms=sms,
        newcomer=a_newcomer(),
        provider=staff["provider"],
        administrator=staff["administrator"],
        reviewer=staff["reviewer"],
        commission=staff["commission"],
        auditor=staff["auditor"],
    )
