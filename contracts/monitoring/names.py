"""The names of organisations, as they were announced: for answers that know only identifiers.

Owner: services/monitoring. Vocabulary: docs/glossary.md, "Organisation".
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from kernel.messages import Operation
from kernel.values import Length, OrganisationId


@dataclass(frozen=True, kw_only=True)
class NameOrganisations:
    organisation_ids: Annotated[tuple[OrganisationId, ...], Length(1, 100)]


@dataclass(frozen=True, kw_only=True)
class OrganisationName:
    organisation_id: OrganisationId
    name: str


@dataclass(frozen=True, kw_only=True)
class OrganisationNames:
    """Those that are known, in no order."""

    items: tuple[OrganisationName, ...]


name_organisations = Operation(
    "monitoring", "name_organisations", NameOrganisations, OrganisationNames, reads=True
)
