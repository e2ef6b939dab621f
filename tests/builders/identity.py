"""Persons as they register, and a telephone that keeps what it is sent."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path
from typing import Any, TypeVar

import sqlalchemy as sa

from contracts.identity.accounts import ConfirmPhone, Register, Registration, Trust
from contracts.identity.organisations import CreateOrganisation, OrganisationKind
from contracts.identity.passports import StatePassport
from contracts.identity.sessions import LogIn, LogInAnswer
from contracts.notifications.codes import CodeStatus, SendCode, SendEmailCode
from kernel.database import Database
from kernel.identifiers import (
    DepartmentCode,
    Email,
    Ogrn,
    OrganisationInn,
    PassportNumber,
    PassportSeries,
    PersonInn,
    Phone,
    Snils,
)
from kernel.machinery import outbox
from kernel.messages import Caller, Operation, Unavailable
from kernel.reference import read
from kernel.values import PersonId
from services.identity import tables
from services.identity.domain.personal import Personal
from services.identity.domain.registry import Identified, RegistryPerson
from services.identity.reference import PolicyRow, law_of
from services.identity.store import people
from services.identity.usecases import linking, reaching, registration, sessions
from services.identity.vault.sealing import Vault
from services.identity.vault.tokens import Mint

Q = TypeVar("Q")
R = TypeVar("R")

DATA = Path(__file__).parents[2] / "data"
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)
PASSWORD = "синий-трамвай-едет-1927"
# Who has not logged in.
NOBODY = Caller(process="gateway")
# What is loaded with the schema, and stays.
REFERENCE = {
    tables.consent_texts.name,
    tables.module_terms.name,
    tables.places.name,
    tables.policies.name,
    tables.posts.name,
    tables.specialities.name,
}
NEW_KEY, OLD_KEY = bytes(range(32)), bytes(range(100, 132))

# What holds while tests run.
LAW = law_of(read(DATA / "identity_policies.csv", PolicyRow), TODAY)

_serial = count(1)


def a_snils(serial: int) -> Snils:
    """A valid number made from `serial`, up to 999,999."""
    digits = f"112{serial:06}"
    control = sum(int(digit) * (9 - place) for place, digit in enumerate(digits)) % 101 % 100
    return Snils(f"{digits}{control:02}")


def an_inn(serial: int) -> PersonInn:
    """A valid number made from `serial`, up to 999,999."""
    digits = f"5001{serial:06}"
    for weights in ((7, 2, 4, 10, 3, 5, 9, 4, 6, 8), (3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8)):
        total = sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=True))
        digits += str(total % 11 % 10)
    return PersonInn(digits)


def a_registration(**changed: Any) -> Register:
    """The data of a person nobody else is."""
    serial = next(_serial)
    usual = Register(
        surname="Водкина",
        name="Алёна",
        patronymic="Игоревна",
        birth_date=date(1984, 2, 29),
        snils=a_snils(serial),
        inn=an_inn(serial),
        phone=Phone(f"+7900{serial:07}"),
        email=Email(f"person{serial}@example.ru"),
        password=PASSWORD,
    )
    return replace(usual, **changed)


def a_passport(**changed: Any) -> StatePassport:
    """Of somebody born in 1984, who took it at 20."""
    usual = StatePassport(
        series=PassportSeries("4508"),
        number=PassportNumber("123456"),
        issued_on=date(2008, 5, 20),
        issued_by="ОВД «Тверской» г. Москвы",
        department=DepartmentCode("770001"),
    )
    return replace(usual, **changed)


def personal_of(command: Register) -> Personal:
    return Personal(
        surname=command.surname,
        name=command.name,
        patronymic=command.patronymic,
        birth_date=command.birth_date,
        snils=command.snils,
        inn=command.inn,
        phone=command.phone,
        email=command.email,
    )


def an_organisation(
    kind: OrganisationKind = OrganisationKind.PROVIDER, inn: str = "7707083893"
) -> CreateOrganisation:
    return CreateOrganisation(
        name="Учебный центр",
        kind=kind,
        inn=OrganisationInn(inn),
        ogrn=Ogrn("1027700132195"),
        kpp="773601001",
    )


class Telephone:
    """Stands where the notifications service answers: it keeps what is sent, or is out of reach."""

    def __init__(self) -> None:
        self.codes: list[str] = []
        self.sent: list[object] = []
        self.reachable = True

    def call(self, operation: Operation[Q, R], command: Q) -> R:
        if not self.reachable:
            raise Unavailable(service=operation.service)
        self.sent.append(command)
        if isinstance(command, SendCode | SendEmailCode):
            self.codes.append(command.code)
            return operation.gives(status=CodeStatus.SENT)
        return operation.gives()

    def tell(self, operation: Operation[Q, R], command: Q) -> None:
        with suppress(Unavailable):
            self.call(operation, command)

    @property
    def last(self) -> str:
        return self.codes[-1]

    def wrong(self) -> str:
        """A code that was never sent."""
        return next(code for code in (f"{n:06}" for n in count()) if code not in self.codes)


def a_vault(*keys: bytes) -> Vault:
    return Vault(keys or (NEW_KEY,))


def registered(database: Database, vault: Vault, command: Register) -> Registration:
    """A person who has registered and proved the phone."""
    telephone = Telephone()
    begun = registration.register(database, vault, telephone, command)
    return registration.confirm_phone(
        database, vault, ConfirmPhone(person_id=begun.person_id, code=telephone.last)
    )


def prove_email(database: Database, vault: Vault, command: Register) -> None:
    """As if a code had come back from the address that a person typed."""
    with database.transaction() as session:
        person = sessions.by_login(session, vault, str(command.phone))
        assert person
        reaching.hold_email(session, vault, person, NOW)


def an_active_person(database: Database, vault: Vault, **changed: Any) -> PersonId:
    return registered(database, vault, a_registration(**changed)).person_id


def linked(database: Database, vault: Vault, person_id: PersonId, **told: Any) -> None:
    """Link an account to Госуслуги, who tell its СНИЛС and what else is `told`."""
    with database.transaction() as session:
        person = people.locked(session, person_id)
        snils = vault.open_personal(person_id, person.sealed).snils
        said = RegistryPerson(oid=str(person_id), trust=Trust.CONFIRMED, **{"snils": snils, **told})
        linking.make(session, vault, person, Identified(person=said, refresh_token=None), NOW)


def logged_in(
    database: Database, mint: Mint, login: object, password: str = PASSWORD, device: str | None = None
) -> LogInAnswer:
    """What a person is answered who logs in."""
    command = LogIn(login=str(login), password=password, device=device)
    return sessions.log_in(database, mint, NOBODY, command)


def announced(database: Database, name: str) -> list[dict[str, Any]]:
    """The facts of every event of that name, `identity.role.granted`, in the order of announcement."""
    with database.reading() as session:
        bodies = session.scalars(sa.select(outbox.c.body).order_by(outbox.c.position))
        return [body["data"] for body in bodies if body["type"] == f"ru.nmo.{name}.v1"]
