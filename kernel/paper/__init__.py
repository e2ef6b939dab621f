"""Acts and certificates as PDF/A-2b, drawn from a Typst template and its data.

    render(TEMPLATES / "act.typ", {"number": "…", "verify_at": "https://…", …}, at=event.occurred_at)

A template begins with `#import "/kernel/paper/sheet.typ": data, sheet`; see there
for what it may use. `verify_at`, the address where anybody may check the paper, is
printed at the foot and as a QR code. The same data at the same
instant give the same bytes.
"""

from __future__ import annotations

import io
import re
import string
import unicodedata
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import cast

import segno
import typst

from kernel import wire
from kernel.offload import offload

# Templates import one another by their path from here.
ROOT = Path(__file__).parents[2]
REPLACEMENT = "\ufffd"


def render(template: Path, data: Mapping[str, object], *, at: datetime) -> bytes:
    """The PDF.

    data: JSON data; its texts are never taken for markup.
    at: the instant the paper is dated in its properties.
    """
    return offload(_compile, template, dict(data), int(at.timestamp()))


def _compile(template: Path, data: Mapping[str, object], timestamp: int) -> bytes:
    inputs = {"data": wire.canonical(data).decode(), "qr": _qr(str(data["verify_at"]))}
    compiler = typst.Compiler(template, root=ROOT, font_paths=_fonts())
    while True:
        try:
            pdf = compiler.compile(format="pdf", sys_inputs=inputs, pdf_standards="a-2b", timestamp=timestamp)
        except typst.TypstError as error:
            # An emoji in the title of a lecture must not keep its act from being drawn up.
            printable = _without(_unprintable(error), inputs["data"])
            if printable == inputs["data"]:
                raise
            inputs["data"] = printable
        else:
            return cast(bytes, pdf)


def _unprintable(error: typst.TypstError) -> frozenset[str]:
    """The characters that no font of ours can show. Raises: the error, when that is not what is wrong."""
    named = re.search(r'the text `"(.+)"` could not be displayed', error.message)
    unprintable = frozenset(named[1] if named else "") - frozenset(string.printable)
    if not unprintable:
        raise error
    return unprintable


def _without(unprintable: frozenset[str], text: str) -> str:
    """`text` with U+FFFD for each of those, and without the invisible joiners between them."""
    visible = "".join(character for character in text if unicodedata.category(character) != "Cf")
    return visible.translate({ord(character): "\ufffd" for character in unprintable})


def _qr(address: str) -> str:
    """The QR code of an address, as SVG; a quarter of it may be damaged."""
    drawing = io.BytesIO()
    segno.make(address, error="q", micro=False).save(drawing, kind="svg", border=0, xmldecl=False)
    return drawing.getvalue().decode()


@cache
def _fonts() -> typst.Fonts:
    # Only those of the package, so that a paper looks the same everywhere.
    return typst.Fonts(include_system_fonts=False)
