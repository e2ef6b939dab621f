"""An authorisation is taken once, soon, from who began it, for what it was begun for."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from kernel.values import PersonId, new_id
from services.identity.domain.authorisations import Authorisation, Claim, Purpose
from services.identity.vault import tickets
from tests.builders.identity import LAW

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
STATE = UUID("0fb4d3a1-6a5b-4a57-8f11-2e0f5b1d9c3e")
ANNA = PersonId(new_id())


def begun(person_id: PersonId | None = None, purpose: Purpose = Purpose.LOG_IN) -> Authorisation:
    return Authorisation(
        state=STATE,
        purpose=purpose,
        person_id=person_id,
        ticket_sha256=b"1",
        return_to="https://nmo.example/login",
        begun_at=NOW,
    )


def why(authorisation: Authorisation, claim: Claim, after: timedelta = timedelta(0)) -> str | None:
    refusal = authorisation.refusal(claim, NOW + after, LAW.esia)
    return refusal and refusal.code


OWN = Claim(purpose=Purpose.LOG_IN, ticket_sha256=b"1")


def test_who_began_it_is_taken() -> None:
    assert why(begun(), OWN) is None


@pytest.mark.parametrize(
    "claim",
    [
        Claim(purpose=Purpose.LOG_IN, ticket_sha256=b"2"),
        Claim(purpose=Purpose.LINK, ticket_sha256=b"1"),
        Claim(purpose=Purpose.LOG_IN, ticket_sha256=b"1", person_id=ANNA),
    ],
)
def test_nobody_else_is_and_nothing_else_comes_of_it(claim: Claim) -> None:
    assert why(begun(), claim) == "StateMismatch"


def test_a_link_is_of_the_person_who_began_it() -> None:
    link = begun(ANNA, Purpose.LINK)
    other = Claim(purpose=Purpose.LINK, ticket_sha256=b"1", person_id=PersonId(uuid4()))

    assert why(link, other) == "StateMismatch"
    assert why(link, Claim(purpose=Purpose.LINK, ticket_sha256=b"1", person_id=ANNA)) is None


@pytest.mark.parametrize(
    ("after", "refusal"),
    [(timedelta(minutes=10, seconds=-1), None), (timedelta(minutes=10), "AuthorisationExpired")],
)
def test_it_lasts_ten_minutes(after: timedelta, refusal: str | None) -> None:
    assert why(begun(), OWN, after) == refusal


def test_it_is_taken_once() -> None:
    authorisation = begun()
    authorisation.use(NOW)

    assert why(authorisation, OWN) == "AuthorisationUsed"


def test_it_is_taken_again_where_nobody_could_answer() -> None:
    authorisation = begun()
    authorisation.use(NOW)
    authorisation.release()

    assert why(authorisation, OWN) is None


def test_all_that_is_secret_is_made_of_the_ticket() -> None:
    ticket = tickets.new_ticket()
    made = {tickets.nonce(ticket), tickets.verifier(ticket), tickets.challenge(ticket), ticket}

    assert len(made) == 4
    assert tickets.nonce(ticket) == tickets.nonce(ticket)
    assert tickets.nonce(ticket) != tickets.nonce(tickets.new_ticket())


def test_a_verifier_is_as_long_as_rfc_7636_asks() -> None:
    assert 43 <= len(tickets.verifier(tickets.new_ticket())) <= 128
