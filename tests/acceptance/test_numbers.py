"""Numbers of persons are judged at the door, each by its own rule, and named by its field."""

from __future__ import annotations

import pytest

from deploy.demo.newcomer import a_newcomer
from tests.acceptance.newcomers import registered
from tests.suite import RunningSuite

# Field, what is typed, and the rule it breaks; of numbers up to 001-001-998 no checksum is asked.
TYPED = [
    ("snils", "112-233-445 95", None),
    ("snils", "087-654-303 00", None),
    ("snils", "123-456-789 64", None),
    ("snils", "001-019-989 00", None),
    ("snils", "001-019-998 00", None),
    ("snils", "001-019-999 01", None),
    ("snils", "002-999-989 00", None),
    ("snils", "000-000-600 06", None),
    ("snils", "000-000-600 15", None),
    ("snils", "001-001-998 00", None),
    ("snils", "001-001-999 00", "snils.checksum"),
    ("snils", "112-233-445 94", "snils.checksum"),
    ("snils", "112-233-445", "snils.format"),
    ("inn", "500100732259", None),
    ("inn", "123456789047", None),
    ("inn", "585204118212", None),
    ("inn", "376864406601", None),
    ("inn", "123456789037", "inn.checksum"),
]


@pytest.mark.parametrize(("field", "typed", "rule"), TYPED)
def test_a_number_is_taken_or_its_rule_is_named(
    suite: RunningSuite, field: str, typed: str, rule: str | None
) -> None:
    """The password is too weak, so that nobody is registered by this."""
    said = {**a_newcomer().registration, field: typed, "password": "qwerty"}

    with suite.apart() as anyone:
        answer = anyone.post("/v1/registrations", json=said)

    assert (answer.status_code, answer.json()["details"].get(field)) == (422, rule)


def test_a_session_is_listed_under_the_name_of_its_device(suite: RunningSuite) -> None:
    newcomer = a_newcomer()
    registered(suite, newcomer)
    said = {"login": newcomer.phone, "password": newcomer.password, "device": "Ноутбук в ординаторской"}

    with suite.apart() as anyone:
        opened = anyone.post("/v1/sessions", json=said).raise_for_status().json()
    with suite.client(opened["access_token"]) as own:
        [mine] = [each for each in own.get("/v1/me/sessions").json()["items"] if each["is_current"]]
        ended = own.delete(f"/v1/me/sessions/{mine['session_id']}")
    with suite.apart() as anyone:
        again = anyone.post("/v1/sessions/refresh", json={"refresh_token": opened["refresh_token"]})

    assert (mine["device"], ended.status_code) == ("Ноутбук в ординаторской", 204)
    assert mine["opened_at"] <= mine["used_at"] < mine["expires_at"]
    assert (again.status_code, again.json()["code"]) == (401, "SessionEnded")
