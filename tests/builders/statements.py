"""What launched content tells, of which a test names only what matters to it."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import parse_qs, urlsplit

VERBS = "http://adlnet.gov/expapi/verbs/"
PROGRESS = "https://w3id.org/xapi/cmi5/result/extensions/progress"


class Content:
    """The program of a package, which knows of its launch what the address tells."""

    def __init__(self, url: str) -> None:
        self.address = urlsplit(url)
        told = {name: values[0] for name, values in parse_qs(self.address.query).items()}
        self.endpoint, self.fetch = told["endpoint"], told["fetch"]
        self.registration, self.unit = told["registration"], told["activityId"]
        self.actor: dict[str, Any] = json.loads(told["actor"])

    @property
    def launch(self) -> str:
        """The token of the address."""
        return parse_qs(urlsplit(self.fetch).query)["launch"][0]

    def says(self, verb: str, **told: Any) -> dict[str, Any]:
        facts: dict[str, Any] = {
            "actor": self.actor,
            "verb": {"id": f"{VERBS}{verb}", "display": {"en": verb}},
            "object": {"id": self.unit},
            "context": {"registration": self.registration},
            "timestamp": "2026-11-25T09:00:00.000Z",
        }
        return facts | told

    def results(self, **result: Any) -> dict[str, Any]:
        return self.says("experienced", result=result)

    def came_to(self, percent: int) -> dict[str, Any]:
        return self.says("progressed", result={"extensions": {PROGRESS: percent}})
