"""What is sealed opens only where and by whom it was meant to."""

from __future__ import annotations

import pytest
from cryptography.exceptions import InvalidTag

from kernel.sealing import NoKey, Sealer

OLD, NEW = bytes(range(32)), bytes(range(1, 33))
PLAIN = "АБ 7718293".encode()


def test_what_is_sealed_opens_again() -> None:
    sealer = Sealer([OLD], "nmo.credits")

    assert sealer.open(sealer.seal(PLAIN, "cycle:1"), "cycle:1") == PLAIN


def test_what_is_sealed_tells_nothing() -> None:
    sealer = Sealer([OLD], "nmo.credits")

    assert PLAIN not in sealer.seal(PLAIN, "cycle:1")
    assert sealer.seal(PLAIN, "cycle:1") != sealer.seal(PLAIN, "cycle:1")


def test_what_is_moved_to_another_row_does_not_open() -> None:
    sealer = Sealer([OLD], "nmo.credits")

    with pytest.raises(InvalidTag):
        sealer.open(sealer.seal(PLAIN, "cycle:1"), "cycle:2")


def test_what_is_sealed_for_one_purpose_opens_for_no_other() -> None:
    sealed = Sealer([OLD], "nmo.credits").seal(PLAIN, "cycle:1")

    with pytest.raises(NoKey):
        Sealer([OLD], "nmo.portfolio").open(sealed, "cycle:1")


def test_a_new_key_leaves_the_old_values_open() -> None:
    sealed = Sealer([OLD], "nmo.credits").seal(PLAIN, "cycle:1")

    assert Sealer([NEW, OLD], "nmo.credits").open(sealed, "cycle:1") == PLAIN


def test_a_key_that_has_gone_opens_nothing() -> None:
    sealed = Sealer([OLD], "nmo.credits").seal(PLAIN, "cycle:1")

    with pytest.raises(NoKey):
        Sealer([NEW], "nmo.credits").open(sealed, "cycle:1")


def test_without_a_key_nothing_is_sealed() -> None:
    with pytest.raises(NoKey):
        Sealer([], "nmo.credits")
