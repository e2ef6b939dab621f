"""What integration tests of use cases start from."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from deploy.embedded.databases import Database as Addresses
from kernel.database import Database


@pytest.fixture
def opened(database_of: Callable[[str], Addresses]) -> Iterator[Callable[[str], Database]]:
    """`opened("admission")`: a fresh, migrated database, as the role that runs the service."""
    open_now: list[Database] = []

    def open_one(service: str) -> Database:
        open_now.append(Database(database_of(service).url))
        return open_now[-1]

    yield open_one
    for database in open_now:
        database.close()
