"""The demo as a whole: who is in it, in which order it comes about, and where it is written down."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from pathlib import Path

import httpx

from deploy.embedded.keyring import Keyring, write_private
from deploy.seed import administrator
from deploy.seed.activities import activities
from deploy.seed.api import Api, Refused
from deploy.seed.catalogue import Organisation, appoint, publish
from deploy.seed.people import Member, Person, codes_of, log_in, register
from kernel import clock
from kernel.reference import read
from kernel.settings import ServiceSettings
from kernel.values import Role
from services.identity.domain.organisations import AlreadyAppointed

DATA = Path(__file__).parents[2] / "data"
AT_ONCE = 4


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
            self._log_in(anyone, self._people[0])
        except Refused:
            return False
        return True

    def _bring_about(self, anyone: Api) -> None:
        chief, *others = self._people
        with suppress(AlreadyAppointed):
            administrator.appoint(self._identity, chief.registers_with(self._password(chief)))
        by = self._log_in(anyone, chief).api
        with ThreadPoolExecutor(AT_ONCE) as workers:
            list(workers.map(partial(self._join, anyone, by), others))
        self._publish(anyone, by)

    def _join(self, anyone: Api, by: Api, person: Person) -> None:
        """Register and appoint a person, unless it has been done."""
        person_id = register(anyone, person, self._password(person), codes_of(self._sms))
        if person_id is None:
            profile = self._log_in(anyone, person).profile
            if person.role in profile.roles:
                return
            person_id = profile.person_id
        organisation = self._organisations[person.organisation] if person.organisation else None
        appoint(by, person, person_id, organisation)

    def _publish(self, anyone: Api, by: Api) -> None:
        offered = activities(DATA, clock.today())
        for person in self._people:
            own = [each for each in offered if each.provider == person.organisation]
            if own:
                publish(by, self._log_in(anyone, person).api, own)

    def _log_in(self, anyone: Api, person: Person) -> Member:
        """A token tells of the roles held when it was given."""
        return log_in(anyone, person, self._password(person))

    def _password(self, person: Person) -> str:
        return self._keyring.password(f"demo-{person.email}")

    def _accounts(self) -> list[dict[str, str]]:
        return [
            {
                "role": person.role.value,
                "login": str(person.email),
                "password": self._password(person),
                "name": " ".join((person.surname, person.name, person.patronymic)),
            }
            for person in self._people
        ]

    def _write(self) -> None:
        told = {"gateway": self._gateway, "sms": self._sms, "accounts": self._accounts()}
        write_private(self._written, json.dumps(told, ensure_ascii=False, indent=2) + "\n")
