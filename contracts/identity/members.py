"""Members of organisations: who acts for one, who invites whom, and for whom one acts just now.

Owner: services/identity. Vocabulary: docs/glossary.md, "Identity".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from contracts.identity.accounts import UnknownPerson
from contracts.identity.organisations import ADMINISTRATORS, OrganisationKind, UnknownOrganisation
from contracts.identity.sessions import SessionEnded
from kernel.identifiers import Snils
from kernel.messages import Conflict, Event, NotFound, Nothing, Operation
from kernel.values import Code, Limit, Line, OrganisationId, PersonId, Role


class UnknownInvitation(NotFound, ru="Такого приглашения нет, или оно уже не действует."):
    """There is no such invitation, or it counts no longer."""


class UnknownMember(NotFound, ru="Такого участника в организации нет."):
    """The organisation has no such member."""


class LastChief(Conflict, ru="В организации должен остаться хотя бы один руководитель."):
    """An organisation keeps one chief at the least."""


class UnknownGrant(NotFound, ru="В этой роли человек не выступает."):
    """The person does not act in this role."""


class LastAdministrator(Conflict, ru="Должен остаться хотя бы один администратор."):
    """There is one administrator at the least."""


class InvitationOutcome(StrEnum):
    """What became of an invitation."""

    ACCEPTED = "accepted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, kw_only=True)
class InviteMember:
    """Let somebody act for an organisation, once they agree.

    is_chief: whether they may invite and remove others. authority: the number of a power of attorney;
    authority_until: the last day on which it counts.
    """

    organisation_id: OrganisationId
    snils: Snils
    is_chief: bool = False
    authority: Line | None = None
    authority_until: date | None = None


@dataclass(frozen=True, kw_only=True)
class Invitation:
    """snils_masked: of who is invited, whether or not they have an account."""

    invitation_id: UUID
    organisation_id: OrganisationId
    organisation: str
    role: Role
    snils_masked: str
    is_chief: bool
    authority: str | None
    authority_until: date | None
    invited_at: datetime
    expires_at: datetime


@dataclass(frozen=True, kw_only=True)
class InvitationList:
    """Those that still count, the newest first."""

    items: tuple[Invitation, ...]


@dataclass(frozen=True, kw_only=True)
class NameInvitation:
    invitation_id: UUID


@dataclass(frozen=True, kw_only=True)
class WithdrawInvitation:
    organisation_id: OrganisationId
    invitation_id: UUID


@dataclass(frozen=True, kw_only=True)
class NameOrganisation:
    organisation_id: OrganisationId


@dataclass(frozen=True, kw_only=True)
class ListMembers:
    organisation_id: OrganisationId
    cursor: Code | None = None
    limit: Limit = 20


@dataclass(frozen=True, kw_only=True)
class Member:
    """is_chief, authority, authority_until: as in the invitation."""

    person_id: PersonId
    surname: str
    name: str
    patronymic: str | None
    role: Role
    is_chief: bool
    authority: str | None
    authority_until: date | None
    since: datetime


@dataclass(frozen=True, kw_only=True)
class MemberPage:
    """In the order in which they became members."""

    items: tuple[Member, ...]
    next_cursor: str | None


@dataclass(frozen=True, kw_only=True)
class RemoveMember:
    organisation_id: OrganisationId
    person_id: PersonId


@dataclass(frozen=True, kw_only=True)
class Membership:
    """An organisation one is a member of. is_acted_for: by the session that asks."""

    organisation_id: OrganisationId
    name: str
    kind: OrganisationKind
    role: Role
    is_chief: bool
    authority: str | None
    authority_until: date | None
    is_acted_for: bool


@dataclass(frozen=True, kw_only=True)
class MembershipList:
    items: tuple[Membership, ...]


@dataclass(frozen=True, kw_only=True)
class ActFor:
    """Act for an organisation from now on, in this session; for oneself where none is named."""

    organisation_id: OrganisationId | None = None


@dataclass(frozen=True, kw_only=True)
class ActingToken:
    """An access token in the place of the one that asked, which goes on to say what it said.

    roles: what the person is from now on. organisation_id: absent where they act for themselves.
    """

    access_token: str
    token_type: str
    expires_in: int
    organisation_id: OrganisationId | None
    roles: frozenset[Role]


@dataclass(frozen=True, kw_only=True)
class MemberInvited(Event, name="identity.organisation.member_invited", subject="organisation_id"):
    """Somebody has been invited to act for an organisation."""

    organisation_id: OrganisationId
    invitation_id: UUID
    is_chief: bool


@dataclass(frozen=True, kw_only=True)
class InvitationClosed(Event, name="identity.organisation.invitation_closed", subject="organisation_id"):
    """An invitation counts no longer."""

    organisation_id: OrganisationId
    invitation_id: UUID
    outcome: InvitationOutcome


@dataclass(frozen=True, kw_only=True)
class WithdrawRole:
    """Let a person act in a role no longer. organisation_id: for which they did, where it was for one."""

    person_id: PersonId
    role: Role
    organisation_id: OrganisationId | None = None


@dataclass(frozen=True, kw_only=True)
class RoleWithdrawn(Event, name="identity.role.withdrawn", subject="person_id"):
    """A person no longer acts in a role."""

    person_id: PersonId
    role: Role
    organisation_id: OrganisationId | None


# Who is a member of some organisation; of which one, and whether its chief, is judged by the use case.
MEMBERS = frozenset({Role.PROVIDER, Role.EMPLOYER, Role.AGENCY})
_UNKNOWN = (UnknownOrganisation,)
my_organisations = Operation("identity", "my_organisations", Nothing, MembershipList, reads=True)
act_for = Operation("identity", "act_for", ActFor, ActingToken, (UnknownOrganisation, SessionEnded))
list_members = Operation(
    "identity", "list_members", ListMembers, MemberPage, _UNKNOWN, roles=MEMBERS, reads=True
)
remove_member = Operation(
    "identity", "remove_member", RemoveMember, Nothing, (*_UNKNOWN, UnknownMember, LastChief), roles=MEMBERS
)
invite_member = Operation("identity", "invite_member", InviteMember, Invitation, _UNKNOWN, roles=MEMBERS)
list_invitations = Operation(
    "identity", "list_invitations", NameOrganisation, InvitationList, _UNKNOWN, roles=MEMBERS, reads=True
)
withdraw_invitation = Operation(
    "identity",
    "withdraw_invitation",
    WithdrawInvitation,
    Nothing,
    (*_UNKNOWN, UnknownInvitation),
    roles=MEMBERS,
)
my_invitations = Operation(
    "identity", "my_invitations", Nothing, InvitationList, (UnknownPerson,), reads=True
)
accept_invitation = Operation(
    "identity", "accept_invitation", NameInvitation, Membership, (UnknownPerson, UnknownInvitation)
)
refuse_invitation = Operation(
    "identity", "refuse_invitation", NameInvitation, Nothing, (UnknownPerson, UnknownInvitation)
)
withdraw_role = Operation(
    "identity",
    "withdraw_role",
    WithdrawRole,
    Nothing,
    (UnknownPerson, UnknownOrganisation, UnknownGrant, LastAdministrator, LastChief),
    roles=ADMINISTRATORS,
    step_up=True,
)
