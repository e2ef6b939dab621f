"""Scans that a specialist would have: one page each, marked as a sample."""

from __future__ import annotations

import typst

from deploy.demo.newcomer import Newcomer

SAMPLE = """
#set text(lang: "ru", size: 14pt)
#set page(paper: "a5")
#align(center)[*ОБРАЗЕЦ*]
#sys.inputs.kind \\
#sys.inputs.person
"""


def scan_of(kind: str, person: Newcomer) -> bytes:
    """A PDF of the type of document `kind`."""
    inputs = {"kind": kind, "person": f"{person.surname} {person.name} {person.patronymic}"}
    return typst.compile(SAMPLE.encode(), format="pdf", sys_inputs=inputs)
