"""At expiry and while keys change, whoever asks goes on asking: one rotation, and not one failure."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import jwt
import sqlalchemy as sa

from contracts.identity.accounts import Register
from contracts.identity.sessions import LogInAnswer, Refresh, SessionEnded, Tokens
from gateway.auth import Auth
from gateway.keys import Keys
from kernel import clock
from kernel.database import Database
from kernel.messages import Caller, Unauthenticated
from services.identity.tables import refresh_tokens
from services.identity.tables import sessions as session_table
from services.identity.usecases.keys import jwks, rotate_keys
from services.identity.usecases.sessions import refresh
from services.identity.vault.tokens import Mint
from tests.builders.identity import NOW, logged_in
from tests.integration.identity.simultaneously import simultaneously

EXPIRY = NOW + timedelta(minutes=10)
WORKERS, DAYS = 3, 63


def test_fifty_requests_at_expiry_are_one_rotation_and_no_failed_action(
    database: Database, mint: Mint, somebody: Register
) -> None:
    given = logged_in(database, mint, somebody.phone)
    auth = Auth(Keys(lambda: jwks(database, mint)), mint.issuer)

    def act() -> Caller:
        """As a client does: ask; when the token is no longer good, renew it and ask again."""
        try:
            return auth.caller(f"Bearer {given.access_token}")
        except Unauthenticated:
            renewed = refresh(database, mint, Refresh(refresh_token=given.refresh_token or ""))
            return auth.caller(f"Bearer {renewed.access_token}")

    with clock.freeze(EXPIRY + timedelta(seconds=6)):
        done = simultaneously(50, act)

    assert [type(one) for one in done] == [Caller] * 50
    with database.reading() as session:
        assert session.scalar(sa.select(session_table.c.number)) == 2
        assert session.scalar(sa.select(sa.func.count()).select_from(refresh_tokens)) == 2


def instants() -> Iterator[datetime]:
    """Two months, day by day; and more closely where one key follows another."""
    days = [timedelta(days=day) for day in range(DAYS)]
    close = [timedelta(seconds=s) for s in (-1, 0, 1, 4, 300, 599, 601, 1260, 3600)]
    around = [timedelta(days=day) + offset for day in (30, 60) for offset in close]
    yield from (NOW + passed for passed in sorted({*days, *around}))


@dataclass
class Worker:
    """Somebody who asks all the time, and renews the session when its token is no longer good."""

    database: Database
    mint: Mint
    auth: Auth
    login: object
    tokens: LogInAnswer | Tokens
    signed_by: set[str] = field(default_factory=set)

    def act(self, now: datetime) -> None:
        with clock.freeze(now):
            try:
                self.ask()
            except Unauthenticated as refused:
                if refused.details != {"bearer": "expired"}:
                    raise
                self.renew()
                self.ask()

    def ask(self) -> None:
        self.auth.caller(f"Bearer {self.tokens.access_token}")
        self.signed_by.add(jwt.get_unverified_header(self.tokens.access_token or "")["kid"])

    def renew(self) -> None:
        try:
            command = Refresh(refresh_token=self.tokens.refresh_token or "")
            self.tokens = refresh(self.database, self.mint, command)
        except SessionEnded as ended:
            if ended.details != {"reason": "expired"}:  # a session lasts thirty days at the most
                raise
            self.tokens = logged_in(self.database, self.mint, self.login)


def test_signing_keys_change_under_load_without_one_failed_request(
    database: Database, mint: Mint, somebody: Register
) -> None:
    seconds = [0.0]
    auth = Auth(Keys(lambda: jwks(database, mint), clock=lambda: seconds[0]), mint.issuer)
    workers = [
        Worker(database, mint, auth, somebody.phone, logged_in(database, mint, somebody.phone))
        for _ in range(WORKERS)
    ]

    with ThreadPoolExecutor(WORKERS + 1) as pool:
        for now in instants():
            seconds[0] = now.timestamp()
            acting = [pool.submit(worker.act, now) for worker in workers]
            with clock.freeze(now):
                rotate_keys(database, mint)
            for each in acting:
                each.result()

    assert len(set().union(*(worker.signed_by for worker in workers))) == 3
    assert len(jwks(database, mint).keys) == 2
