"""What was done outside the feeds, from the form to the ledger; and what broke a rule, to its end."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import httpx
import pytest
from rich.console import Console

from deploy.demo import papers
from deploy.demo.display import Display
from deploy.demo.drive import STEPS, opened
from deploy.demo.journey import Journey
from deploy.seed.api import Api
from deploy.seed.entrance import enter
from kernel import clock
from tests.suite import RunningSuite


@pytest.fixture
def journey(suite: RunningSuite) -> Iterator[Journey]:
    """A specialist with a cycle and nothing in it."""
    suite.ready()
    with opened(suite.demo, Display(len(STEPS), Console(quiet=True))) as journey:
        for step in (Journey.register, Journey.confirm, Journey.log_in, Journey.open_cycle):
            step(journey)
        yield journey


@pytest.fixture
def specialist(suite: RunningSuite, journey: Journey) -> Iterator[httpx.Client]:
    account = {"login": journey.newcomer.phone, "password": journey.newcomer.password}
    with suite.client() as anyone:
        token = enter(Api(anyone), account).access_token
    with suite.client(token) as client:
        yield client


def uploaded(journey: Journey) -> str:
    """A confirmation of an event, checked by the portfolio."""
    content = papers.scan_of("activity_confirmation", journey.newcomer)
    announced = {
        "type": "activity_confirmation",
        "filename": "certificate.pdf",
        "media_type": "application/pdf",
        "size": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
        "issued_on": clock.today().isoformat(),
        "number": "17",
    }
    upload = journey.specialist.post("/v1/me/documents", announced)
    journey.specialist.put_file(upload, content)
    checked = journey.specialist.post(f"/v1/me/documents/{upload['document_id']}/check")
    assert checked["state"] == "accepted", checked
    return str(upload["document_id"])


def a_claim(document: str, **told: Any) -> dict[str, Any]:
    return {
        "form": "outside_event",
        "speciality": "terapiya",
        "title": "Конгресс по внутренним болезням",
        "organiser": "Европейское общество",
        "completed_on": (clock.today() - timedelta(days=10)).isoformat(),
        "credits": "4.5",
        "details": {"place": "Вена", "minutes": "210"},
        "evidence": [document],
        **told,
    }


def test_a_claim_goes_from_the_form_to_the_ledger_and_to_its_audit(
    suite: RunningSuite, journey: Journey, specialist: httpx.Client
) -> None:
    document = uploaded(journey)
    forms = journey.anonymous.get("/v1/claim-forms")["items"]
    assert "outside_event" in {form["code"] for form in forms}

    short = specialist.post("/v1/me/claims/validation", json={"form": "outside_event"}).json()
    assert short["problems"]["details.minutes"] == "required"
    draft = specialist.post("/v1/me/claims", json=a_claim(document, title="Конгр")).raise_for_status().json()
    claim = f"/v1/claims/{draft['claim_id']}"
    saved = (
        specialist.put(claim, json=a_claim(document), headers={"If-Match": '"1"'}).raise_for_status().json()
    )
    submitted = journey.specialist.post(f"{claim}/submission", version=saved["version"])
    assert submitted["receipt"].startswith("CL-")

    queue = journey.administrator.get("/v1/review/claims")["items"]
    assert draft["claim_id"] in {each["claim_id"] for each in queue}
    proof = journey.administrator.wait_for(f"/v1/documents/{document}/download", "evidence shown", bool)
    assert journey.administrator.download(proof).startswith(b"%PDF")
    returned = journey.administrator.post(
        f"{claim}/return", {"text": "Сколько минут было без перерывов?"}, version=submitted["version"]
    )
    journey.specialist.post(f"{claim}/comments", {"text": "210 без перерывов."})
    again = journey.specialist.post(f"{claim}/submission", version=returned["version"])
    accepted = journey.administrator.post(f"{claim}/acceptance", version=again["version"])
    assert (accepted["state"], accepted["receipt"]) == ("accepted", submitted["receipt"])

    [entry] = journey.specialist.get("/v1/me/credits/entries")["items"]
    assert (entry["entry_id"], entry["credits"]) == (draft["claim_id"], "4.5")
    steps = journey.specialist.get(f"{claim}/history")["items"]
    assert [step["state"] for step in steps] == [
        "draft",
        "draft",
        "submitted",
        "returned",
        "submitted",
        "accepted",
    ]

    with suite.client(suite.token("administrator")) as operator:
        drawn = operator.get("/v1/review/claim-audits").json()["items"]
        audit = next((each for each in drawn if each["claim_id"] == draft["claim_id"]), None)
        audit = audit or operator.post(f"{claim}/audit", json={"reason": "Жалоба"}).raise_for_status().json()
        outcome = {"outcome": "reversed", "reason": "Документ подложный"}
        own = operator.post(f"/v1/review/claim-audits/{audit['audit_id']}/outcome", json=outcome)
    assert (own.status_code, own.json()["code"]) == (403, "OwnClaim")
    journey.specialist.wait_for(
        "/v1/me/notices?limit=50",
        "told of every step",
        lambda page: (
            {
                f"ru.nmo.credits.{name}.v1"
                for name in (
                    "manual_claim.submitted",
                    "manual_claim.returned",
                    "entry.posted",
                    "claim_audit.opened",
                )
            }
            <= {one["topic"] for one in page["items"]}
        ),
    )


def test_the_desk_of_the_quarantine_shows_and_drops_what_broke_a_rule(
    suite: RunningSuite, journey: Journey
) -> None:
    """Two seats of one programme of 144 credits in one cycle: the second is a duplicate."""
    for step in (Journey.draft, Journey.approve, Journey.enrol):
        step(journey)
    activity = journey.kept["activity"].rsplit("/", 1)[-1]
    # What is credited before it is planned is given up again, and the seat with it.
    journey.specialist.wait_for(
        "/v1/me/planned-activities",
        "planned",
        lambda page: activity in {item["activity_id"] for item in page["items"]},
    )
    award = {
        "person_id": journey.kept["person"],
        "speciality": "terapiya",
        "activity_id": activity,
        "kind": "programme",
        "title": journey.kept["title"],
        "credits": "36.0",
        "completed_on": clock.today().isoformat(),
        "reason": "Зачтено до отметки о посещении",
    }
    journey.administrator.post("/v1/credits/entries", award)
    journey.attend()

    page = journey.administrator.wait_for(
        f"/v1/credits/quarantine?person_id={journey.kept['person']}",
        "quarantined",
        lambda page: page["items"],
    )
    [found] = page["items"]
    path = f"/v1/credits/quarantine/{found['claim_id']}"
    assert found["code"] == "AlreadyAwarded"
    assert journey.administrator.post(f"{path}/resubmission", {"reason": "Проверка"})["state"] == "waiting"
    dropped = journey.administrator.post(f"{path}/dropping", {"reason": "Дубликат"})

    assert dropped["state"] == "dropped"
    with suite.client(suite.token("administrator")) as again:
        refused = again.post(f"{path}/dropping", json={"reason": "Ещё раз"})
    assert (refused.status_code, refused.json()["code"]) == (409, "QuarantineSettled")


def test_a_transcript_is_drawn_in_four_formats_that_anybody_checks(
    journey: Journey, specialist: httpx.Client
) -> None:
    cycle = journey.specialist.get("/v1/me/credits/balance")["items"][0]["cycle_id"]

    drawn = journey.specialist.post(f"/v1/me/cycles/{cycle}/transcripts")

    proof = journey.anonymous.get(f"/v1/public/transcripts/{drawn['number'].lower()}")
    assert (proof["is_current"], proof["total"]) == (True, "0.0")
    files = f"/v1/me/transcripts/{drawn['transcript_id']}/files"
    for file in proof["files"]:
        content = journey.specialist.download(journey.specialist.get(f"{files}/{file['format']}"))
        assert hashlib.sha256(content).hexdigest() == file["sha256"]
    schema = specialist.get("/schemas/credit-transcript-1.xsd")
    assert (schema.status_code, schema.headers["Content-Type"]) == (200, "application/xml")
    [listed] = journey.specialist.get("/v1/me/transcripts")["items"]
    assert listed["number"] == drawn["number"]


def test_a_file_of_claims_gets_a_verdict_for_every_row_and_is_drawn_as_a_series(
    journey: Journey, specialist: httpx.Client
) -> None:
    document, cycle = uploaded(journey), journey.specialist.get("/v1/me/credits/balance")["items"][0]
    day = (clock.today() - timedelta(days=10)).strftime("%d.%m.%Y")
    content = (
        "форма;специальность;название;организатор;дата;зет;place;minutes;документы\r\n"
        f"outside_event;terapiya;Первый конгресс;Общество;{day};4,5;Вена;210;{document}\r\n"
        f"outside_event;terapiya;Второй конгресс;Общество;{day};4,55;Вена;210;{document}\r\n"
    ).encode("cp1251")
    announced = {
        "filename": "заявки.csv",
        "media_type": "text/csv",
        "size": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
    }

    expected = journey.specialist.post("/v1/claim-imports", announced)
    journey.specialist.put_file(expected["upload"], content)
    path = f"/v1/claim-imports/{expected['import_id']}"
    journey.specialist.post(f"{path}/start")
    journey.specialist.wait_for(path, "rows settled", lambda one: one["state"] == "finished")

    first, second = journey.specialist.get(f"{path}/rows")["items"]
    assert (first["verdict"], first["receipt"][:3]) == ("submitted", "CL-")
    assert (second["verdict"], second["problems"]) == ("invalid", {"credits": "credits.step"})
    again = specialist.post("/v1/claim-imports", json=announced).raise_for_status().json()
    assert (again["import_id"], again["upload"]) == (expected["import_id"], None)
    journey.administrator.post(f"/v1/claims/{first['claim_id']}/acceptance", version=2)
    series = journey.specialist.get(f"/v1/me/cycles/{cycle['cycle_id']}/series", step="day")
    assert [(point["total"], point["cumulative"]) for point in series["points"]] == [("4.5", "4.5")]
