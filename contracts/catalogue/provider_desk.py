"""The desk at which moderators decide on the applications of organisations.

Owner: services/catalogue. Vocabulary: docs/glossary.md, "Providers".
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from contracts.catalogue.activities import MODERATORS
from contracts.catalogue.onboarding import (
    MOVES,
    MoveProviderApplication,
    ProviderApplication,
    ProviderApplicationId,
    ProviderApplicationPage,
    ProviderApplicationState,
    ProviderReason,
)
from contracts.catalogue.providers import ProviderMoveRefused
from kernel.messages import Event, Forbidden, Operation
from kernel.values import Length, Limit, Line, OrganisationId, PersonId, Text


class OwnProviderApplication(Forbidden, ru="Заявку рассматривает не тот, кто её подал."):
    """Nobody decides on an application of their own."""


class NotYourDesk(Forbidden, ru="Заявку рассматривает другой модератор."):
    """Another moderator is considering the application."""


@dataclass(frozen=True, kw_only=True)
class RefuseProviderApplication:
    """Send an application back, or reject it: with what is wrong, and in words."""

    application_id: ProviderApplicationId
    version: int
    reasons: Annotated[frozenset[ProviderReason], Length(1, 9)]
    comment: Text


@dataclass(frozen=True, kw_only=True)
class ListProviderApplications:
    """state: those that wait for a moderator when absent; they come in order of their term."""

    state: ProviderApplicationState | None = None
    overdue_only: bool = False
    cursor: Line | None = None
    limit: Limit = 20


@dataclass(frozen=True, kw_only=True)
class ProviderApplicationReturned(
    Event, name="catalogue.provider_application.returned", subject="application_id"
):
    """An application went back to its applicant for correction."""

    application_id: ProviderApplicationId
    person_id: PersonId
    number: str
    reasons: tuple[ProviderReason, ...]


@dataclass(frozen=True, kw_only=True)
class ProviderApplicationRejected(
    Event, name="catalogue.provider_application.rejected", subject="application_id"
):
    """An application was rejected; a new one may be made."""

    application_id: ProviderApplicationId
    person_id: PersonId
    number: str
    reasons: tuple[ProviderReason, ...]


@dataclass(frozen=True, kw_only=True)
class ProviderApplicationClosed(
    Event, name="catalogue.provider_application.closed", subject="application_id"
):
    """An application was approved; the organisation is a provider."""

    application_id: ProviderApplicationId
    person_id: PersonId
    number: str
    provider_id: OrganisationId


_DECIDING = (*MOVES, OwnProviderApplication, NotYourDesk)

list_provider_applications = Operation(
    "catalogue",
    "list_provider_applications",
    ListProviderApplications,
    ProviderApplicationPage,
    roles=MODERATORS,
    reads=True,
)
take_provider_application = Operation(
    "catalogue",
    "take_provider_application",
    MoveProviderApplication,
    ProviderApplication,
    _DECIDING,
    roles=MODERATORS,
)
return_provider_application = Operation(
    "catalogue",
    "return_provider_application",
    RefuseProviderApplication,
    ProviderApplication,
    _DECIDING,
    roles=MODERATORS,
)
reject_provider_application = Operation(
    "catalogue",
    "reject_provider_application",
    RefuseProviderApplication,
    ProviderApplication,
    _DECIDING,
    roles=MODERATORS,
)
approve_provider_application = Operation(
    "catalogue",
    "approve_provider_application",
    MoveProviderApplication,
    ProviderApplication,
    (*_DECIDING, ProviderMoveRefused),
    roles=MODERATORS,
)
