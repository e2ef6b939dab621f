"""The keys of identity are asked for when an unknown one is named, and not more often than need be."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from contracts.identity.sessions import JsonWebKeySet
from gateway.keys import FRESH, PAUSE, Keys
from kernel.messages import Unavailable
from tests.builders.gateway import a_key_set


class Identity:
    """Answers with the keys it holds, when it can be reached."""

    def __init__(self) -> None:
        self.key_set = a_key_set("first")
        self.is_reachable = True
        self.asked = 0
        self.now = 0.0

    def answer(self) -> JsonWebKeySet:
        self.asked += 1
        if not self.is_reachable:
            raise Unavailable(service="identity", reason="deadline")
        return self.key_set

    def keys(self) -> Keys:
        return Keys(self.answer, clock=lambda: self.now)


def test_a_key_is_asked_for_once() -> None:
    identity = Identity()
    keys = identity.keys()

    assert keys.find("first") == keys.find("first") is not None
    assert identity.asked == 1


def test_a_new_key_is_found_as_soon_as_a_token_names_it() -> None:
    identity = Identity()
    keys = identity.keys()
    keys.find("first")
    identity.key_set, identity.now = a_key_set("second"), PAUSE

    assert keys.find("second") is not None


def test_names_made_up_do_not_make_us_ask_again_and_again() -> None:
    identity = Identity()
    keys = identity.keys()

    assert [keys.find(f"made up {number}") for number in range(100)] == [None] * 100
    assert identity.asked == 1


def test_a_withdrawn_key_is_forgotten() -> None:
    identity = Identity()
    keys = identity.keys()
    keys.find("first")
    identity.key_set, identity.now = a_key_set("second"), FRESH

    assert keys.find("first") is None


def test_while_identity_is_away_a_known_key_goes_on_counting() -> None:
    identity = Identity()
    keys = identity.keys()
    keys.find("first")
    identity.is_reachable, identity.now = False, FRESH

    assert keys.find("first") is not None


@pytest.mark.parametrize("later", [0.0, PAUSE / 2, PAUSE])
def test_while_identity_is_away_nobody_is_called_a_stranger(later: float) -> None:
    identity = Identity()
    identity.is_reachable = False
    keys = identity.keys()
    with pytest.raises(Unavailable):
        keys.find("first")
    identity.now = later

    with pytest.raises(Unavailable):
        keys.find("first")


def test_many_who_need_the_same_key_ask_once() -> None:
    identity = Identity()
    everybody_waits = threading.Barrier(8)
    keys = identity.keys()

    def find(_: int) -> bool:
        everybody_waits.wait()
        return keys.find("first") is not None

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(find, range(8)))
    assert identity.asked == 1


def test_keys_of_another_kind_are_not_for_us() -> None:
    identity = Identity()
    [key] = a_key_set("other", Ed25519PrivateKey.generate()).keys
    identity.key_set = JsonWebKeySet(keys=(type(key)(**{**vars(key), "crv": "X25519"}),))

    assert identity.keys().find("other") is None
