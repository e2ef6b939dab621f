"""Forms of manual claims: what each kind asks for, for machines and for pages alike."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from contracts.catalogue.activities import ActivityKind
from services.credits.domain.claim import NOTHING
from services.credits.domain.manual import Content

DIALECT = "https://json-schema.org/draft/2020-12/schema"
LINE, CODE, DOCUMENTS = 200, 64, 20


@dataclass(frozen=True, kw_only=True)
class FormField:
    """One indicator. pattern: what its text matches as a whole."""

    code: str
    name_ru: str
    name_en: str
    unit: str | None
    pattern: str
    required: bool


@dataclass(frozen=True, kw_only=True)
class Form:
    """evidence: the types of document that prove such a claim; one of them must be given."""

    code: str
    kind: ActivityKind
    name_ru: str
    name_en: str
    evidence: tuple[str, ...]
    fields: tuple[FormField, ...]

    def problems(self, content: Content, today: date) -> dict[str, str]:
        """What keeps a claim from being submitted: the path of each offending field -> the rule's code."""
        return dict([*self._of_claim(content, today), *self._of_details(content.details)])

    def _of_claim(self, content: Content, today: date) -> Iterator[tuple[str, str]]:
        for name in ("speciality", "title", "organiser", "completed_on", "credits"):
            if getattr(content, name) is None:
                yield name, "required"
        if content.credits == NOTHING:
            yield "credits", "credits.zero"
        if content.completed_on is not None and content.completed_on > today:
            yield "completed_on", "date.future"
        if not content.evidence:
            yield "evidence", "list.short"

    def _of_details(self, details: dict[str, str]) -> Iterator[tuple[str, str]]:
        known = {field.code: field for field in self.fields}
        for code in details.keys() - known.keys():
            yield f"details.{code}", "unknown"
        for code, field in known.items():
            text = details.get(code)
            if text is None and field.required:
                yield f"details.{code}", "required"
            elif text is not None and not re.fullmatch(field.pattern, text):
                yield f"details.{code}", "claim.detail"

    def json_schema(self) -> dict[str, object]:
        """The same as JSON Schema; all but that a day lies ahead, which it cannot say."""
        line = {"type": "string", "minLength": 1, "maxLength": LINE}
        document = {"type": "string", "format": "uuid"}
        properties = {
            "form": {"const": self.code},
            "speciality": {"type": "string", "minLength": 1, "maxLength": CODE},
            "title": line,
            "organiser": line,
            "completed_on": {"type": "string", "format": "date"},
            "credits": {"type": "string", "pattern": r"^(?!0+(\.0)?$)[0-9]{1,6}(\.[0-9])?$"},
            "details": self._details_schema(),
            "evidence": {"type": "array", "items": document, "minItems": 1, "maxItems": DOCUMENTS},
        }
        required = [name for name in properties if name != "details" or self._details_schema()["required"]]
        return {
            "$schema": DIALECT,
            "title": self.name_ru,
            "type": "object",
            "properties": properties,
            "required": required,
            "additionalProperties": False,
        }

    def _details_schema(self) -> dict[str, object]:
        return {
            "type": "object",
            "properties": {
                field.code: {"type": "string", "pattern": f"^(?:{field.pattern})$", "title": field.name_ru}
                for field in self.fields
            },
            "required": [field.code for field in self.fields if field.required],
            "additionalProperties": False,
        }
