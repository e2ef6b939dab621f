"""Passwords: long, not well known, not about oneself. No demand for signs of all kinds."""

import pytest

from kernel.identifiers import Email, Phone
from services.identity.domain.passwords import broken_rules
from services.identity.vault import passwords
from tests.builders.identity import LAW, PASSWORD, a_registration, personal_of

OWNER = personal_of(
    a_registration(
        surname="Щёголева-Корсаков", email=Email("a.petrova@example.ru"), phone=Phone("+79161234567")
    )
)


def broken(password: str) -> list[str]:
    return broken_rules(password, OWNER, LAW.passwords, common=passwords.COMMON)


@pytest.mark.parametrize("password", [PASSWORD, "correct horse battery", "тише едешь дальше", "zL8#kq2!vN4x"])
def test_long_passwords_need_no_signs_of_all_kinds(password: str) -> None:
    assert broken(password) == []


@pytest.mark.parametrize(
    ("password", "rule"),
    [
        ("zL8#kq2!vN4", "password.short"),
        ("длинно" * 50, "password.long"),
        ("аааааааааааабв", "password.monotonous"),
        ("qwertyuiop123", "password.common"),
        ("Password2026!", "password.common"),
        ("!!sunshine!!1", "password.common"),
        ("dragondragondragon", "password.common"),
        ("Щеголева-навсегда", "password.personal"),
        ("корсаков рулит!", "password.personal"),
        ("кот Алёна и мышь", "password.personal"),
        ("petrova forever x", "password.personal"),
        ("звони 1234567 мне", "password.personal"),
    ],
)
def test_a_weak_password_breaks_the_rule_that_names_why(password: str, rule: str) -> None:
    assert rule in broken(password)


def test_all_broken_rules_are_named_at_once() -> None:
    assert broken("qwerty") == ["password.short", "password.common"]


def test_a_password_is_right_for_its_own_hash_only() -> None:
    password_hash = passwords.hashed(PASSWORD)

    assert passwords.is_right(password_hash, PASSWORD)
    assert not passwords.is_right(password_hash, PASSWORD + " ")
    assert not passwords.is_right(None, PASSWORD)


def test_composed_and_decomposed_letters_are_the_same_password() -> None:
    assert passwords.is_right(passwords.hashed("ёлка-ёлка-ёлка"), "ёлка-ёлка-ёлка".replace("ё", "е\u0308"))


def test_hashes_are_made_with_the_parameters_of_owasp() -> None:
    """OWASP Password Storage Cheat Sheet: Argon2id, 19 MiB, 2 iterations, 1 degree of parallelism."""
    assert passwords.hashed(PASSWORD).startswith("$argon2id$v=19$m=19456,t=2,p=1$")
