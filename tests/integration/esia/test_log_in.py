"""Logging in through Госуслуги: whom they know gets in, once, to an account that is theirs."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from contracts.identity import esia as contract
from contracts.identity.sessions import Refresh
from kernel import clock
from kernel.identifiers import Email
from kernel.messages import Caller, Invalid, Unauthenticated, Unavailable
from kernel.settings import ServiceSettings
from kernel.values import PersonId, Role
from services.identity.usecases import authorisations
from services.identity.usecases import esia as usecases
from services.identity.usecases.authorisations import Esia
from services.identity.usecases.people import my_profile
from services.identity.usecases.sessions import refresh
from services.identity.vault.tickets import new_ticket
from tests.builders.esia import CHILD, DOCTOR, EARLY, SIMPLIFIED, Gosuslugi
from tests.builders.identity import a_snils, an_inn, announced
from tests.integration.esia.visitor import Visitor, caller
from tests.integration.identity.simultaneously import simultaneously


def test_who_is_linked_gets_a_session_of_the_suite(visitor: Visitor) -> None:
    person_id = visitor.a_person()
    visitor.link(person_id, DOCTOR)

    entered = visitor.log_in(DOCTOR)

    assert (entered.person_id, entered.token_type) == (person_id, "Bearer")
    assert refresh(
        visitor.database, visitor.mint, Refresh(refresh_token=entered.refresh_token or "")
    ).person_id


def test_the_first_log_in_of_a_confirmed_person_opens_an_account(visitor: Visitor) -> None:
    person_id = visitor.log_in(DOCTOR).person_id

    profile = my_profile(visitor.database, visitor.vault, caller(person_id))
    assert (profile.surname, profile.snils_masked) == ("Лазарева", "***-***-801 25")
    assert profile.roles == {Role.SPECIALIST}


def test_the_second_log_in_finds_the_account_of_the_first(visitor: Visitor) -> None:
    assert visitor.log_in(DOCTOR).person_id == visitor.log_in(DOCTOR).person_id


def test_an_address_that_they_vouch_for_is_taken_from_who_only_typed_it(visitor: Visitor) -> None:
    typed = {"snils": a_snils(801), "inn": an_inn(801), "email": Email("lazareva@example.org")}
    squatter = visitor.a_person(**typed)

    visitor.log_in(DOCTOR)

    assert my_profile(visitor.database, visitor.vault, caller(squatter)).email == ""
    assert announced(visitor.database, "identity.contacts.dropped") == [
        {"person_id": str(squatter), "kind": "email"}
    ]


def test_an_early_snils_is_a_snils(visitor: Visitor) -> None:
    profile = my_profile(visitor.database, visitor.vault, caller(visitor.log_in(EARLY).person_id))

    assert profile.snils_masked == "***-***-600 06"


def test_simultaneous_first_log_ins_open_one_account(visitor: Visitor) -> None:
    answers = [visitor.come_back(DOCTOR) for _ in range(4)]

    entered = simultaneously(4, lambda: visitor.finish(answers.pop()))

    assert len({getattr(each, "person_id", each) for each in entered}) == 1


@pytest.mark.parametrize(
    ("oid", "lacking"),
    [
        (SIMPLIFIED, {"trust": "unconfirmed", "missing": "snils inn email"}),
        (CHILD, {"trust": "child", "missing": "inn phone email"}),
    ],
)
def test_no_account_is_opened_for_whom_they_do_not_vouch(
    visitor: Visitor, oid: int, lacking: dict[str, str]
) -> None:
    refusal = visitor.refused(visitor.come_back(oid))

    assert (refusal.code, refusal.details) == ("ProfileInsufficient", lacking)
    assert announced(visitor.database, "identity.user.registered") == []


def test_whose_account_is_there_already_must_prove_that_it_is_theirs(visitor: Visitor) -> None:
    visitor.a_person()

    refusal = visitor.refused(visitor.come_back(DOCTOR))

    assert refusal.code == "AccountExists"
    assert refusal.details.keys() == {"offer", "expires_at"}
    assert announced(visitor.database, "identity.session.opened") == []


def test_what_they_give_away_is_sealed(visitor: Visitor) -> None:
    visitor.link(visitor.a_person(), DOCTOR)

    with visitor.database.reading() as session:
        tables = ("esia_links", "esia_authorisations", "profile_changes", "outbox", "journal")
        kept = [str(list(session.connection().exec_driver_sql(f"SELECT * FROM {t}"))) for t in tables]  # noqa: S608
    assert not any(str(DOCTOR) in rows or "Лазарева" in rows for rows in kept)


def test_an_answer_counts_once(visitor: Visitor) -> None:
    answer = visitor.come_back(DOCTOR)
    visitor.finish(answer)

    refusal = visitor.refused(answer)

    assert (refusal.code, refusal.details) == ("AuthorisationUsed", {"state": str(answer.state)})
    assert visitor.last_noted("identity.esia.refused") == {"reason": "AuthorisationUsed"}


def test_the_same_answer_twice_at_once_counts_once(visitor: Visitor) -> None:
    answer = visitor.come_back(DOCTOR)

    outcomes = simultaneously(4, lambda: visitor.finish(answer))

    assert sum(isinstance(each, contract.AuthorisationUsed) for each in outcomes) == 3


def test_another_ones_answer_is_not_taken(visitor: Visitor) -> None:
    """Else whoever gets hold of an address could send others into an account of their own."""
    stolen = replace(visitor.come_back(DOCTOR), ticket=visitor.begin().ticket)

    assert visitor.refused(stolen).code == "StateMismatch"
    assert visitor.last_noted("identity.esia.refused") == {"reason": "StateMismatch"}


def test_an_answer_to_nothing_is_not_taken(visitor: Visitor) -> None:
    unasked = contract.FinishEsiaLogIn(state=uuid4(), ticket=new_ticket(), code="code")

    assert visitor.refused(unasked).code == "StateMismatch"


def test_who_went_to_link_an_account_does_not_log_in(visitor: Visitor) -> None:
    link = visitor.come_back_to_link(visitor.a_person(), DOCTOR)

    answer = contract.FinishEsiaLogIn(state=link.state, ticket=link.ticket, code=link.code)

    assert visitor.refused(answer).code == "StateMismatch"


def test_who_stays_away_too_long_begins_again(visitor: Visitor) -> None:
    answer = visitor.come_back(DOCTOR)

    with clock.freeze(clock.now() + timedelta(minutes=10)):
        assert visitor.refused(answer).code == "AuthorisationExpired"


def test_a_code_that_is_not_theirs_is_refused(visitor: Visitor) -> None:
    forged = replace(visitor.come_back(DOCTOR), code="forged")

    refusal = visitor.refused(forged)

    assert (refusal.code, refusal.details) == ("AuthorisationDenied", {"reason": "invalid_grant"})


def test_a_code_for_somebody_else_is_refused(visitor: Visitor) -> None:
    """The challenge sent with the person must fit the ticket of who comes back."""
    swapped = replace(visitor.come_back(DOCTOR), code=visitor.come_back(EARLY).code)

    assert visitor.refused(swapped).code == "AuthorisationDenied"


def test_a_wrong_nonce_is_refused_and_noted(visitor: Visitor, esia: Gosuslugi) -> None:
    answer = visitor.come_back(DOCTOR)
    esia.fail(wrong_nonce=True)

    assert visitor.refused(answer).details == {"reason": "nonce"}
    assert visitor.last_noted("identity.esia.refused") == {"reason": "IdTokenRefused", "because": "nonce"}


def test_who_refuses_is_told_so(visitor: Visitor) -> None:
    refusal = visitor.refused(visitor.come_back(None))

    assert (refusal.code, refusal.details) == ("AuthorisationDenied", {"reason": "access_denied"})


@pytest.mark.parametrize("said", [{}, {"code": "a", "error": "b"}])
def test_what_comes_back_is_a_code_or_an_error(visitor: Visitor, said: dict[str, str]) -> None:
    begun = visitor.begin()

    with pytest.raises(Invalid) as refusal:
        visitor.finish(contract.FinishEsiaLogIn(state=begun.state, ticket=begun.ticket, **said))

    assert refusal.value.details == {"code": "code.or_error"}


def test_after_an_outage_the_same_answer_may_be_sent_again(visitor: Visitor, esia: Gosuslugi) -> None:
    answer = visitor.come_back(DOCTOR)
    esia.fail(down=True)
    with pytest.raises(Unavailable):
        visitor.finish(answer)

    esia.fail()

    assert visitor.finish(answer).access_token


@pytest.mark.parametrize(
    "address", ["https://evil.example/", "http://127.0.0.1/login/esia/../x", "//evil.example", "javascript:1"]
)
def test_nobody_is_sent_back_to_a_strange_address(visitor: Visitor, address: str) -> None:
    with pytest.raises(contract.ReturnAddressRefused) as refusal:
        usecases.begin_esia_log_in(visitor.database, visitor.esia, contract.BeginEsiaLogIn(return_to=address))

    assert refusal.value.details == {"return_to": "return_to.unknown"}
    assert visitor.last_noted("identity.esia.refused") == {"reason": "ReturnAddressRefused"}


def test_what_nobody_comes_back_with_is_forgotten(visitor: Visitor) -> None:
    answer = visitor.come_back(DOCTOR)

    with clock.freeze(clock.now() + timedelta(days=2)):
        authorisations.forget(visitor.database)
        refusal = visitor.refused(answer)

    assert refusal.code == "StateMismatch"


def test_where_they_are_not_set_up_that_is_said(tmp_path: Path) -> None:
    told = ServiceSettings(
        process="identity",
        broker_url="amqp://127.0.0.1/nmo",
        database_url="postgresql://127.0.0.1/identity",
        signing_key="",
        trusted_keys=tmp_path,
        public_url="https://nmo.example",
    )

    with pytest.raises(contract.EsiaNotOffered):
        Esia.of(told)


def test_nobody_links_without_logging_in(visitor: Visitor) -> None:
    with pytest.raises(Unauthenticated):
        usecases.begin_esia_link(
            visitor.database, visitor.esia, Caller(process="gateway"), contract.BeginEsiaLink()
        )


def test_a_session_says_that_it_began_there(visitor: Visitor) -> None:
    visitor.log_in(DOCTOR)

    with visitor.database.reading() as session:
        [methods] = session.connection().exec_driver_sql("SELECT methods FROM sessions").scalars()
    assert list(methods) == ["esia"]


def test_the_person_of_a_session_is_the_one_linked(visitor: Visitor) -> None:
    entered: PersonId = visitor.log_in(EARLY).person_id

    assert [each["person_id"] for each in announced(visitor.database, "identity.esia.linked")] == [
        str(entered)
    ]
