"""Editions: how the card of an approved activity is revised, and what it said before.

Who has enrolled keeps the terms of their edition: its credits, its presence and its title.

Owner: services/catalogue. Vocabulary: docs/glossary.md, "Activities".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from contracts.catalogue.activities import (
    MODERATORS,
    PROVIDERS,
    Activity,
    ActivityMoveRefused,
    ActivityUnsound,
    DraftActivity,
    MoveActivity,
    NotYourActivity,
    OwnActivity,
    ProviderNotActive,
    ReturnActivity,
    UnknownActivity,
)
from contracts.catalogue.dictionaries import UnknownSpeciality
from contracts.catalogue.lifecycle import GateItem
from kernel.messages import ANYONE, Event, NotFound, Operation, StaleVersion
from kernel.values import ActivityId, OrganisationId, PersonId


class RevisionState(StrEnum):
    DRAFT = "draft"
    REVIEW = "review"


class NoRevision(NotFound, ru="Новой редакции карточки нет."):
    """Nobody has proposed a revision."""


@dataclass(frozen=True, kw_only=True)
class ProposeRevision(DraftActivity):
    """Write the next edition of an approved card, whole, or write the one proposed before anew.

    version: of the activity, as the caller has read it. After the start the credits stay.
    """

    activity_id: ActivityId
    version: int


@dataclass(frozen=True, kw_only=True)
class ReadRevision:
    activity_id: ActivityId


@dataclass(frozen=True, kw_only=True)
class Revision:
    """A card that is to take the place of the one in force. version: its own, for the next move.

    items: what whoever decides on it should look at.
    """

    activity_id: ActivityId
    state: RevisionState
    card: DraftActivity
    return_reason: str | None
    proposed_at: datetime
    version: int
    items: tuple[GateItem, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ListEditions:
    activity_id: ActivityId


@dataclass(frozen=True, kw_only=True)
class Edition:
    """What the card said. version: the one that enrolments name; approved_by, approved_at: unknown to us
    for what was approved before editions were kept.
    """

    version: int
    card: DraftActivity
    approved_by: PersonId | None
    approved_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class Editions:
    """The newest first; it is in force."""

    activity_id: ActivityId
    items: tuple[Edition, ...]


@dataclass(frozen=True, kw_only=True)
class RevisionSubmitted(Event, name="catalogue.activity.revision_submitted", subject="activity_id"):
    """A provider asks for a new edition of a card to be approved."""

    activity_id: ActivityId
    provider_id: OrganisationId


@dataclass(frozen=True, kw_only=True)
class RevisionReturned(Event, name="catalogue.activity.revision_returned", subject="activity_id"):
    """A new edition went back to its provider for correction."""

    activity_id: ActivityId
    provider_id: OrganisationId


_KNOWN = (UnknownActivity, NoRevision)
_MOVES = (*_KNOWN, ActivityMoveRefused, StaleVersion)

propose_revision = Operation(
    "catalogue",
    "propose_revision",
    ProposeRevision,
    Revision,
    (
        UnknownActivity,
        NotYourActivity,
        ProviderNotActive,
        UnknownSpeciality,
        ActivityUnsound,
        ActivityMoveRefused,
        StaleVersion,
    ),
    roles=PROVIDERS,
)
submit_revision = Operation(
    "catalogue",
    "submit_revision",
    MoveActivity,
    Revision,
    (NotYourActivity, ProviderNotActive, *_MOVES),
    roles=PROVIDERS,
)
approve_revision = Operation(
    "catalogue",
    "approve_revision",
    MoveActivity,
    Activity,
    (OwnActivity, ProviderNotActive, UnknownSpeciality, ActivityUnsound, *_MOVES),
    roles=MODERATORS,
)
return_revision = Operation(
    "catalogue", "return_revision", ReturnActivity, Revision, _MOVES, roles=MODERATORS
)
read_revision = Operation(
    "catalogue",
    "read_revision",
    ReadRevision,
    Revision,
    _KNOWN,
    roles=PROVIDERS | MODERATORS,
    reads=True,
)
list_editions = Operation(
    "catalogue", "list_editions", ListEditions, Editions, (UnknownActivity,), roles=ANYONE, reads=True
)
