"""The facts of a transcript as data, and the words for them."""

from __future__ import annotations

from contracts.catalogue.activities import ActivityKind
from kernel import wire
from services.credits.domain.transcript import Told

KINDS = {
    ActivityKind.PROGRAMME: "программа",
    ActivityKind.EVENT: "мероприятие",
    ActivityKind.MODULE: "модуль",
    ActivityKind.SIMULATION: "тренинг",
}


def facts(told: Told) -> dict[str, object]:
    """What the signed JSON says."""
    return {
        "number": told.number,
        "drawn_at": told.drawn_at.isoformat(),
        "verify_at": told.verify_at,
        "person": {"name": told.person, "snils_masked": told.snils},
        "cycle": {
            "cycle_id": str(told.cycle.cycle_id),
            "speciality": told.cycle.speciality,
            "starts_on": told.cycle.starts_on.isoformat(),
            "last_day": told.last_day.isoformat(),
        },
        "total": str(told.total),
        "rules": [wire.dump(rule) for rule in told.rules],
        "entries": [
            {
                "entry_id": str(entry.entry_id),
                "number": entry.number,
                "title": entry.title,
                "kind": entry.kind.value,
                "activity_number": entry.activity_number,
                "completed_on": entry.completed_on.isoformat(),
                "credits": str(entry.credits),
                "hash": entry.hash.hex(),
            }
            for entry in told.entries
        ],
        "ledger_head": told.head.hex(),
    }
