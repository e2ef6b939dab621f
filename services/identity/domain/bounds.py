"""Between which bounds the dated rows may move: beyond them the suite would break, or open a door."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from services.identity.domain.law import Law

SECOND, MINUTE, HOUR, DAY = (timedelta(**{unit: 1}) for unit in ("seconds", "minutes", "hours", "days"))
# Codes, challenges and resets are remembered for an hour, and so are the keys that signed a token.
REMEMBERED = HOUR


def broken(law: Law) -> list[str]:
    """The keys of the rows of a day that are out of bounds. Raises: Unavailable -- a row is missing."""
    within = (*_of_secrets(law), *_of_waits(law), *_of_tokens(law), *_of_esia(law))
    return [key for key, holds in within if not holds]


def _of_secrets(law: Law) -> Iterator[tuple[str, bool]]:
    yield "password.least", 8 <= law.passwords.least <= law.passwords.most
    yield "password.most", 64 <= law.passwords.most <= 1024
    yield "code.lives", MINUTE <= law.codes.lives <= REMEMBERED
    yield "code.cool_down", SECOND <= law.codes.cool_down <= REMEMBERED
    yield "code.grace", timedelta() <= law.codes.grace <= law.codes.lives
    yield "code.tries", 1 <= law.codes.tries <= 10
    yield "code.per_hour", law.codes.per_hour >= 1
    yield "code.resets_per_day", law.codes.resets_per_day >= 1
    yield "factor.window", 0 <= law.factors.window <= 2
    yield "factor.challenge_lives", MINUTE <= law.factors.challenge_lives <= REMEMBERED
    yield "factor.challenge_tries", 1 <= law.factors.challenge_tries <= 10
    yield "factor.recovery_codes", law.factors.recovery_codes >= 1
    yield "factor.passkeys", law.factors.passkeys >= 1


def _of_waits(law: Law) -> Iterator[tuple[str, bool]]:
    yield "log_in.tries", 1 <= law.log_ins.tries <= law.log_ins.at_once
    yield "log_in.first_wait", SECOND <= law.log_ins.first_wait <= law.log_ins.longest_wait
    yield "log_in.forgotten_after", law.log_ins.longest_wait <= law.log_ins.forgotten_after
    yield "address.tries", law.addresses.tries >= 1
    yield "address.forgiven_each", law.addresses.forgiven_each >= SECOND
    yield "address.first_wait", SECOND <= law.addresses.first_wait <= law.addresses.longest_wait


def _of_tokens(law: Law) -> Iterator[tuple[str, bool]]:
    yield "session.access_lives", MINUTE <= law.sessions.access_lives <= REMEMBERED
    yield "session.idle", law.sessions.access_lives <= law.sessions.idle <= law.sessions.longest
    yield "session.grace", timedelta() <= law.sessions.grace <= law.sessions.access_lives
    yield "client.token_lives", MINUTE <= law.clients.token_lives <= REMEMBERED
    yield "client.assertion_lives", SECOND <= law.clients.assertion_lives <= HOUR
    yield "client.skew", timedelta() <= law.clients.skew <= law.clients.assertion_lives
    yield "client.least_rsa_bits", law.clients.least_rsa_bits >= 2048
    yield "signing.published_before", HOUR <= law.signing.published_before < law.signing.signs_for


def _of_esia(law: Law) -> Iterator[tuple[str, bool]]:
    yield "esia.authorisation_lives", MINUTE <= law.esia.authorisation_lives <= DAY
    yield "esia.offer_lives", MINUTE <= law.esia.offer_lives <= DAY
