"""Names: letters of one script, joined by hyphens, apostrophes and blanks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.identity.domain import names

CYRILLIC = st.text("абвгдеёжзийклмнопрстуфхцчшщъыьэюя", min_size=1, max_size=30)


@pytest.mark.parametrize(
    "name", ["Водкина", "Римский-Корсаков", "Д'Артаньян", "Абд ар-Рахман", "O'Brien", "Ғани"]
)
def test_names_as_people_bear_them_are_taken(name: str) -> None:
    assert names.broken_rule(names.tidy(name)) is None


@pytest.mark.parametrize(
    "name", ["", "-", "-Иван", "Иван-", "Иван1", "Иван\u200bов", "Иван@", "李", "Иван_Иванов"]
)
def test_other_signs_are_refused(name: str) -> None:
    assert names.broken_rule(name) == "name.characters"


@pytest.mark.parametrize("name", ["Ивaнов", "Cаша", "Bодкина"])
def test_a_latin_letter_among_cyrillic_ones_is_refused(name: str) -> None:
    assert names.broken_rule(name) == "name.mixed_scripts"


@pytest.mark.parametrize(
    ("typed", "tidy"),
    [
        ("  Мамин — Сибиряк ", "Мамин-Сибиряк"),
        ("Д’Артаньян", "Д'Артаньян"),
        ("Абд  ар-Рахман", "Абд ар-Рахман"),
    ],
)
def test_a_name_is_kept_with_one_kind_of_hyphen_apostrophe_and_blank(typed: str, tidy: str) -> None:
    assert names.tidy(typed) == tidy


@given(CYRILLIC)
def test_case_blanks_and_the_dots_of_yo_make_no_difference(name: str) -> None:
    assert names.alike(name, f"  {name.upper().replace('Ё', 'Е')} ")


def test_an_absent_patronymic_agrees_only_with_an_absent_one() -> None:
    assert names.alike(None, None)
    assert not names.alike(None, "Игоревна")
