"""Tables of questions: CSV, XLSX and JSON."""

from __future__ import annotations

import base64
import binascii
from io import BytesIO

from contracts.catalogue.items import ItemsUnreadable
from kernel import sheets
from services.catalogue.domain import item_row
from services.catalogue.domain.item_row import ItemLine


def read(content: str, media_type: str, *, most_rows: int) -> tuple[list[ItemLine], tuple[str, ...]]:
    """The rows that say anything, in their order, and headings of which we know nothing.

    content: in base64. Raises: ItemsUnreadable.
    """
    try:
        sheet = sheets.read(
            BytesIO(base64.b64decode(content.encode(), validate=True)),
            media_type,
            column=item_row.column,
            is_heading=item_row.is_heading,
            most_rows=most_rows,
            lacking="items.heading",
        )
        lines = [item_row.line(number, cells) for number, cells in sheet.rows]
    except binascii.Error as error:
        raise ItemsUnreadable(content="items.base64") from error
    except sheets.Unreadable as error:
        raise ItemsUnreadable(content=error.rule) from error
    return lines, sheet.ignored
