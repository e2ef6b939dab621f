"""The people of the demo: registered as people are, with a password of this installation."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

import httpx

from contracts.identity import accounts
from deploy.seed.api import Api, Refused
from deploy.seed.entrance import enter
from kernel.identifiers import Email, PersonInn, Phone, Snils
from kernel.messages import Nothing
from kernel.values import PersonId, Role


class NoCode(Exception):
    """The SMS emulator has no code for a phone: notifications could not send one."""


@dataclass(frozen=True, kw_only=True)
class Person:
    """One row of `demo_people.csv`. organisation: the code of the one that the person acts for."""

    role: Role
    surname: str
    name: str
    patronymic: str
    birth_date: date
    snils: Snils
    inn: PersonInn
    phone: Phone
    email: Email
    organisation: str | None

    def registers_with(self, password: str) -> accounts.Register:
        return accounts.Register(
            surname=self.surname,
            name=self.name,
            patronymic=self.patronymic,
            birth_date=self.birth_date,
            snils=self.snils,
            inn=self.inn,
            phone=self.phone,
            email=self.email,
            password=password,
        )


@dataclass(frozen=True, kw_only=True)
class Member:
    """A person who has logged in."""

    api: Api
    profile: accounts.Profile

    @property
    def lacks_second_factor(self) -> bool:
        """Whether a role demands one, and is withheld until it is enrolled."""
        return any(step.name == "second_factor" and not step.done for step in self.profile.onboarding)


def register(
    api: Api, person: Person, password: str, code_sent_to: Callable[[Phone], str]
) -> PersonId | None:
    """Open the account and prove its phone. Gives nothing if that has been done before.

    code_sent_to: reads the last code that a phone has received.
    """
    opened = api.call(accounts.register, person.registers_with(password))
    if opened.delivery is None:
        return None  # the last code went there a moment ago, for the account that there is
    code = code_sent_to(person.phone)
    try:
        api.call(accounts.confirm_phone, accounts.ConfirmPhone(person_id=opened.person_id, code=code))
    except Refused as refused:
        if refused.code != accounts.AlreadyRegistered.__name__:
            raise
        return None
    return opened.person_id


def log_in(api: Api, account: Mapping[str, str]) -> Member:
    """account: login, password and, where one is enrolled, the secret of the app."""
    member = api.of(enter(api, account).access_token)
    return Member(api=member, profile=member.call(accounts.my_profile, Nothing()))


def codes_of(emulator: str) -> Callable[[Phone], str]:
    """Reads codes from the SMS emulator at the address `emulator`."""

    def code_sent_to(phone: Phone) -> str:
        answer = httpx.get(f"{emulator}/messages", params={"to": str(phone)})
        texts = (message["text"] for message in answer.raise_for_status().json()["messages"])
        codes = (found[0] for text in texts if (found := re.search(r"\b\d{6}\b", text)))
        code: str | None = next(codes, None)
        if code is None:
            raise NoCode(f"No code has reached {phone.masked}")
        return code

    return code_sent_to
