"""The persons the emulator knows. None of them lives: their numbers were never given to anybody."""

from __future__ import annotations

import copy
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Persona:
    """title: what the page says of them. level: PR confirmed, P simplified, KD a child."""

    oid: int
    title: str
    level: str
    person: Json
    contacts: list[Json] = field(default_factory=list)
    documents: list[Json] = field(default_factory=list)
    roles: list[Json] = field(default_factory=list)

    @property
    def is_trusted(self) -> bool:
        return self.level == "PR"


def everybody() -> dict[int, Persona]:
    """By oid. Each call gives copies of its own."""
    return {persona.oid: copy.deepcopy(persona) for persona in PERSONAS}


def _contacts(phone: str, email: str) -> list[Json]:
    return [
        {"id": 1, "type": "MBT", "vrfStu": "VERIFIED", "value": phone},
        {"id": 2, "type": "EML", "vrfStu": "VERIFIED", "value": email},
    ]


def _person(names: str, birth_date: str, gender: str, **more: Any) -> Json:
    surname, name, patronymic = names.split()
    return {
        "firstName": name,
        "lastName": surname,
        "middleName": patronymic,
        "birthDate": birth_date,
        "birthPlace": "г. Москва",
        "gender": gender,
        "citizenship": "RUS",
        "updatedOn": 1767225600,
        "status": "REGISTERED",
        "verifying": False,
        **more,
    }


def _organisation(oid: int, name: str, ogrn: str, inn: str, *, chief: bool) -> Json:
    return {
        "oid": oid,
        "type": "LEGAL",
        "fullName": name,
        "ogrn": ogrn,
        "inn": inn,
        "chief": chief,
        "admin": chief,
        "active": True,
    }


PASSPORT = {
    "id": 1,
    "type": "RF_PASSPORT",
    "vrfStu": "VERIFIED",
    "series": "0000",
    "number": "000801",
    "issueDate": "01.02.2010",
    "issueId": "000000",
    "issuedBy": "Отдел, которого нет",
}

PERSONAS = (
    Persona(
        oid=1000000801,
        title="Врач с подтверждённой учётной записью",
        level="PR",
        person=_person(
            "Лазарева Анна Сергеевна", "17.03.1984", "F",
            trusted=True, snils="000-000-801 25", inn="000003008150", rIdDoc=1,
        ),
        contacts=_contacts("+7(000)0000801", "lazareva@example.org"),
        documents=[PASSPORT],
    ),
    Persona(
        oid=1000000802,
        title="Упрощённая учётная запись",
        level="P",
        person=_person("Седов Илья Петрович", "02.11.1991", "M", trusted=False),
        contacts=_contacts("+7(000)0000802", "sedov@example.org")[:1],
    ),
    Persona(
        oid=1000000803,
        title="Ребёнок",
        level="KD",
        person=_person(
            "Лазарева Вера Игоревна", "05.06.2017", "F", trusted=True, snils="000-000-803 27"
        ),
    ),
    Persona(
        oid=1000000804,
        title="Сотрудник двух организаций",
        level="PR",
        person=_person(
            "Громов Олег Викторович", "30.08.1976", "M",
            trusted=True, snils="000-000-804 28", inn="000003008470", rIdDoc=1,
        ),
        contacts=_contacts("+7(000)0000804", "gromov@example.org"),
        roles=[
            _organisation(
                1000000901, "Демонстрационная академия последипломного образования",
                "1000000000010", "0000010016", chief=True,
            ),
            _organisation(
                1000000902, "Организация, которой система не знает",
                "1000000009020", "0000099021", chief=False,
            ),
        ],
    ),
    Persona(
        oid=1000000600,
        title="Человек с ранним СНИЛС, без контрольной суммы",
        level="PR",
        person=_person(
            "Ранний Фёдор Кузьмич", "09.01.1950", "M",
            trusted=True, snils="000-000-600 06", inn="000003006071", rIdDoc=1,
        ),
        contacts=_contacts("+7(000)0000600", "ranny@example.org"),
    ),
)  # fmt: skip
