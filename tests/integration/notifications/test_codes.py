"""One-time codes go to the phone, or else to a proved address; whoever sends them learns which."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import httpx
import pytest

from contracts.notifications.codes import CodePurpose, CodeStatus, SendCode, SendEmailCode
from contracts.notifications.letters import LetterTopic, SendLetter, SendText
from deploy.emulators.sms import serve
from kernel.identifiers import Email, Phone
from services.notifications.channels import MAIL, SMS, MessageGateway
from services.notifications.usecases import codes

PHONE, EMAIL = Phone("+79001234567"), Email("anna@example.ru")
NOWHERE = "http://127.0.0.1:9"


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    """Of the emulator."""
    server = serve(0)
    answering = threading.Thread(target=server.serve_forever)
    answering.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    answering.join()
    server.server_close()


def received(url: str, to: object) -> list[dict[str, str]]:
    messages: list[dict[str, str]] = httpx.get(f"{url}/messages", params={"to": str(to)}).json()["messages"]
    return messages


def a_code(code: str, email: Email | None = EMAIL) -> SendCode:
    return SendCode(phone=PHONE, email=email, code=code, purpose=CodePurpose.RESET_PASSWORD)


def test_a_code_goes_to_the_phone(url: str) -> None:
    sent = codes.send_code(MessageGateway(SMS, url), MessageGateway(MAIL, url), a_code("100001"))

    assert sent.status is CodeStatus.SENT
    assert "100001" in received(url, PHONE)[0]["text"]
    assert not [each for each in received(url, EMAIL) if "100001" in each["text"]]


@pytest.mark.parametrize("is_reachable", [True, False], ids=["gateway down", "phone out of reach"])
def test_an_undelivered_code_falls_to_the_address_at_once(url: str, *, is_reachable: bool) -> None:
    """ID-20: an SMS that is not delivered falls to e-mail within a minute; here, in the same call."""
    httpx.put(f"{url}/numbers/{PHONE}", json={"reachable": is_reachable})
    sms = MessageGateway(SMS, NOWHERE if is_reachable else url)

    sent = codes.send_code(sms, MessageGateway(MAIL, url), a_code("200002"))

    httpx.put(f"{url}/numbers/{PHONE}", json={"reachable": True})
    assert sent.status is CodeStatus.SENT_BY_EMAIL
    letter = received(url, EMAIL)[0]
    assert (letter["subject"], "200002" in letter["text"]) == ("Одноразовый код", True)


@pytest.mark.parametrize("mail", [NOWHERE, None], ids=["down", "none"])
def test_that_no_way_is_open_is_an_answer(url: str, mail: str | None) -> None:
    nobody = MessageGateway(SMS, NOWHERE)

    lost = codes.send_code(nobody, MessageGateway(MAIL, mail), a_code("300003"))
    unproved = codes.send_code(nobody, MessageGateway(MAIL, url), a_code("300003", email=None))

    assert (lost.status, unproved.status) == (CodeStatus.NOT_DELIVERED, CodeStatus.NOT_DELIVERED)


def test_the_code_of_an_address_goes_there_and_nowhere_else(url: str) -> None:
    command = SendEmailCode(email=EMAIL, code="400004", purpose=CodePurpose.CONFIRM_EMAIL, language="en")

    sent = codes.send_email_code(MessageGateway(MAIL, url), command)

    assert sent.status is CodeStatus.SENT
    assert "Code to confirm your address: 400004" in received(url, EMAIL)[0]["text"]


def test_a_phone_that_was_left_is_told(url: str) -> None:
    old = Phone("+79990000077")

    codes.send_text(MessageGateway(SMS, url), SendText(phone=old, topic=LetterTopic.PHONE_CHANGED))

    assert received(url, old)[0]["text"].startswith("У вашей учётной записи НМО теперь другой телефон.")


def test_an_address_that_was_left_is_told(url: str) -> None:
    old = Email("old@example.ru")

    codes.send_letter(MessageGateway(MAIL, url), SendLetter(email=old, topic=LetterTopic.EMAIL_CHANGED))

    assert received(url, old)[0]["subject"] == "Адрес почты изменён"
