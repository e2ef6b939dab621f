"""Terms of a seat contract go to and fro until one party says yes, or no."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import pytest

from contracts.catalogue.seat_contracts import (
    Party,
    SeatContractMoveRefused,
    SeatContractState,
    SeatContractUnsound,
    UnknownSeatContract,
)
from kernel import clock
from kernel.database import Database
from kernel.messages import StaleVersion
from kernel.money import Money
from services.catalogue.usecases import seat_contracts
from tests.builders.catalogue import NOW, TODAY, UNIVERSITY, a_provider
from tests.integration.catalogue.bought import (
    HOSPITAL,
    accepted,
    an_employer,
    an_offer,
    as_read_now,
    countered,
    picked,
)
from tests.integration.catalogue.journeys import a_publication, at_once
from tests.integration.catalogue.outbox import announced

State = SeatContractState
LESS, MORE = Money.of(1200), Money.of(1400)


def test_each_answers_in_turn_and_the_last_word_is_agreed(database: Database) -> None:
    offer = an_offer(database, a_publication(database, capacity=3))

    dearer = countered(database, a_provider(), offer, price=MORE, note="Дешевле не можем.")
    fewer = countered(database, an_employer(), dearer, price=LESS, seats=1)
    agreed = seat_contracts.agree_seat_contract(database, a_provider(), accepted(fewer))

    assert [(each.state, each.turn) for each in (offer, dearer, fewer, agreed)] == [
        (State.OFFERED, Party.PROVIDER),
        (State.COUNTERED, Party.EMPLOYER),
        (State.OFFERED, Party.PROVIDER),
        (State.AGREED, None),
    ]
    assert (agreed.seats, agreed.price, agreed.total) == (1, LESS, LESS)
    told = [
        (each.version, each.party, each.price, each.note) for each in as_read_now(database, agreed).offers
    ]
    assert told == [
        (3, Party.EMPLOYER, LESS, None),
        (2, Party.PROVIDER, MORE, "Дешевле не можем."),
        (1, Party.EMPLOYER, Money.of(1500), None),
    ]


def test_an_employer_agrees_to_what_the_provider_proposes(database: Database) -> None:
    offer = an_offer(database, a_publication(database, capacity=3))
    dearer = countered(database, a_provider(), offer, price=MORE)

    agreed = seat_contracts.agree_seat_contract(database, an_employer(), accepted(dearer))

    assert (agreed.state, agreed.price) == (State.AGREED, MORE)


def test_nobody_answers_for_the_other(database: Database) -> None:
    offer = an_offer(database, a_publication(database))

    with pytest.raises(SeatContractMoveRefused) as refused:
        seat_contracts.agree_seat_contract(database, an_employer(), accepted(offer))
    assert refused.value.details == {"rule": "seat_contract.turn"}
    with pytest.raises(SeatContractMoveRefused):
        countered(database, an_employer(), offer, price=LESS)
    for stranger in (an_employer(HOSPITAL), a_provider(UNIVERSITY)):
        with pytest.raises(UnknownSeatContract):
            countered(database, stranger, offer, price=LESS)


def test_nobody_agrees_to_what_they_have_not_read(database: Database) -> None:
    offer = an_offer(database, a_publication(database))
    dearer = countered(database, a_provider(), offer, price=MORE)
    countered(database, an_employer(), dearer, price=LESS)

    with pytest.raises(StaleVersion):
        seat_contracts.agree_seat_contract(database, a_provider(), accepted(offer))


def test_what_is_proposed_is_as_sound_as_an_offer(database: Database) -> None:
    offer = an_offer(database, a_publication(database, capacity=5))

    for told in ({"seats": 6}, {"until": TODAY - timedelta(days=1)}, {"price": Money(Money.MOST)}):
        with pytest.raises(SeatContractUnsound):
            countered(database, a_provider(), offer, **told)

    assert as_read_now(database, offer).version == 1


def test_either_declines_whoever_is_to_answer(database: Database) -> None:
    activity = a_publication(database)
    for ends in (an_employer(), a_provider()):
        proposed = countered(database, a_provider(), an_offer(database, activity), price=MORE)

        declined = seat_contracts.end_seat_contract(database, ends, picked(proposed))

        assert (declined.state, declined.drawn) == (State.DECLINED, 0)


def test_what_nobody_answers_expires(database: Database) -> None:
    proposed = countered(database, a_provider(), an_offer(database, a_publication(database)), price=MORE)

    with clock.freeze(NOW + timedelta(days=2)):
        seat_contracts.expire_contracts(database)

    assert as_read_now(database, proposed).state is State.EXPIRED


def test_a_yes_and_another_answer_at_once_end_in_one_of_them(database: Database) -> None:
    offer = an_offer(database, a_publication(database, capacity=3))

    outcomes = at_once(
        [
            partial(seat_contracts.agree_seat_contract, database, a_provider(), accepted(offer)),
            partial(countered, database, a_provider(), offer, price=MORE),
        ]
    )

    standing = as_read_now(database, offer)
    assert (standing.state, standing.price) in {(State.AGREED, Money.of(1500)), (State.COUNTERED, MORE)}
    refused = [each for each in outcomes if isinstance(each, str)]
    assert refused in (["SeatContractMoveRefused"], ["StaleVersion"])


def test_the_other_party_is_told_of_every_word(database: Database) -> None:
    employer, provider = an_employer(), a_provider()
    activity = a_publication(database, by=a_provider(), capacity=3)
    offer = an_offer(database, activity, by=employer)
    dearer = countered(database, provider, offer, price=MORE)
    fewer = countered(database, employer, dearer, price=LESS)
    seat_contracts.agree_seat_contract(database, provider, accepted(fewer))
    seat_contracts.end_seat_contract(database, employer, picked(fewer))

    told = {
        name: [each["person_id"] for each in announced(database, f"catalogue.seat_contract.{name}")]
        for name in ("offered", "countered", "agreed", "ended")
    }

    us, them = str(employer.person), str(provider.person)
    assert told["offered"] not in ([us], [None])
    assert (told["countered"], told["agreed"], told["ended"]) == ([us, them], [us], [them])
