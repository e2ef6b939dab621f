"""The main job, step by step. See docs/central-process.md, whose lines these are."""

from __future__ import annotations

import hashlib
import re
import time
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import httpx

from deploy.demo import papers
from deploy.demo.display import Display
from deploy.demo.newcomer import Newcomer
from deploy.demo.traveller import Failed, Traveller
from kernel import clock

SPECIALITY = "terapiya"
# What a portfolio for periodic accreditation needs, and what is typed in with each document.
DATED = {"issued_on": "2010-06-30"}
DOCUMENTS: dict[str, dict[str, str]] = {
    "identity": {"number": "4510 123456", "issued_on": "2014-05-20"},
    "snils": {},
    "diploma": {"number": "ВСГ 1234567", **DATED},
    "diploma_appendix": {"number": "ВСГ 1234567-П"},
    "professional_report": {},
    "work_record": {"issued_on": "2026-10-01"},
}


SOON = timedelta(seconds=60)


def soon() -> datetime:
    """Late enough to be approved before it, and today, so that what begins then can be attended at once.

    Attendance is told by days: the last minute of a day is waited out.
    """
    while clock.legal_day(clock.now() + SOON) != clock.today():
        time.sleep(1)
    return clock.now() + SOON


@dataclass
class Journey:
    """Who takes part, and what one step leaves for the next."""

    display: Display
    anonymous: Traveller
    specialist: Traveller
    provider: Traveller
    administrator: Traveller
    reviewer: Traveller
    commission: Traveller
    auditor: Traveller
    sms: httpx.Client
    newcomer: Newcomer
    kept: dict[str, Any] = field(default_factory=dict)

    def register(self) -> None:
        """A specialist registers with the data of the passport"""
        opened = self.specialist.post("/v1/registrations", self.newcomer.registration)
        self.kept["person"] = opened["person_id"]

    def confirm(self) -> None:
        """The code from the SMS confirms the phone"""
        answer = self.sms.get("/messages", params={"to": self.newcomer.phone})
        text = answer.json()["messages"][0]["text"]
        self.display.said("phone", "SMS", "", 200, re.sub(r"\d{6}", "******", text))
        found = re.search(r"\b\d{6}\b", text)
        if found is None:
            raise Failed("the SMS holds no code")
        path = f"/v1/registrations/{self.kept['person']}/confirmation"
        self.specialist.post(path, {"code": f"{found[0][:3]} {found[0][3:]}"})

    def log_in(self) -> None:
        """The specialist logs in"""
        self.specialist.log_in({"login": self.newcomer.phone, "password": self.newcomer.password})
        self.specialist.get("/v1/me")

    def open_cycle(self) -> None:
        """The specialist opens a cycle from the date of the last accreditation"""
        last = clock.today() - timedelta(days=1600)
        basis = {"basis": "register_extract", "basis_issued_on": last.isoformat()}
        self.specialist.post("/v1/me/cycles", {"speciality": SPECIALITY, **basis})

    def draft(self) -> None:
        """A provider writes a programme's card and submits it"""
        starts_at = soon()
        self.kept["title"] = f"Актуальные вопросы терапии, поток {starts_at:%d%m%H%M%S%f}"
        card = self.provider.post(
            "/v1/activities",
            {
                "title": self.kept["title"],
                "kind": "programme",
                "format": "online",
                "goals": "Обновить знания о диагностике и лечении внутренних болезней.",
                "specialities": [SPECIALITY],
                "credits": "144.0",
                "starts_at": starts_at.isoformat().replace("+00:00", "Z"),
                "ends_at": (starts_at + timedelta(days=90)).isoformat().replace("+00:00", "Z"),
                "presence": {"min_minutes": 6480},
                "capacity": 25,
                "demo": True,
            },
        )
        self.kept["activity"] = f"/v1/activities/{card['activity_id']}"
        submitted = self.provider.post(f"{self.kept['activity']}/submission", version=card["version"])
        self.kept["version"] = submitted["version"]

    def approve(self) -> None:
        """An administrator approves it; it gets a registry number"""
        self.administrator.post(f"{self.kept['activity']}/approval", version=self.kept["version"])

    def find(self) -> None:
        """The specialist finds it by words in any form"""
        found = self.specialist.get("/v1/activities", text="актуальный вопрос терапии", speciality=SPECIALITY)
        if not found["items"]:
            raise Failed("the search found nothing")

    def enrol(self) -> None:
        """The specialist takes a seat"""
        seat = self.specialist.post(f"{self.kept['activity']}/enrolments", {"speciality": SPECIALITY})
        self.kept["enrolment"] = seat["enrolment_id"]

    def attend(self) -> None:
        """The provider reports attendance"""
        row = {
            "enrolment_id": self.kept["enrolment"],
            "attended_on": clock.today().isoformat(),
            "minutes": 6480,
        }
        report = self.provider.post(f"{self.kept['activity']}/attendance", {"rows": [row]})
        if report["accepted"] != 1:
            raise Failed(f"the report was not accepted: {report['results']}")

    def earn(self) -> None:
        """Credits are posted to the cycle, with the trace of every rule"""
        self.specialist.wait_for("/v1/me/credits/entries", "credits posted", lambda page: page["items"])
        standing = self.specialist.get("/v1/me/credits")["items"][0]
        if not standing["ready"]:
            raise Failed(f"the requirement is not met: {standing['accreditation']}")

    def confirm_activity(self) -> None:
        """A confirmation act is drawn up, stored, and publicly verifiable"""
        path = "/v1/me/confirmations"
        page = self.specialist.wait_for(
            path, "act issued", lambda page: page["items"] and page["items"][0]["state"] == "issued"
        )
        act = page["items"][0]
        link = self.specialist.get(f"{path}/{act['confirmation_id']}/download")
        proof = self.anonymous.get(f"/v1/public/confirmations/{act['number']}")
        self._same(self.specialist.download(link), proof["sha256"])

    def upload(self) -> None:
        """The specialist uploads the documents straight to the store; each is checked"""
        for kind, typed in DOCUMENTS.items():
            content = papers.scan_of(kind, self.newcomer)
            announced = {
                "type": kind,
                "filename": f"{kind}.pdf",
                "media_type": "application/pdf",
                "size": len(content),
                "sha256": hashlib.sha256(content).hexdigest(),
                **typed,
            }
            upload = self.specialist.post("/v1/me/documents", announced)
            self.specialist.put_file(upload, content)
            checked = self.specialist.post(f"/v1/me/documents/{upload['document_id']}/check")
            if checked["state"] != "accepted":
                raise Failed(f"the document was not accepted: {checked['findings']}")

    def apply(self) -> None:
        """The specialist applies for admission"""
        application = self.specialist.post("/v1/applications", self.application)
        self.kept["application"] = f"/v1/applications/{application['application_id']}"

    @property
    def application(self) -> dict[str, str]:
        """What the specialist types to apply."""
        starts = clock.today() + timedelta(days=30)
        return {
            "kind": "periodic",
            "speciality": SPECIALITY,
            **self.newcomer.identity,
            "place": "Москва, демонстрационная поликлиника № 1",
            "starts_on": starts.isoformat(),
        }

    def check(self) -> None:
        """Credits and portfolio answer; identity, hours and documents are checked"""
        application = self.specialist.wait_for(
            self.kept["application"], "checks complete", lambda one: one["state"] == "review"
        )
        failed = [check for check in application["checks"] if check["verdict"] != "passed"]
        if failed:
            raise Failed(f"checks failed: {failed}")
        self.kept["version"] = application["version"]

    def recommend(self) -> None:
        """A reviewer recommends"""
        advice = {"kind": "admit", "rationale": "Часы, документы и личность подтверждены."}
        path = f"{self.kept['application']}/recommendation"
        self.kept["version"] = self.reviewer.post(path, advice, version=self.kept["version"])["version"]

    def decide(self) -> None:
        """The commission, in another person, decides"""
        decision = {"outcome": "admit", "rationale": "Требования порядка аккредитации выполнены."}
        path = f"{self.kept['application']}/decision"
        self.commission.post(path, decision, version=self.kept["version"])

    def issue(self) -> None:
        """The certificate is drawn up, downloadable, and publicly verifiable"""
        path = self.kept["application"]
        decision = self.specialist.wait_for(
            f"{path}/decision", "certificate issued", lambda one: one["act_state"] == "issued"
        )
        link = self.specialist.get(f"{path}/act")
        proof = self.anonymous.get(f"/v1/public/acts/{decision['act_number']}")
        self._same(self.specialist.download(link), proof["sha256"])

    def tell(self) -> None:
        """The specialist has been told of every step"""
        self.specialist.wait_for(
            "/v1/me/notices?limit=50",
            "all notices delivered",
            lambda page: {"ru.nmo.admission.act.issued.v1"} <= {one["topic"] for one in page["items"]},
        )

    def audit(self) -> None:
        """Every step is a line in the journal, and counted in the open statistics"""
        for service in ("identity", "catalogue", "credits", "portfolio", "admission"):
            self.auditor.get("/v1/audit", service=service, subject=self._subject(service), limit="20")
        self.anonymous.get("/v1/statistics")

    def _subject(self, service: str) -> str:
        things = {"catalogue": self.kept["activity"], "admission": self.kept["application"]}
        return str(things.get(service, self.kept["person"])).rsplit("/", 1)[-1]

    def _same(self, content: bytes, sha256: str) -> None:
        if hashlib.sha256(content).hexdigest() != sha256:
            raise Failed("the downloaded file is not the one the public register vouches for")
