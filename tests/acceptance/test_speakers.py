"""A provider's speakers declare their interests, and no activity goes on without that."""

from __future__ import annotations

import httpx

from kernel import clock
from tests.acceptance.stage import a_programme, asked


def test_an_activity_waits_for_what_its_speaker_declares(people: dict[str, httpx.Client]) -> None:
    provider = people["provider"]
    speaker = asked(provider, "POST", "/v1/speakers", {"name": "Иванова А. А.", "bio": "Кардиолог"})
    named = {"code": "ivanova", "name": "?", "has_interest": False, "speaker_id": speaker["speaker_id"]}
    card = asked(
        provider, "POST", "/v1/activities", a_programme("С докладчиком", details={"speakers": [named]})
    )
    path = f"/v1/activities/{card['activity_id']}"
    version = {"version": card["version"]}

    early = provider.post(f"{path}/submission", json=version)
    declared = {
        "declared_on": clock.today().isoformat(),
        "has_interest": True,
        "statement": "Гонорары производителя",
    }
    asked(provider, "POST", f"/v1/speakers/{speaker['speaker_id']}/disclosures", declared)
    submitted = asked(provider, "POST", f"{path}/submission", version)

    assert (early.status_code, early.json()["code"]) == (409, "GateNotPassed")
    assert early.json()["details"] == {"speakers.disclosed": "ivanova"}
    [told] = early.json()["errors"]
    assert (told["rule"], "конфликте интересов" in told["message"]) == ("speakers.disclosed", True)
    assert submitted["state"] == "review"
    [public] = asked(people["administrator"], "GET", path)["details"]["speakers"]
    assert (public["name"], public["declared_on"]) == ("Иванова А. А.", declared["declared_on"])
    assert (public["has_interest"], public["disclosure"]) == (True, declared["statement"])
