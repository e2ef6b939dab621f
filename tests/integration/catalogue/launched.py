"""The steps by which content gets to tell what happens."""

from __future__ import annotations

from contracts.catalogue.activities import Activity
from contracts.catalogue.launches import ExchangeLaunch, Launch, LaunchModule, LaunchPurpose
from contracts.catalogue.statements import StoreStatements
from kernel.database import Database
from kernel.messages import Caller
from services.catalogue.domain.launch import Site
from services.catalogue.usecases import launches, statements
from services.catalogue.vault import Passes
from tests.builders.statements import Content

PASSES = Passes((b"k" * 32,))
SITE = Site(public_url="https://nmo.example.org", content_url="https://modules.example.org")


def launched(
    database: Database,
    activity: Activity,
    person: Caller,
    purpose: LaunchPurpose = LaunchPurpose.STUDY,
) -> Launch:
    command = LaunchModule(activity_id=activity.activity_id, purpose=purpose)
    return launches.launch_module(database, PASSES, SITE, person, command)


def exchanged(database: Database, content: Content) -> str:
    """The key under which content tells what happens."""
    command = ExchangeLaunch(launch=content.launch)
    return launches.exchange_launch(database, PASSES, command).auth_token


def opened(
    database: Database,
    activity: Activity,
    person: Caller,
    purpose: LaunchPurpose = LaunchPurpose.STUDY,
) -> tuple[Content, str]:
    content = Content(launched(database, activity, person, purpose).url)
    return content, exchanged(database, content)


def told(database: Database, key: str, *bodies: object) -> list[str]:
    """The ids that they have got."""
    command = StoreStatements(token=key, content=bodies)
    stored = statements.store_statements(database, PASSES, SITE, command)
    return [str(statement_id) for statement_id in stored.content]
