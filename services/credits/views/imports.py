"""Files of claims."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from contracts.credits import imports as contract
from kernel import cursors
from services.credits.domain.claim_file import ClaimImport

_SHOWN = (
    "import_id",
    "filename",
    "sha256",
    "is_dry_run",
    "state",
    "done",
    "fault",
    "fault_row",
    "announced_at",
    "finished_at",
)


def imported(
    of: ClaimImport,
    counts: Sequence[tuple[contract.RowVerdict, int]],
    upload: contract.ImportUpload | None = None,
) -> contract.ClaimImport:
    return contract.ClaimImport(
        **{name: getattr(of, name) for name in _SHOWN},
        counts=tuple(contract.VerdictCount(verdict=verdict, rows=rows) for verdict, rows in counts),
        upload=upload,
    )


def row_page(found: Sequence[Mapping[str, Any]], limit: int) -> contract.ImportRowPage:
    """found: one more than the limit where there is a next page."""
    names = contract.ImportRow.__dataclass_fields__
    items = tuple(contract.ImportRow(**{name: row[name] for name in names}) for row in found[:limit])
    more = cursors.encode(str(items[-1].row)) if len(found) > limit else None
    return contract.ImportRowPage(items=items, next_cursor=more)
