"""What the tests of logging in elsewhere start from: Госуслуги, emulated, and the suite registered there."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import uuid4

import pytest

from services.identity.channels.provider import Leaving
from services.identity.vault.tickets import new_ticket
from tests.builders.esia import PAGE, Gosuslugi, gosuslugi


@pytest.fixture(scope="package")
def emulator(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gosuslugi]:
    with gosuslugi(tmp_path_factory.mktemp("esia")) as running:
        yield running


@pytest.fixture
def esia(emulator: Gosuslugi) -> Iterator[Gosuslugi]:
    """Госуслуги in good health, whatever a test does to them."""
    yield emulator
    emulator.fail()


@pytest.fixture
def leaving() -> Leaving:
    """Somebody on the way there."""
    return Leaving(state=uuid4(), ticket=new_ticket(), return_to=PAGE)
