"""The demo as a whole: who is in it, in which order it comes about, and where it is written down."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from pathlib import Path

import httpx

from contracts.identity.sessions import LogIn, log_in
from deploy.embedded.keyring import Keyring, write_private
from deploy.seed import administrator
from deploy.seed import people as members
from deploy.seed.activities import activities
from deploy.seed.api import Api, Refused
from deploy.seed.catalogue import Organisation, appoint, publish
from deploy.seed.entrance import enrol
from deploy.seed.people import Member, Person, codes_of, register
from kernel import clock
from kernel.reference import read
from kernel.settings import ServiceSettings
from kernel.values import Role
from services.identity.domain.organisations import AlreadyAppointed
from services.identity.reference import PolicyRow, law_of

DATA = Path(__file__).parents[2] / "data"
AT_ONCE = 4
# Whose roles demand a second factor.
STAFF = law_of(read(DATA / "identity_policies.csv", PolicyRow), clock.today()).two_factor_roles


class Demo:
    """identity: the settings with which the first administrator is appointed."""

    def __init__(self, root: Path, gateway: str, sms: str, identity: ServiceSettings) -> None:
        self._written = root / "demo.json"
        self._keyring = Keyring(root)
        self._gateway, self._sms, self._identity = gateway, sms, identity
        people = read(DATA / "demo_people.csv", Person)
        self._people = sorted(people, key=lambda person: person.role is not Role.ADMINISTRATOR)
        self._organisations = {row.code: row for row in read(DATA / "demo_organisations.csv", Organisation)}

    def provide(self) -> list[dict[str, str]]:
        """Bring about what is missing. Gives the accounts, all of which can log in.

        Raises: Refused -- what stands in the installation contradicts the demo.
        """
        with httpx.Client(base_url=self._gateway, timeout=30) as http:
            anyone = Api(http)
            if not self._is_complete(anyone):
                self._bring_about(anyone)
                self._write()
        return self._accounts()

    def _is_complete(self, anyone: Api) -> bool:
        if not self._written.exists():
            return False
        try:
            return all(self._is_enrolled(anyone, person) for person in self._people if person.role in STAFF)
        except Refused:
            return False

    def _is_enrolled(self, anyone: Api, person: Person) -> bool:
        """Whether the person is asked for the second factor whose secret is kept."""
        account = self._account(person)
        command = LogIn(login=account["login"], password=account["password"])
        return "totp" in account and anyone.call(log_in, command).challenge is not None

    def _bring_about(self, anyone: Api) -> None:
        chief, *others = self._people
        with suppress(AlreadyAppointed):
            administrator.appoint(self._identity, chief.registers_with(self._password(chief)))
        by = self._member(anyone, chief).api
        with ThreadPoolExecutor(AT_ONCE) as workers:
            list(workers.map(partial(self._join, anyone, by), others))
        self._publish(anyone, by)

    def _join(self, anyone: Api, by: Api, person: Person) -> None:
        """Register and appoint a person, unless it has been done."""
        person_id = register(anyone, person, self._password(person), codes_of(self._sms))
        if person_id is None:
            person_id = members.log_in(anyone, self._account(person)).profile.person_id
        organisation = self._organisations[person.organisation] if person.organisation else None
        appoint(by, person, person_id, organisation)
        if person.role in STAFF:
            self._member(anyone, person)

    def _publish(self, anyone: Api, by: Api) -> None:
        offered = activities(DATA, clock.today())
        for person in self._people:
            own = [each for each in offered if each.provider == person.organisation]
            if own:
                publish(by, self._member(anyone, person).api, own)

    def _member(self, anyone: Api, person: Person) -> Member:
        """Somebody in all their roles. A token tells of those held when it was given."""
        member = members.log_in(anyone, self._account(person))
        if member.lacks_second_factor:
            self._keyring.keep(_app_of(person), enrol(member.api))
            member = members.log_in(anyone, self._account(person))
        return member

    def _password(self, person: Person) -> str:
        return self._keyring.password(f"demo-{person.email}")

    def _account(self, person: Person) -> dict[str, str]:
        """totp: the secret of the app that shows the second factor, where a role demands one."""
        account = {
            "role": person.role.value,
            "login": str(person.phone),
            "password": self._password(person),
            "name": " ".join((person.surname, person.name, person.patronymic)),
        }
        secret = self._keyring.kept(_app_of(person))
        return account | ({"totp": secret} if secret else {})

    def _accounts(self) -> list[dict[str, str]]:
        return [self._account(person) for person in self._people]

    def _write(self) -> None:
        told = {"gateway": self._gateway, "sms": self._sms, "accounts": self._accounts()}
        write_private(self._written, json.dumps(told, ensure_ascii=False, indent=2) + "\n")


def _app_of(person: Person) -> str:
    """By which the secret of the person's app is kept."""
    return f"demo-totp-{person.email}"
