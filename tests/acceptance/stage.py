"""The activities that journeys of the catalogue are about, and who asks for what."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import httpx

from deploy.demo.journey import SPECIALITY, soon
from kernel import clock

Answer = dict[str, Any]

A_CARD = {
    "title": "Черновик, которого ещё никто не видел",
    "kind": "event",
    "format": "online",
    "goals": "Показать, что черновик виден только своим.",
    "specialities": ["terapiya"],
    "credits": "4.0",
    "starts_at": "2030-01-10T09:00:00Z",
    "ends_at": "2030-01-10T15:00:00Z",
    "presence": {"min_minutes": 180},
    "capacity": 25,
    "demo": True,
}
AN_ITEM = {"code": "К-1", "content": {"kind": "number", "topic": "Ч", "text": "2 + 2?", "key": ["4"]}}
A_ROSTER = {"filename": "a.csv", "media_type": "text/csv", "size": 1, "sha256": "0" * 64}


def a_programme(title: str, **told: Any) -> Answer:
    """It begins soon enough to be attended today."""
    starts_at = soon()
    return {
        "title": title,
        "kind": "programme",
        "format": "online",
        "goals": "Обновить знания о болезнях редких и частых.",
        "specialities": [SPECIALITY],
        "credits": "36.0",
        "starts_at": starts_at.isoformat().replace("+00:00", "Z"),
        "ends_at": (starts_at + timedelta(days=60)).isoformat().replace("+00:00", "Z"),
        "presence": {"min_minutes": 60},
        "capacity": 1,
        "price": "7200.00",
        "demo": True,
        **told,
    }


def asked(client: httpx.Client, method: str, path: str, body: Answer | None = None, **told: Any) -> Answer:
    answer = client.request(method, path, **({"json": body} if body is not None else {}), **told)
    assert answer.is_success, answer.text
    found: Answer = answer.json()
    return found


def published(people: dict[str, httpx.Client], title: str, **told: Any) -> str:
    """Written, submitted and approved. Gives its address."""
    card = asked(people["provider"], "POST", "/v1/activities", a_programme(title, **told))
    path = f"/v1/activities/{card['activity_id']}"
    card = asked(people["provider"], "POST", f"{path}/submission", {"version": card["version"]})
    asked(people["administrator"], "POST", f"{path}/approval", {"version": card["version"]})
    return path


def found(people: dict[str, httpx.Client], word: str) -> list[str]:
    page = asked(people["anyone"], "GET", "/v1/activities", params={"text": word, "speciality": SPECIALITY})
    return [f"/v1/activities/{each['activity_id']}" for each in page["items"]]


def consented(people: dict[str, httpx.Client]) -> str:
    """The newcomer lets the employer know of them. Gives who the newcomer is."""
    texts = asked(people["newcomer"], "GET", "/v1/consent-texts")["items"]
    text = next(each for each in texts if each["purpose"] == "monitoring")
    consent = {
        "purpose": text["purpose"],
        "text_version": text["version"],
        "recipient_id": asked(people["employer"], "GET", "/v1/me")["organisation_id"],
        "level": "professional",
    }
    asked(people["newcomer"], "POST", "/v1/me/consents", consent)
    person: str = asked(people["newcomer"], "GET", "/v1/me")["person_id"]
    return person


def a_seat_contract() -> dict[str, object]:
    until = clock.today() + timedelta(days=30)
    return {"seats": 1, "price": "100.00 RUB", "until": until.isoformat()}
