"""What was in the catalogue before a migration is still what it was after it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import psycopg
import pytest

from contracts.catalogue.editions import ListEditions
from deploy.embedded.databases import Database as Addresses
from kernel import migrate
from kernel.database import Database
from kernel.settings import MigrationSettings
from services.catalogue.usecases import editions
from tests.builders.catalogue import NOBODY, a_draft
from tests.integration.catalogue.journeys import a_publication, enrolled

BEFORE_EDITIONS = "0003"


@pytest.fixture
def own(database_of: Callable[[str], Addresses]) -> Iterator[tuple[Addresses, Database]]:
    """A database for one test alone."""
    addresses = database_of("catalogue")
    database = Database(addresses.url)
    yield addresses, database
    database.close()


def test_a_card_approved_before_editions_were_kept_is_the_edition_in_force(
    own: tuple[Addresses, Database],
) -> None:
    addresses, database = own
    activity = a_publication(database)
    settings = MigrationSettings(database_url=addresses.url, database_owner_url=addresses.owner_url)

    migrate.downgrade("catalogue", settings, BEFORE_EDITIONS)
    migrate.upgrade("catalogue", settings)

    query = ListEditions(activity_id=activity.activity_id)
    [edition] = editions.list_editions(database, NOBODY, query).items
    assert (edition.version, edition.card) == (activity.version, a_draft())
    assert enrolled(database, activity).activity_version == edition.version
    with psycopg.connect(addresses.owner_url) as owner:
        assert owner.execute("SELECT count(*) FROM activity_moves").fetchone() == (0,)
