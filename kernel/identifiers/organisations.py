"""The numbers by which organisations are known, and the tax number that either has."""

from __future__ import annotations

import re
from dataclasses import dataclass

from stdnum.ru import inn, ogrn

from kernel.values import InvalidValue


@dataclass(frozen=True, slots=True)
class OrganisationInn:
    """The tax number of a legal person (ИНН): ten digits, the last a checksum."""

    digits: str

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[0-9]{10}", self.digits):
            raise InvalidValue("inn.format_organisation")
        if not inn.is_valid(self.digits):
            raise InvalidValue("inn.checksum")

    @classmethod
    def parse(cls, text: str) -> OrganisationInn:
        return cls(text.strip())

    def __str__(self) -> str:
        return self.digits


@dataclass(frozen=True, slots=True)
class Inn:
    """The tax number (ИНН) of a legal person or of an entrepreneur: ten or twelve digits."""

    digits: str

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[0-9]{10}|[0-9]{12}", self.digits):
            raise InvalidValue("inn.format")
        if not inn.is_valid(self.digits):
            raise InvalidValue("inn.checksum")

    @classmethod
    def parse(cls, text: str) -> Inn:
        return cls(text.strip())

    @property
    def masked(self) -> str:
        """An organisation's is public; an entrepreneur's is that of a person."""
        return self.digits if len(self.digits) == 10 else f"********{self.digits[8:]}"

    def __str__(self) -> str:
        return self.digits


@dataclass(frozen=True, slots=True)
class Ogrn:
    """The registration number of a legal person (ОГРН): thirteen digits, the last a checksum."""

    digits: str

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[1-9][0-9]{12}", self.digits):
            raise InvalidValue("ogrn.format")
        if not ogrn.is_valid(self.digits):
            raise InvalidValue("ogrn.checksum")

    @classmethod
    def parse(cls, text: str) -> Ogrn:
        return cls(text.strip())

    def __str__(self) -> str:
        return self.digits


@dataclass(frozen=True, slots=True)
class Kpp:
    """The reason code of a tax registration (КПП): nine symbols, no checksum."""

    symbols: str

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[0-9]{4}[0-9A-Z]{2}[0-9]{3}", self.symbols):
            raise InvalidValue("kpp.format")

    @classmethod
    def parse(cls, text: str) -> Kpp:
        return cls(text.strip())

    def __str__(self) -> str:
        return self.symbols


@dataclass(frozen=True, slots=True)
class Oid:
    """An object identifier, as the dictionaries of healthcare number organisations: `1.2.643.5.1.13…`."""

    arcs: str

    def __post_init__(self) -> None:
        if len(self.arcs) > 128 or not re.fullmatch(r"[0-2](\.(0|[1-9][0-9]*))+", self.arcs):
            raise InvalidValue("oid.format")

    @classmethod
    def parse(cls, text: str) -> Oid:
        return cls(text.strip())

    def __str__(self) -> str:
        return self.arcs
