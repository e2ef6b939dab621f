"""A moderator takes over a published nomenclature, and cards that start later go by it."""

from __future__ import annotations

import httpx

from tests.acceptance.stage import A_CARD, asked

OID = "1.2.643.5.1.13.13.11.1066"
# In force long after everything else that is tried.
SINCE = "2035-01-01"
FILE = "ID;NAME;DATEOUT;SUCCESSOR\n49;Терапия;2035-02-01;300\n300;Внутренние болезни;;\n"


def a_card(day: str, speciality: str) -> dict[str, object]:
    times = {"starts_at": f"{day}T09:00:00Z", "ends_at": f"{day}T15:00:00Z"}
    return {**A_CARD, **times, "specialities": [speciality]}


def test_a_published_nomenclature_is_what_cards_are_held_against(people: dict[str, httpx.Client]) -> None:
    provider = people["provider"]
    command = {
        "oid": OID,
        "version": "2035.1",
        "title": "Номенклатура специальностей",
        "valid_from": SINCE,
        "format": "csv",
        "content": FILE,
    }

    taken = asked(people["administrator"], "POST", "/v1/dictionaries", command)
    listed = asked(people["anyone"], "GET", "/v1/specialities", params={"on": SINCE})["items"]
    asked(provider, "POST", "/v1/activities", a_card("2035-01-10", "terapiya"))
    asked(provider, "POST", "/v1/activities", a_card("2034-12-10", "kardiologiya"))
    ended = provider.post("/v1/activities", json=a_card("2035-02-10", "terapiya"))
    unknown = provider.post("/v1/activities", json=a_card("2035-01-10", "kardiologiya"))

    assert taken["is_taken"]
    assert [(each["code"], each["successor"]) for each in listed] == [("300", None), ("terapiya", "300")]
    for answer, facts in (
        (ended, {"rule": "speciality.not_in_force", "successor": "300"}),
        (unknown, {"rule": "speciality.unknown"}),
    ):
        told = answer.json()
        assert (answer.status_code, told["code"]) == (404, "UnknownSpeciality")
        assert {"field": "specialities", **facts}.items() <= told["details"].items()
    wanted = {"speciality": "terapiya", "starts_after": "2035-02-10T00:00:00Z"}
    for path in ("/v1/activities", "/v1/activity-facets"):
        refused = people["anyone"].get(path, params=wanted)
        told = refused.json()
        assert (refused.status_code, told["code"]) == (422, "SpecialityNotSought")
        assert [(each["field"], each["rule"]) for each in told["errors"]] == [
            ("speciality", "speciality.lapsed")
        ]
        assert told["details"]["successor"] == "300"
