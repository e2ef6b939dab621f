"""What the tests of the portfolio start from: a migrated database and a bucket."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from deploy.embedded.store import Store
from kernel.database import Database
from kernel.files import Files
from kernel.settings import FilesSettings


@pytest.fixture
def database(opened: Callable[[str], Database]) -> Database:
    return opened("portfolio")


@pytest.fixture
def files(store: Store) -> Files:
    files = Files(
        FilesSettings(
            endpoint=store.url(),
            public_endpoint=store.url(),
            bucket="portfolio-tests",
            access_key=store.access_key,
            secret_key=store.secret_key,
        )
    )
    files.ensure_bucket()
    return files
