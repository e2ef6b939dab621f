"""Packages of modules, sound and hostile."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from typing import Any

PAGE = b"<!doctype html><title>m</title><script src=main.js></script>"
MANIFEST = {"title": "Сердечная недостаточность", "entry": "index.html", "move_on": "Completed"}
CMI5 = """<?xml version="1.0" encoding="utf-8"?>
<courseStructure xmlns="https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd">
  <course id="https://example.org/course"><title><langstring lang="ru">Курс</langstring></title></course>
  <au id="https://example.org/au" moveOn="CompletedAndPassed" masteryScore="0.8">
    <title><langstring lang="ru">Ведение пациента</langstring></title>
    <description><langstring lang="ru">Разбор</langstring></description>
    <url>res/start.html?mode=full</url>
    <launchParameters>theme=light</launchParameters>
  </au>
</courseStructure>
"""


def a_package(files: dict[str, bytes] | None = None, **manifest: Any) -> bytes:
    """A ZIP of a page, its program and a manifest, unless told otherwise."""
    told = json.dumps(MANIFEST | manifest).encode()
    return zipped(files if files is not None else {"module.json": told, "index.html": PAGE, "main.js": b"1"})


def a_course(xml: str = CMI5) -> bytes:
    return zipped({"cmi5.xml": xml.encode(), "res/start.html": PAGE})


def zipped(files: dict[str, bytes], *extra: zipfile.ZipInfo) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, one in files.items():
            archive.writestr(name, one)
        for info in extra:
            archive.writestr(info, b"elsewhere")
    return content.getvalue()


def announced(content: bytes) -> dict[str, Any]:
    """What is told of a ZIP before it is sent."""
    return {
        "filename": "module.zip",
        "media_type": "application/zip",
        "size": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
    }
