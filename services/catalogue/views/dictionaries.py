"""The nomenclature, as others see it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from contracts.catalogue import dictionaries as contract
from contracts.catalogue.registers import ImportRegister


def speciality(record: Any) -> contract.Speciality:
    return contract.Speciality(
        code=record.code,
        name=record.name,
        name_en=record.name_en,
        section=record.section,
        valid_from=record.valid_from,
        valid_before=record.valid_before,
        successor=record.successor,
        source=record.source,
        verified=record.verified,
    )


def nomenclature(on: date, records: Iterable[Any]) -> contract.SpecialityList:
    return contract.SpecialityList(on=on, items=tuple(speciality(record) for record in records))


def published(
    command: ImportRegister, entries: Iterable[Any], at: datetime
) -> contract.NomenclaturePublished:
    return contract.NomenclaturePublished(
        occurred_at=at,
        oid=command.oid,
        version=command.version,
        valid_from=command.valid_from,
        entries=tuple(
            contract.NomenclatureEntry(
                code=entry.code,
                valid_from=entry.valid_from,
                valid_before=entry.valid_before,
                successor=entry.successor,
            )
            for entry in entries
        ),
    )
