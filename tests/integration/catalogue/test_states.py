"""What content remembers from one launch to the next."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest

from contracts.catalogue.statements import (
    DeleteState,
    PutState,
    ReadState,
    StatementUnsound,
    StateRead,
    UnknownState,
)
from kernel.database import Database
from kernel.files import Files
from kernel.messages import StaleVersion
from services.catalogue.usecases import states
from tests.builders.catalogue import a_specialist
from tests.builders.packages import a_course
from tests.builders.statements import Content
from tests.integration.catalogue.journeys import enrolled
from tests.integration.catalogue.launched import PASSES, SITE, opened
from tests.integration.catalogue.packaged import a_published_module


class Memory:
    """The documents of one person's way through one module."""

    def __init__(self, database: Database, content: Content, key: str) -> None:
        self._database, self._content, self._key = database, content, key

    def asked(self, **told: Any) -> dict[str, Any]:
        facts = {
            "token": self._key,
            "activityId": self._content.unit,
            "agent": json.dumps(self._content.actor),
            "stateId": "bookmark",
        }
        return facts | told

    def keep(self, content: bytes = b"slide 7", **told: Any) -> None:
        self.put(**{"content": base64.b64encode(content).decode(), **told})

    def put(self, **told: Any) -> None:
        facts = self.asked(media_type="text/plain") | told
        states.put_state(self._database, PASSES, SITE, PutState(**facts))

    def read(self, **told: Any) -> StateRead:
        return states.read_state(self._database, PASSES, SITE, ReadState(**self.asked(**told)))

    def forget(self, **told: Any) -> None:
        states.delete_state(self._database, PASSES, SITE, DeleteState(**self.asked(**told)))


@pytest.fixture
def memory(database: Database, files: Files) -> Memory:
    module, person = a_published_module(database, files, a_course()), a_specialist()
    enrolled(database, module, person=person)
    return Memory(database, *opened(database, module, person))


def test_a_document_comes_back_as_it_was_kept(memory: Memory) -> None:
    memory.keep(b"\x00\xff slide 7")

    assert base64.b64decode(memory.read().content) == b"\x00\xff slide 7"
    assert memory.read().media_type == "text/plain"
    assert json.loads(base64.b64decode(memory.read(stateId=None).content)) == ["bookmark"]


def test_nobody_overwrites_what_they_have_not_read(memory: Memory) -> None:
    memory.keep(if_none_match=True)
    tag = memory.read().etag
    memory.keep(b"slide 8", if_match=tag)

    for stale in ({"if_none_match": True}, {"if_match": tag}):
        with pytest.raises(StaleVersion):
            memory.keep(b"slide 9", **stale)
    with pytest.raises(StaleVersion):
        memory.forget(if_match=tag)


def test_what_is_forgotten_is_gone(memory: Memory) -> None:
    memory.keep()
    memory.forget()
    memory.forget()

    with pytest.raises(UnknownState):
        memory.read()


def test_content_is_told_what_its_course_asks(memory: Memory) -> None:
    told = json.loads(base64.b64decode(memory.read(stateId="LMS.LaunchData").content))

    assert (told["launchMode"], told["moveOn"], told["masteryScore"]) == ("Normal", "CompletedAndPassed", 0.8)
    assert told["launchParameters"] == "theme=light"


@pytest.mark.parametrize(
    ("told", "rule"),
    [
        ({"activityId": "https://example.org/other"}, "xapi.unit"),
        ({"agent": '{"mbox": "mailto:a@example.org"}'}, "xapi.actor"),
        ({"agent": "["}, "xapi.actor"),
    ],
    ids=["module", "person", "syntax"],
)
def test_content_asks_about_its_own_launch(memory: Memory, told: dict[str, str], rule: str) -> None:
    with pytest.raises(StatementUnsound, match=rule):
        memory.read(**told)


def test_memory_is_bounded(memory: Memory) -> None:
    with pytest.raises(StatementUnsound, match=r"xapi\.too_large"):
        memory.keep(b"a" * 65_537)
    for number in range(50):
        memory.keep(stateId=f"document {number}")
    with pytest.raises(StatementUnsound, match=r"xapi\.too_many"):
        memory.keep(stateId="one more")


@pytest.mark.parametrize("content", ["%", "слайд"])
def test_what_is_no_base64_is_refused(memory: Memory, content: str) -> None:
    with pytest.raises(StatementUnsound, match=r"xapi\.base64"):
        memory.put(content=content)
