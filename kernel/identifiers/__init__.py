"""The numbers by which persons and organisations are known, each with its checksum.

Like all values they are valid by construction, read by `parse`, written by `str`.
"""

from kernel.identifiers.organisations import Inn, Kpp, Ogrn, Oid, OrganisationInn
from kernel.identifiers.persons import (
    DepartmentCode,
    Email,
    PassportNumber,
    PassportSeries,
    PersonInn,
    Phone,
    Snils,
)

__all__ = [
    "DepartmentCode",
    "Email",
    "Inn",
    "Kpp",
    "Ogrn",
    "Oid",
    "OrganisationInn",
    "PassportNumber",
    "PassportSeries",
    "PersonInn",
    "Phone",
    "Snils",
]
