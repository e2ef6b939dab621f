"""A transcript as XML, by the published schema."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement, tostring

from services.credits.domain.transcript import Told

NAMESPACE = "urn:nmo:credit-transcript:1"
INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"


def written(told: Told) -> bytes:
    root = Element(
        "transcript",
        {
            "xmlns": NAMESPACE,
            "xmlns:xsi": INSTANCE,
            "xsi:schemaLocation": f"{NAMESPACE} {told.schema_at}",
            "number": told.number,
            "drawnAt": told.drawn_at.isoformat(),
        },
    )
    SubElement(root, "verifyAt").text = told.verify_at
    SubElement(root, "person", {"snilsMasked": told.snils}).text = told.person
    _cycle(root, told)
    SubElement(root, "total").text = str(told.total)
    _rules(root, told)
    _entries(root, told)
    SubElement(root, "ledgerHead").text = told.head.hex()
    content: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return content


def _cycle(root: Element, told: Told) -> None:
    days = {"startsOn": told.cycle.starts_on.isoformat(), "lastDay": told.last_day.isoformat()}
    SubElement(root, "cycle", {"id": str(told.cycle.cycle_id), "speciality": told.cycle.speciality, **days})


def _rules(root: Element, told: Told) -> None:
    rules = SubElement(root, "rules")
    for rule in told.rules:
        facts = {"required": rule.required, "found": rule.found, "legalAct": rule.legal_act}
        named = {"name": rule.rule, "outcome": rule.outcome.value, **facts}
        SubElement(rules, "rule", named).text = rule.text


def _entries(root: Element, told: Told) -> None:
    entries = SubElement(root, "entries")
    for entry in told.entries:
        known = {"activityNumber": entry.activity_number} if entry.activity_number else {}
        facts = {"kind": entry.kind.value, "completedOn": entry.completed_on.isoformat(), **known}
        named = {"id": str(entry.entry_id), "credits": str(entry.credits), **facts}
        SubElement(entries, "entry", named).text = _printable(entry.title)


def _printable(text: str) -> str:
    """XML 1.0 has no place for some signs that JSON has."""
    return "".join(sign for sign in text if sign not in "\ufffe\uffff")
