"""A file in the object store: announced, uploaded, checked."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from contracts.catalogue.attachments import (
    AttachmentMissing,
    AttachmentSettled,
    AttachmentState,
    AttachmentUnsound,
)
from kernel.values import new_id
from services.catalogue.domain.attachment import Arrived, Attachment
from tests.builders.catalogue import NOW
from tests.builders.providers import PDF, TERMS, a_scan

ANNOUNCED = Arrived(size=PDF.size, sha256=PDF.sha256)


def announced(**told: Any) -> Attachment:
    return Attachment.announce(
        replace(PDF, **told), TERMS, owner_id=new_id(), kind="licence", title="Скан", at=NOW
    )


@pytest.mark.parametrize(
    ("told", "fault"),
    [
        ({"media_type": "text/html"}, {"media_type": "document.media_type"}),
        ({"filename": "scan.exe"}, {"filename": "document.suffix"}),
        ({"size": 10_001}, {"size": "document.size"}),
        ({"sha256": "x" * 64}, {"sha256": "document.sha256"}),
    ],
)
def test_only_what_is_admitted_may_be_announced(told: dict[str, Any], fault: dict[str, str]) -> None:
    with pytest.raises(AttachmentUnsound) as refused:
        announced(**told)

    assert refused.value.details == fault


def test_what_arrives_as_announced_is_stored() -> None:
    attachment = announced()

    attachment.settle(ANNOUNCED)

    assert attachment.is_stored


@pytest.mark.parametrize("arrived", [replace(ANNOUNCED, size=1), replace(ANNOUNCED, sha256="b" * 64)])
def test_anything_else_is_rejected(arrived: Arrived) -> None:
    attachment = announced()

    attachment.settle(arrived)

    assert attachment.state is AttachmentState.REJECTED


def test_a_file_is_settled_once() -> None:
    with pytest.raises(AttachmentSettled):
        a_scan().settle(ANNOUNCED)


def test_what_has_not_arrived_is_not_fetched() -> None:
    with pytest.raises(AttachmentMissing):
        announced().require_stored()
