"""A one-time code from its sending to its end, by the clock. Wrong tries outlive the refusal."""

from __future__ import annotations

from datetime import timedelta

import pytest

from contracts.identity.accounts import (
    CodeExpired,
    CodeReplaced,
    ConfirmPhone,
    PersonState,
    Registration,
    ResendCode,
    ResendTooSoon,
    TooManyAttempts,
    UnknownPerson,
    WrongCode,
)
from contracts.identity.contacts import ConfirmEmail
from kernel import clock
from kernel.database import Database
from kernel.identifiers import Phone
from kernel.messages import Invalid
from kernel.values import PersonId, new_id
from services.identity.usecases import emails
from services.identity.usecases.registration import confirm_phone, register, resend_code
from services.identity.vault.sealing import Vault
from services.identity.vault.tokens import Mint
from tests.builders.identity import NOW, Telephone, a_registration, an_active_person, logged_in
from tests.builders.second_factors import caller_of
from tests.integration.identity.simultaneously import simultaneously


class Applicant:
    """Somebody in the middle of a registration."""

    def __init__(self, database: Database, vault: Vault, telephone: Telephone, **changed: object) -> None:
        self._database, self._vault, self.phone = database, vault, telephone
        self.typed = a_registration(**changed)
        self.person_id = register(database, vault, telephone, self.typed).person_id

    def types(self, code: str, *, after: timedelta = timedelta()) -> Registration:
        with clock.freeze(NOW + after):
            return confirm_phone(
                self._database, self._vault, ConfirmPhone(person_id=self.person_id, code=code)
            )

    def asks_again(self, *, after: timedelta) -> Registration:
        with clock.freeze(NOW + after):
            return resend_code(self._database, self._vault, self.phone, ResendCode(person_id=self.person_id))


@pytest.fixture
def applicant(database: Database, vault: Vault, telephone: Telephone) -> Applicant:
    return Applicant(database, vault, telephone)


def test_strangers_who_guess_cannot_shut_out_who_has_an_account(
    database: Database, mint: Mint, applicant: Applicant
) -> None:
    applicant.types(applicant.phone.last)
    for _ in range(6):
        with pytest.raises(WrongCode):
            applicant.types(applicant.phone.wrong())

    caller = caller_of(database, mint, logged_in(database, mint, applicant.typed.phone))
    mail = Telephone()
    emails.prove_email(database, mint.vault, mail, caller)
    shown = emails.confirm_email(database, mint.vault, mail, caller, ConfirmEmail(code=mail.last))

    assert shown.is_email_proved


def test_a_code_is_taken_as_people_type_it(applicant: Applicant) -> None:
    code = applicant.phone.last.replace("0", "О").replace("3", "З")

    assert applicant.types(f" {code[:3]} – {code[3:]}").state is PersonState.ACTIVE


def test_what_is_no_code_does_not_count_as_a_try(applicant: Applicant) -> None:
    for _ in range(6):
        with pytest.raises(Invalid) as refused:
            applicant.types("12345")

    assert refused.value.details == {"code": "code.format"}
    assert applicant.types(applicant.phone.last).state is PersonState.ACTIVE


def test_wrong_tries_are_counted_though_each_is_refused(applicant: Applicant) -> None:
    for left in ("4", "3", "2", "1", "0"):
        with pytest.raises(WrongCode) as refused:
            applicant.types(applicant.phone.wrong())
        assert refused.value.details == {"tries_left": left}

    with pytest.raises(TooManyAttempts) as closed:
        applicant.types(applicant.phone.last)

    assert closed.value.details == {"retry_after": "900"}


def test_twenty_simultaneous_guesses_are_five_tries(applicant: Applicant) -> None:
    wrong = applicant.phone.wrong()

    answers = simultaneously(20, lambda: applicant.types(wrong))

    assert sum(isinstance(answer, WrongCode) for answer in answers) == 5
    assert sum(isinstance(answer, TooManyAttempts) for answer in answers) == 15


def test_a_code_expires(applicant: Applicant) -> None:
    with pytest.raises(CodeExpired):
        applicant.types(applicant.phone.last, after=timedelta(minutes=5))


def test_a_replaced_code_is_good_for_half_a_minute_and_then_named(applicant: Applicant) -> None:
    old = applicant.phone.last
    applicant.asks_again(after=timedelta(minutes=2))

    with pytest.raises(CodeReplaced):
        applicant.types(old, after=timedelta(minutes=2, seconds=31))
    assert applicant.types(old, after=timedelta(minutes=2, seconds=30)).state is PersonState.ACTIVE


def test_the_newer_code_is_good(applicant: Applicant) -> None:
    applicant.asks_again(after=timedelta(minutes=2))

    assert applicant.types(applicant.phone.last, after=timedelta(minutes=6)).state is PersonState.ACTIVE


def test_a_new_code_has_to_be_waited_for(applicant: Applicant) -> None:
    with pytest.raises(ResendTooSoon) as refused:
        applicant.asks_again(after=timedelta(seconds=45))

    assert refused.value.details == {"retry_after": "15"}


def test_a_code_that_could_not_be_sent_may_be_asked_for_at_once(
    database: Database, vault: Vault, telephone: Telephone
) -> None:
    telephone.reachable = False
    applicant = Applicant(database, vault, telephone)
    telephone.reachable = True

    applicant.asks_again(after=timedelta(seconds=1))

    assert applicant.types(telephone.last, after=timedelta(seconds=2)).state is PersonState.ACTIVE


def test_twenty_simultaneous_wishes_send_one_code(applicant: Applicant) -> None:
    answers = simultaneously(20, lambda: applicant.asks_again(after=timedelta(minutes=2)))

    assert sum(isinstance(answer, Registration) for answer in answers) == 1
    assert sum(isinstance(answer, ResendTooSoon) for answer in answers) == 19
    assert len(applicant.phone.codes) == 2


def test_a_phone_gets_six_codes_an_hour_whoever_asks(
    database: Database, vault: Vault, telephone: Telephone
) -> None:
    phone = Phone("+79001112233")
    for minutes in range(0, 12, 2):
        with clock.freeze(NOW + timedelta(minutes=minutes)):
            applicant = Applicant(database, vault, telephone, phone=phone)

    with pytest.raises(TooManyAttempts) as refused:
        applicant.asks_again(after=timedelta(minutes=20))

    assert refused.value.details == {"retry_after": "2400"}
    assert len(telephone.codes) == 6


def test_an_active_account_needs_no_code(database: Database, vault: Vault, telephone: Telephone) -> None:
    person_id = an_active_person(database, vault)

    answer = resend_code(database, vault, telephone, ResendCode(person_id=person_id))

    assert answer.state is PersonState.ACTIVE
    assert telephone.codes == []


def test_nobody_is_confirmed_who_never_registered(database: Database, vault: Vault) -> None:
    with pytest.raises(UnknownPerson):
        confirm_phone(database, vault, ConfirmPhone(person_id=PersonId(new_id()), code="123456"))


def test_nobody_gets_a_code_who_never_registered(
    database: Database, vault: Vault, telephone: Telephone
) -> None:
    with pytest.raises(UnknownPerson):
        resend_code(database, vault, telephone, ResendCode(person_id=PersonId(new_id())))
