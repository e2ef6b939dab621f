"""The key ring: what the first key seals, every ring that holds it opens."""

import pytest
from cryptography.exceptions import InvalidTag
from hypothesis import given
from hypothesis import strategies as st

from kernel.values import PersonId, new_id
from services.identity.vault.sealing import NoKey, Vault
from tests.builders.identity import NEW_KEY, OLD_KEY, a_registration, a_vault, personal_of


@given(st.binary(max_size=500))
def test_what_is_sealed_opens_again(plain: bytes) -> None:
    vault = a_vault()

    assert vault.open(vault.seal(plain, "row"), "row") == plain


def test_personal_data_come_back_as_they_were() -> None:
    vault, person_id, personal = a_vault(), PersonId(new_id()), personal_of(a_registration())

    assert vault.open_personal(person_id, vault.seal_personal(person_id, personal)) == personal


def test_one_value_never_seals_to_the_same_bytes() -> None:
    vault = a_vault()

    assert vault.seal(b"value", "row") != vault.seal(b"value", "row")


def test_a_sealed_value_does_not_open_in_another_row() -> None:
    vault = a_vault()

    with pytest.raises(InvalidTag):
        vault.open(vault.seal(b"value", "row 1"), "row 2")


def test_an_older_key_of_the_ring_still_opens() -> None:
    sealed = a_vault(OLD_KEY).seal(b"value", "row")

    assert a_vault(NEW_KEY, OLD_KEY).open(sealed, "row") == b"value"


def test_a_key_that_has_left_the_ring_opens_nothing() -> None:
    sealed = a_vault(OLD_KEY).seal(b"value", "row")

    with pytest.raises(NoKey):
        a_vault(NEW_KEY).open(sealed, "row")


def test_the_current_key_leaves_its_mark() -> None:
    rotated = a_vault(NEW_KEY, OLD_KEY)

    assert rotated.seal(b"value", "row").startswith(rotated.mark)
    assert not a_vault(OLD_KEY).seal(b"value", "row").startswith(rotated.mark)


def test_digests_made_under_an_older_key_are_still_found() -> None:
    stored = a_vault(OLD_KEY).digest("phone", "+79001234567")

    assert stored in a_vault(NEW_KEY, OLD_KEY).digests("phone", "+79001234567")


def test_equal_texts_of_different_kinds_have_different_digests() -> None:
    vault = a_vault()

    assert vault.digest("snils", "1") != vault.digest("inn", "1")


def test_a_ring_without_keys_is_refused() -> None:
    with pytest.raises(NoKey):
        Vault([])
