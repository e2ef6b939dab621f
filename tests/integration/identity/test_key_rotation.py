"""The keys of access tokens change by themselves, and nobody is logged out by it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from kernel import clock
from kernel.database import Database
from services.identity.domain.signing import HASTENED_BY
from services.identity.usecases.keys import in_force, jwks, replace_key, rotate_keys
from services.identity.vault.tokens import Mint
from tests.builders.identity import NOW
from tests.integration.identity.simultaneously import simultaneously

MONTH = timedelta(days=30)


def kids(database: Database, mint: Mint) -> list[str]:
    return [key.kid for key in jwks(database, mint).keys]


def test_two_keys_are_published_from_the_beginning(database: Database, mint: Mint) -> None:
    assert len(kids(database, mint)) == 2
    assert {(key.kty, key.crv, key.use, key.alg) for key in jwks(database, mint).keys} == {
        ("OKP", "Ed25519", "sig", "EdDSA")
    }


def test_rotating_again_changes_nothing_until_a_key_is_due(database: Database, mint: Mint) -> None:
    rotate_keys(database, mint)
    before = kids(database, mint)

    with clock.freeze(NOW + MONTH - timedelta(seconds=1)):
        rotate_keys(database, mint)

    assert kids(database, mint) == before


def test_the_next_key_is_known_before_it_signs_and_the_last_one_while_its_tokens_live(
    database: Database, mint: Mint
) -> None:
    rotate_keys(database, mint)
    first, second = kids(database, mint)

    with clock.freeze(NOW + MONTH):
        rotate_keys(database, mint)

    assert kids(database, mint)[:2] == [first, second]
    assert len(kids(database, mint)) == 3


def test_a_key_no_living_token_needs_is_dropped(database: Database, mint: Mint) -> None:
    rotate_keys(database, mint)
    _, second = kids(database, mint)

    with clock.freeze(NOW + MONTH + timedelta(hours=1)):
        rotate_keys(database, mint)

    assert kids(database, mint)[0] == second
    assert len(kids(database, mint)) == 2


def test_ten_simultaneous_rotations_are_one(database: Database, mint: Mint) -> None:
    simultaneously(10, lambda: rotate_keys(database, mint))

    assert len(kids(database, mint)) == 2


def test_private_keys_are_sealed(
    database: Database, mint: Mint, rows: Callable[[str], list[dict[str, object]]]
) -> None:
    rotate_keys(database, mint)

    for row in rows("signing_keys"):
        private = mint.vault.open(bytes(row["sealed_private"]), f"key:{row['kid']}")  # type: ignore[call-overload]
        assert len(private) == 32
        assert private not in bytes(row["sealed_private"])  # type: ignore[call-overload]


def signing(database: Database, mint: Mint, after: timedelta) -> str:
    """The key that signs so long after NOW."""
    with database.transaction() as session:
        return in_force(session, mint, NOW + after).kid


def test_an_operator_lets_the_next_key_sign_once_everybody_can_know_it(
    database: Database, mint: Mint
) -> None:
    first, second = kids(database, mint)

    signs_from = replace_key(database, mint)

    assert signs_from == NOW + HASTENED_BY
    assert signing(database, mint, HASTENED_BY - timedelta(seconds=1)) == first
    assert signing(database, mint, HASTENED_BY + timedelta(minutes=1)) == second
    assert kids(database, mint)[:2] == [first, second]
    assert len(kids(database, mint)) == 3


def test_replacing_the_key_again_at_once_changes_nothing(database: Database, mint: Mint) -> None:
    signs_from = replace_key(database, mint)
    known = kids(database, mint)

    assert replace_key(database, mint) == signs_from
    assert kids(database, mint) == known
