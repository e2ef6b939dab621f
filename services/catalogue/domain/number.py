"""The number by which an approved activity is known."""

from __future__ import annotations

import re
from dataclasses import dataclass

from stdnum.iso7064 import mod_11_10

from kernel.values import InvalidValue


@dataclass(frozen=True, slots=True)
class RegistryNumber:
    """`НМО-2026-000123-7`: the year of approval, the place in it without gaps, a check digit.

    The check digit (ISO 7064, MOD 11,10, over year and place) reveals every single
    wrong digit and nearly every swap of neighbours.
    """

    year: int
    place: int

    def __post_init__(self) -> None:
        if not 2000 <= self.year <= 9999 or not 1 <= self.place <= 999_999:
            raise InvalidValue("registry_number.range")

    @classmethod
    def parse(cls, text: str) -> RegistryNumber:
        """Read a number as people type it: in any case, with the Latin letters that look the same."""
        typed = text.strip().upper().translate(str.maketrans("HMO", "НМО"))
        parts = re.fullmatch(r"НМО-?([0-9]{4})-?([0-9]{6})-?([0-9])", typed)
        if parts is None:
            raise InvalidValue("registry_number.format")
        number = cls(int(parts[1]), int(parts[2]))
        if parts[3] != number.check_digit:
            raise InvalidValue("registry_number.checksum")
        return number

    @property
    def check_digit(self) -> str:
        digit: str = mod_11_10.calc_check_digit(f"{self.year}{self.place:06}")
        return digit

    def __str__(self) -> str:
        return f"НМО-{self.year}-{self.place:06}-{self.check_digit}"
