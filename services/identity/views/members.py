"""Members of organisations: domain -> contract."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from contracts.identity import members as contract
from kernel import cursors
from kernel.identifiers import Snils
from services.identity.domain.members import Invitation
from services.identity.domain.organisations import ROLE_FOR, Acting, Grant, Organisation
from services.identity.domain.personal import Personal


def invitation(sent: Invitation, by: Organisation, snils: Snils, lives: timedelta) -> contract.Invitation:
    return contract.Invitation(
        invitation_id=sent.invitation_id,
        organisation_id=by.organisation_id,
        organisation=by.name,
        role=ROLE_FOR[by.kind],
        snils_masked=snils.masked,
        is_chief=sent.is_chief,
        authority=sent.authority,
        authority_until=sent.authority_until,
        invited_at=sent.invited_at,
        expires_at=sent.expires_at(lives),
    )


def membership(held: Grant, of: Organisation, *, is_acted_for: bool) -> contract.Membership:
    return contract.Membership(
        organisation_id=of.organisation_id,
        name=of.name,
        kind=of.kind,
        role=held.role,
        is_chief=held.is_chief,
        authority=held.authority,
        authority_until=held.authority_until,
        is_acted_for=is_acted_for,
    )


def page(rows: Sequence[tuple[Grant, Personal]], limit: int) -> contract.MemberPage:
    """rows: one more than `limit` when there is a next page."""
    shown = rows[:limit]
    return contract.MemberPage(
        items=tuple(_member(*row) for row in shown),
        next_cursor=cursors.encode(str(shown[-1][0].grant_id)) if len(rows) > limit else None,
    )


def acting_token(access: str, acting: Acting, lives: timedelta) -> contract.ActingToken:
    return contract.ActingToken(
        access_token=access,
        token_type="Bearer",  # noqa: S106 -- the kind of token, not a token
        expires_in=int(lives.total_seconds()),
        organisation_id=acting.organisation_id,
        roles=acting.roles,
    )


def invited(sent: Invitation) -> contract.MemberInvited:
    return contract.MemberInvited(
        occurred_at=sent.invited_at,
        organisation_id=sent.organisation_id,
        invitation_id=sent.invitation_id,
        is_chief=sent.is_chief,
    )


def closed(sent: Invitation, outcome: contract.InvitationOutcome, at: datetime) -> contract.InvitationClosed:
    return contract.InvitationClosed(
        occurred_at=at,
        organisation_id=sent.organisation_id,
        invitation_id=sent.invitation_id,
        outcome=outcome,
    )


def role_withdrawn(held: Grant, at: datetime) -> contract.RoleWithdrawn:
    return contract.RoleWithdrawn(
        occurred_at=at, person_id=held.person_id, role=held.role, organisation_id=held.organisation_id
    )


def _member(held: Grant, personal: Personal) -> contract.Member:
    return contract.Member(
        person_id=held.person_id,
        surname=personal.surname,
        name=personal.name,
        patronymic=personal.patronymic,
        role=held.role,
        is_chief=held.is_chief,
        authority=held.authority,
        authority_until=held.authority_until,
        since=held.granted_at,
    )
