"""Every service is told, on this machine, what it needs to start."""

from __future__ import annotations

import inspect

import pytest

from deploy.embedded.surroundings import SERVICES, WITH_DATA_KEYS, WITH_FILES
from kernel.discovery import service_class, service_names
from kernel.files import FilesProvider


def test_every_service_runs() -> None:
    assert list(SERVICES) == service_names()


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_that_keeps_documents_gets_a_bucket(name: str) -> None:
    members = inspect.getmembers(service_class(name), lambda member: isinstance(member, FilesProvider))

    assert bool(members) == (name in WITH_FILES)


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_that_seals_fields_gets_keys(name: str) -> None:
    assert ("data_keys" in getattr(service_class(name), "needs", ())) == (name in WITH_DATA_KEYS)
