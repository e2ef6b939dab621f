"""The numbers by which persons are known, and how they are reached."""

from __future__ import annotations

import re
from dataclasses import dataclass

from stdnum.ru import inn

from kernel.values import InvalidValue


@dataclass(frozen=True, slots=True)
class Snils:
    """The insurance number of a person (СНИЛС): eleven digits, the last two a checksum.

    Numbers up to 001-001-998 carry no checksum.
    Source: the Pension Fund's rule, consultant.ru LAW_124607.
    """

    digits: str

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[0-9]{11}", self.digits):
            raise InvalidValue("snils.format")
        if int(self.digits[:9]) > 1_001_998 and self._control() != int(self.digits[9:]):
            raise InvalidValue("snils.checksum")

    def _control(self) -> int:
        return sum(int(digit) * (9 - place) for place, digit in enumerate(self.digits[:9])) % 101 % 100

    @classmethod
    def parse(cls, text: str) -> Snils:
        """Read `XXX-XXX-XXX YY`; spaces and hyphens are optional."""
        return cls(re.sub(r"[\s\-\u2010-\u2014]", "", text))

    @property
    def masked(self) -> str:
        return f"***-***-{self.digits[6:9]} {self.digits[9:]}"

    def __str__(self) -> str:
        return f"{self.digits[:3]}-{self.digits[3:6]}-{self.digits[6:9]} {self.digits[9:]}"


@dataclass(frozen=True, slots=True)
class PersonInn:
    """The tax number of a person (ИНН): twelve digits, the last two checksums."""

    digits: str

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[0-9]{12}", self.digits):
            raise InvalidValue("inn.format_person")
        if not inn.is_valid(self.digits):
            raise InvalidValue("inn.checksum")

    @classmethod
    def parse(cls, text: str) -> PersonInn:
        return cls(text.strip())

    @property
    def masked(self) -> str:
        return f"********{self.digits[8:]}"

    def __str__(self) -> str:
        return self.digits


@dataclass(frozen=True, slots=True)
class PassportSeries:
    """The series of a passport of a citizen of Russia: four digits, of a region and of a year."""

    digits: str

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[0-9]{4}", self.digits):
            raise InvalidValue("passport.series")

    @classmethod
    def parse(cls, text: str) -> PassportSeries:
        """Read `45 08`; the blank is optional."""
        return cls(re.sub(r"\s", "", text))

    @property
    def masked(self) -> str:
        return "** **"

    def __str__(self) -> str:
        return f"{self.digits[:2]} {self.digits[2:]}"


@dataclass(frozen=True, slots=True)
class PassportNumber:
    """The number of a passport of a citizen of Russia: six digits, no checksum."""

    digits: str

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[0-9]{6}", self.digits):
            raise InvalidValue("passport.number")

    @classmethod
    def parse(cls, text: str) -> PassportNumber:
        return cls(re.sub(r"\s", "", text))

    @property
    def masked(self) -> str:
        return f"****{self.digits[4:]}"

    def __str__(self) -> str:
        return self.digits


@dataclass(frozen=True, slots=True)
class DepartmentCode:
    """The code of the department that issued a passport: `XXX-XXX`."""

    digits: str

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[0-9]{6}", self.digits):
            raise InvalidValue("passport.department")

    @classmethod
    def parse(cls, text: str) -> DepartmentCode:
        """Read `770-001`; the hyphen is optional."""
        return cls(re.sub(r"[\s\-\u2010-\u2014]", "", text))

    def __str__(self) -> str:
        return f"{self.digits[:3]}-{self.digits[3:]}"


@dataclass(frozen=True, slots=True)
class Phone:
    """A Russian mobile number, kept as `+7XXXXXXXXXX`."""

    number: str

    def __post_init__(self) -> None:
        if not re.fullmatch(r"\+7[0-9]{10}", self.number):
            raise InvalidValue("phone.format")

    @classmethod
    def parse(cls, text: str) -> Phone:
        """Read `+7 (900) 000-00-00`, `8 900 000 00 00` and the like."""
        digits = re.sub(r"[\s()\-]", "", text)
        return cls(re.sub(r"^(?:8|7)(?=[0-9]{10}$)", "+7", digits))

    @property
    def masked(self) -> str:
        return f"+7******{self.number[8:]}"

    def __str__(self) -> str:
        return self.number


@dataclass(frozen=True, slots=True)
class Email:
    """An e-mail address, kept in lower case."""

    address: str

    def __post_init__(self) -> None:
        if len(self.address) > 254 or not re.fullmatch(
            r"[^@\s\x00-\x1f]+@[^@\s.]+(\.[^@\s.]+)+", self.address
        ):
            raise InvalidValue("email.format")

    @classmethod
    def parse(cls, text: str) -> Email:
        return cls(text.strip().lower())

    def __str__(self) -> str:
        return self.address
