"""An account that is there already: linked by whoever proves that it is theirs, and by nobody else."""

from __future__ import annotations

from datetime import timedelta

import pytest

from contracts.identity import offers as contract
from contracts.identity.accounts import ConfirmPhone, WrongCode
from contracts.identity.sessions import LogInAnswer
from kernel import clock
from kernel.messages import Caller, Invalid, ServiceError
from kernel.values import PersonId
from services.identity.usecases import authorisations, offers
from services.identity.usecases.registration import confirm_phone
from tests.builders.esia import DOCTOR
from tests.builders.identity import PASSWORD, Telephone, announced
from tests.integration.esia.visitor import Visitor

NOBODY = Caller(process="gateway")
WRONG = "совсем другой пароль"


@pytest.fixture
def person_id(visitor: Visitor) -> PersonId:
    """Somebody with an account made by hand."""
    return visitor.a_person()


@pytest.fixture
def offer(visitor: Visitor, person_id: PersonId) -> str:
    """What they are offered who come from Госуслуги for the first time."""
    return visitor.refused(visitor.come_back(DOCTOR)).details["offer"]


def accept(visitor: Visitor, offer: str, **proof: str) -> LogInAnswer:
    command = contract.AcceptOffer(offer=offer, **proof)
    return offers.accept_offer(visitor.database, visitor.mint, NOBODY, command)


def refusal(visitor: Visitor, offer: str, **proof: str) -> ServiceError:
    with pytest.raises(ServiceError) as refused:
        accept(visitor, offer, **proof)
    return refused.value


def send_code(visitor: Visitor, offer: str, telephone: Telephone) -> contract.OfferCode:
    command = contract.SendOfferCode(offer=offer)
    return offers.send_offer_code(visitor.database, visitor.vault, telephone, command)


def test_the_password_proves_it(visitor: Visitor, person_id: PersonId, offer: str) -> None:
    entered = accept(visitor, offer, password=PASSWORD)

    assert (entered.person_id, entered.token_type) == (person_id, "Bearer")
    assert visitor.log_in(DOCTOR).person_id == person_id


def test_a_code_to_the_phone_of_the_account_proves_it(
    visitor: Visitor, person_id: PersonId, offer: str
) -> None:
    telephone = Telephone()
    with clock.freeze(clock.now() + timedelta(minutes=2)):
        sent = send_code(visitor, offer, telephone)

        entered = accept(visitor, offer, code=telephone.last)

    assert sent.phone_masked.startswith("+7******")
    assert entered.person_id == person_id


def test_a_code_that_was_sent_for_another_purpose_does_not(
    visitor: Visitor, person_id: PersonId, offer: str
) -> None:
    """One that somebody may guess where an account is registered opens nothing here."""
    telephone = Telephone()
    with clock.freeze(clock.now() + timedelta(minutes=2)):
        send_code(visitor, offer, telephone)
        with pytest.raises(WrongCode):
            confirm_phone(
                visitor.database, visitor.vault, ConfirmPhone(person_id=person_id, code=telephone.last)
            )


def test_a_wrong_password_does_not(visitor: Visitor, offer: str) -> None:
    assert refusal(visitor, offer, password=WRONG).code == "WrongCredentials"
    assert visitor.last_noted("identity.offer.refused") == {"reason": "WrongCredentials"}
    assert announced(visitor.database, "identity.esia.linked") == []


def test_a_wrong_code_does_not(visitor: Visitor, offer: str) -> None:
    telephone = Telephone()
    with clock.freeze(clock.now() + timedelta(minutes=2)):
        send_code(visitor, offer, telephone)

        assert refusal(visitor, offer, code=telephone.wrong()).code == "WrongCode"


def test_who_guesses_must_wait(visitor: Visitor, offer: str) -> None:
    guesses = [refusal(visitor, offer, password=WRONG).code for _ in range(6)]

    assert guesses == ["WrongCredentials"] * 5 + ["TooManyAttempts"]
    assert refusal(visitor, offer, password=PASSWORD).code == "TooManyAttempts"


@pytest.mark.parametrize("proof", [{}, {"password": PASSWORD, "code": "123456"}])
def test_there_is_one_proof(visitor: Visitor, offer: str, proof: dict[str, str]) -> None:
    wrong = refusal(visitor, offer, **proof)

    assert (type(wrong), wrong.details) == (Invalid, {"password": "proof.one"})


def test_an_offer_is_taken_up_once(visitor: Visitor, offer: str) -> None:
    accept(visitor, offer, password=PASSWORD)

    assert refusal(visitor, offer, password=PASSWORD).code == "OfferUnknown"


def test_an_offer_ends_after_a_quarter_of_an_hour(visitor: Visitor, offer: str) -> None:
    with clock.freeze(clock.now() + timedelta(minutes=15)):
        assert refusal(visitor, offer, password=PASSWORD).code == "OfferUnknown"


def test_an_invented_offer_is_none(visitor: Visitor, person_id: PersonId) -> None:
    assert refusal(visitor, "invented", password=PASSWORD).code == "OfferUnknown"


def test_an_old_offer_is_forgotten(visitor: Visitor, offer: str) -> None:
    with clock.freeze(clock.now() + timedelta(minutes=16)):
        authorisations.forget(visitor.database)

    with visitor.database.reading() as session:
        assert session.connection().exec_driver_sql("SELECT count(*) FROM esia_offers").scalar() == 0


def test_whoever_is_quicker_is_linked(visitor: Visitor, person_id: PersonId, offer: str) -> None:
    visitor.link(person_id, DOCTOR)

    assert refusal(visitor, offer, password=PASSWORD).code == "EsiaLinkedElsewhere"


def test_what_was_offered_corrects_the_profile(visitor: Visitor, person_id: PersonId, offer: str) -> None:
    accept(visitor, offer, password=PASSWORD)

    [told] = announced(visitor.database, "identity.user.profile_updated")
    assert told["fields"] == ["birth_date"]
    link = visitor.own_link(person_id)
    assert link
    assert "birth_date" in link.confirmed
