"""Requests, as the gateway sends them on behalf of a person."""

from __future__ import annotations

from uuid import UUID

from kernel.context import Request
from kernel.messages import Caller
from kernel.values import OrganisationId, PersonId, Role

PERSON = PersonId(UUID("01930000-0000-7000-8000-000000000001"))
ORGANISATION = OrganisationId(UUID("01930000-0000-7000-8000-000000000002"))


def a_caller(
    *, process: str = "gateway", person: PersonId = PERSON, organisation: OrganisationId | None = None
) -> Caller:
    roles = frozenset({Role.SPECIALIST})
    return Caller(process=process, person_id=person, organisation_id=organisation, roles=roles)


def a_request(
    *, caller: Caller | None = None, correlation_id: str = "correlation", causation_id: str | None = None
) -> Request:
    traceparent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
    return Request(
        caller=caller or a_caller(),
        correlation_id=correlation_id,
        causation_id=causation_id,
        traceparent=traceparent,
    )
