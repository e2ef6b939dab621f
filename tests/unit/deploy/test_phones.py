"""The telephones of the SMS emulator."""

from __future__ import annotations

from deploy.emulators.sms import MOST_KEPT, Phones

ANNA = "+79001234567"


def a_message(number: int, to: str = ANNA) -> dict[str, str]:
    return {"id": str(number), "to": to, "text": f"code {number}"}


def test_the_newest_message_comes_first() -> None:
    phones = Phones()

    phones.take(a_message(1))
    phones.take(a_message(2))

    assert [message["text"] for message in phones.of(ANNA)] == ["code 2", "code 1"]


def test_a_phone_sees_only_its_own_messages() -> None:
    phones = Phones()

    phones.take(a_message(1, to="+79007654321"))

    assert phones.of(ANNA) == []


def test_the_same_message_again_changes_nothing() -> None:
    phones = Phones()

    phones.take(a_message(1))
    phones.take(a_message(1))

    assert len(phones.of(ANNA)) == 1


def test_a_message_to_a_phone_out_of_reach_is_undelivered() -> None:
    phones = Phones()
    phones.reach(ANNA, reachable=False)

    assert phones.take(a_message(1))["status"] == "undelivered"


def test_a_phone_can_come_back() -> None:
    phones = Phones()
    phones.reach(ANNA, reachable=False)
    phones.reach(ANNA, reachable=True)

    assert phones.take(a_message(1))["status"] == "delivered"


def test_the_oldest_messages_are_forgotten() -> None:
    phones = Phones()

    for number in range(MOST_KEPT + 1):
        phones.take(a_message(number))

    assert len(phones.of(ANNA)) == MOST_KEPT
