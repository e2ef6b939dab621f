"""What the portfolio keeps in the object store, and how an uploaded file is measured there."""

from __future__ import annotations

import hashlib
import io

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from kernel.files import Files
from kernel.offload import offload
from services.portfolio.domain.document import Document
from services.portfolio.domain.inspection import Arrived


def measure(files: Files, document: Document) -> Arrived:
    """Size, hash, first bytes and pages of what was uploaded.

    A file larger than announced is not read: its size alone refutes it.
    Raises: NotFound -- nothing has been uploaded.
    """
    size = files.stat(document.key).size
    if size != document.size:
        return Arrived(size=size, sha256="", head=b"", pages=None)
    content = files.get(document.key)
    return offload(_measured, content, document.media_type)


def _measured(content: bytes, media_type: str) -> Arrived:
    return Arrived(
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        head=content[:16],
        pages=_pages(content) if media_type == "application/pdf" else 1,
    )


def _pages(content: bytes) -> int | None:
    try:
        reader = PdfReader(io.BytesIO(content))
        return None if reader.is_encrypted else len(reader.pages)
    except (PyPdfError, ValueError, TypeError, KeyError, AttributeError, RecursionError, OverflowError):
        # pypdf answers broken input with whatever broke first.
        return None
