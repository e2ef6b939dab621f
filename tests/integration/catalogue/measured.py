"""Measures that are taken and lifted: against an activity, and against its provider."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from contracts.catalogue.activities import Activity, MoveActivity, ReturnActivity
from contracts.catalogue.providers import MoveProvider, ProviderMeasure, ReadProvider
from kernel.database import Database
from services.catalogue.usecases import lifecycle, providers
from tests.builders.catalogue import ACADEMY, a_moderator

Step = Callable[[Database, Activity], None]


def of_provider(database: Database, move: Callable[..., ProviderMeasure]) -> None:
    version = providers.read_provider(database, ReadProvider(provider_id=ACADEMY)).version
    move(database, a_moderator(), MoveProvider(provider_id=ACADEMY, version=version, reason="Проверка"))


def activity_suspended(database: Database, activity: Activity) -> None:
    told = ReturnActivity(activity_id=activity.activity_id, version=activity.version, reason="Жалобы")
    lifecycle.suspend_activity(database, a_moderator(), told)


def activity_resumed(database: Database, activity: Activity) -> None:
    told = MoveActivity(activity_id=activity.activity_id, version=activity.version + 1)
    lifecycle.resume_activity(database, a_moderator(), told)


def provider_suspended(database: Database, activity: Activity) -> None:
    of_provider(database, providers.suspend_provider)


def provider_restored(database: Database, activity: Activity) -> None:
    of_provider(database, providers.restore_provider)


MEASURES = pytest.mark.parametrize(
    ("begun", "lifted", "rule"),
    [
        (activity_suspended, activity_resumed, "activity.suspended"),
        (provider_suspended, provider_restored, "provider.suspended"),
    ],
    ids=["activity", "provider"],
)
