"""Staying logged in: each refresh token is good once, and stealing one ends the session."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import jwt
import pytest
import sqlalchemy as sa

from contracts.identity.sessions import (
    ALGORITHM,
    AUDIENCE,
    AccessClaims,
    LogOut,
    Refresh,
    SessionEnded,
    Tokens,
)
from kernel import clock, wire
from kernel.database import Database
from kernel.machinery import journal
from kernel.values import Role
from services.identity.usecases.keys import jwks, rotate_keys
from services.identity.usecases.sessions import log_out, refresh
from services.identity.vault.tokens import Mint
from tests.builders.identity import NOW, a_registration, announced, logged_in, registered
from tests.integration.identity.simultaneously import simultaneously


@pytest.fixture
def tokens(database: Database, mint: Mint) -> Tokens:
    """What a person holds who has just logged in."""
    somebody = a_registration()
    registered(database, mint.vault, somebody)
    return logged_in(database, mint, somebody.phone)


@pytest.fixture
def renewed(database: Database, mint: Mint) -> Callable[..., Tokens]:
    def renew(tokens: Tokens, *, after: timedelta = timedelta()) -> Tokens:
        with clock.freeze(NOW + after):
            return refresh(database, mint, Refresh(refresh_token=tokens.refresh_token))

    return renew


Renew = Callable[..., Tokens]


def read(database: Database, mint: Mint, token: str) -> AccessClaims:
    """The claims of an access token, checked as the gateway checks them, except for the clock."""
    keys = {key.kid: jwt.PyJWK(wire.dump(key)) for key in jwks(database, mint).keys}
    key = keys[jwt.get_unverified_header(token)["kid"]]
    unclocked = {"verify_exp": False, "verify_nbf": False, "verify_iat": False}
    claims = jwt.decode(
        token,
        key,
        algorithms=[ALGORITHM],
        audience=AUDIENCE,
        issuer="https://nmo.example.ru",
        options=unclocked,  # type: ignore[arg-type]
    )
    return wire.load(AccessClaims, claims)


def test_an_access_token_says_who_when_and_in_which_roles(
    database: Database, mint: Mint, tokens: Tokens
) -> None:
    claims = read(database, mint, tokens.access_token)

    [opened] = announced(database, "identity.session.opened")
    assert (claims.sub, str(claims.sid)) == (tokens.person_id, opened["session_id"])
    assert (claims.roles, claims.org) == ({Role.SPECIALIST}, None)
    assert (claims.iat, claims.exp - claims.iat) == (NOW.timestamp(), 600)


def test_refreshing_gives_a_new_pair_for_the_same_session(
    database: Database, mint: Mint, tokens: Tokens, renewed: Renew
) -> None:
    pair = renewed(tokens, after=timedelta(minutes=10))

    assert pair.refresh_token != tokens.refresh_token
    assert read(database, mint, pair.access_token).sid == read(database, mint, tokens.access_token).sid


def test_fifty_simultaneous_refreshes_are_one_rotation_with_one_answer(
    tokens: Tokens, renewed: Renew
) -> None:
    answers = simultaneously(50, lambda: renewed(tokens, after=timedelta(minutes=5)))

    pairs = {(a.access_token, a.refresh_token) if isinstance(a, Tokens) else repr(a) for a in answers}
    assert len(answers) == 50
    assert len(pairs) == 1
    assert tokens.refresh_token not in {pair[1] for pair in pairs}


def test_the_predecessor_gets_the_same_pair_for_thirty_seconds(tokens: Tokens, renewed: Renew) -> None:
    first = renewed(tokens)

    again = renewed(tokens, after=timedelta(seconds=30))

    assert (again.access_token, again.refresh_token) == (first.access_token, first.refresh_token)
    assert again.expires_in == 570


def test_the_predecessor_gets_the_same_pair_even_when_the_signing_key_changes_meanwhile(
    database: Database, mint: Mint, tokens: Tokens, renewed: Renew
) -> None:
    for day in range(6, 30, 6):
        tokens = renewed(tokens, after=timedelta(days=day))
    just_before = timedelta(days=30, seconds=-10)
    first = renewed(tokens, after=just_before)
    with clock.freeze(NOW + timedelta(days=30)):
        rotate_keys(database, mint)

    assert renewed(tokens, after=just_before + timedelta(seconds=5)).access_token == first.access_token


def test_a_stolen_token_used_later_ends_the_session_for_everybody(
    database: Database, tokens: Tokens, renewed: Renew
) -> None:
    pair = renewed(tokens)

    with pytest.raises(SessionEnded) as stolen:
        renewed(tokens, after=timedelta(seconds=31))
    with pytest.raises(SessionEnded) as owner:
        renewed(pair, after=timedelta(seconds=32))

    assert stolen.value.details == owner.value.details == {"reason": "reused_token"}
    [revoked] = announced(database, "identity.session.revoked")
    assert revoked["reason"] == "reused_token"


def test_an_ancestor_is_not_forgiven_even_within_thirty_seconds(tokens: Tokens, renewed: Renew) -> None:
    renewed(renewed(tokens))

    with pytest.raises(SessionEnded):
        renewed(tokens)


def test_a_session_left_alone_for_a_week_expires(database: Database, tokens: Tokens, renewed: Renew) -> None:
    with pytest.raises(SessionEnded) as refused:
        renewed(tokens, after=timedelta(days=7))

    assert refused.value.details == {"reason": "expired"}
    assert [event["reason"] for event in announced(database, "identity.session.revoked")] == ["expired"]


def test_logging_out_ends_the_session_once(database: Database, tokens: Tokens, renewed: Renew) -> None:
    for _ in range(2):
        log_out(database, LogOut(refresh_token=tokens.refresh_token))

    with pytest.raises(SessionEnded):
        renewed(tokens)
    assert [event["reason"] for event in announced(database, "identity.session.revoked")] == ["logged_out"]


def test_a_token_nobody_gave_opens_nothing(database: Database, mint: Mint) -> None:
    with pytest.raises(SessionEnded):
        refresh(database, mint, Refresh(refresh_token="made-up"))

    log_out(database, LogOut(refresh_token="made-up"))


def test_each_refusal_to_renew_is_noted(
    database: Database, mint: Mint, tokens: Tokens, renewed: Renew
) -> None:
    renewed(tokens)
    for after in (1, 2):
        with pytest.raises(SessionEnded):
            renewed(tokens, after=timedelta(minutes=after))
    with pytest.raises(SessionEnded):
        refresh(database, mint, Refresh(refresh_token="made-up"))

    with database.reading() as session:
        mine = journal.c.action == "identity.refresh.refused", journal.c.at >= NOW
        lines = session.execute(sa.select(journal).where(*mine).order_by(journal.c.position.desc()).limit(3))
        noted = [(line.subject, line.detail["reason"]) for line in lines]

    me = str(tokens.person_id)
    assert noted == [("unknown", "unknown_token"), (me, "reused_token"), (me, "reused_token")]


def test_no_token_is_readable_in_the_database(
    database: Database, tokens: Tokens, rows: Callable[[str], list[dict[str, object]]]
) -> None:
    cells = [cell for table in ("sessions", "refresh_tokens") for row in rows(table) for cell in row.values()]
    dump = b"\n".join(cell if isinstance(cell, bytes) else str(cell).encode() for cell in cells)

    assert tokens.refresh_token.encode() not in dump
