"""The numbers of applications and protocols: gap-free within a year, with a check digit."""

from stdnum import luhn


def application_number(year: int, position: int) -> str:
    """`НМО-2026-0000123-C`; C is the Luhn digit over year and position."""
    digits = f"{year}{position:07}"
    return f"НМО-{year}-{position:07}-{luhn.calc_check_digit(digits)}"


def protocol_number(year: int, position: int) -> str:
    """`П-2026-000123`."""
    return f"П-{year}-{position:06}"
