"""An organisation that identity knows."""

from __future__ import annotations

from dataclasses import dataclass

from contracts.identity.organisations import OrganisationKind
from kernel.identifiers import OrganisationInn
from kernel.values import OrganisationId


@dataclass(eq=False, kw_only=True)
class Organisation:
    """inn: unknown to us where identity registered it before its events told of that."""

    organisation_id: OrganisationId
    kind: OrganisationKind
    name: str
    inn: OrganisationInn | None
