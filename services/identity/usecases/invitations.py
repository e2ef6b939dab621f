"""Invitations to act for an organisation: by a chief, to whoever has a СНИЛС, for who agrees."""

from __future__ import annotations

from datetime import datetime, timedelta

from contracts.identity import members as contract
from contracts.identity.members import InvitationOutcome
from kernel import clock, outbox
from kernel.database import Database, Session
from kernel.identifiers import Snils
from kernel.messages import Caller, Nothing
from kernel.values import new_id
from services.identity.domain.members import Invitation, check_authority
from services.identity.domain.organisations import ROLE_FOR, Grant, Organisation
from services.identity.store import invitations as store
from services.identity.store import law, organisations, people
from services.identity.usecases import accounts
from services.identity.usecases.members import chief
from services.identity.vault import invitations as vaulted
from services.identity.vault.sealing import Vault
from services.identity.views import members as views


def invite_member(
    database: Database, vault: Vault, caller: Caller, command: contract.InviteMember
) -> contract.Invitation:
    """Invite whoever has a СНИЛС; an invitation that is open takes up what is said now.

    The answer is the same whether or not they have an account.
    Raises: UnknownOrganisation -- the caller is no chief of it. Invalid -- the power of attorney is over.
    """
    now = clock.now()
    with database.transaction() as session:
        by = organisations.locked(session, command.organisation_id)
        chief(session, caller, command.organisation_id)
        check_authority(command.authority, command.authority_until, clock.legal_day(now))
        sent = _open(session, vault, caller, command, now)
        outbox.add(session, views.invited(sent))
        lives = _lives(session, now)
    return views.invitation(sent, by, command.snils, lives)


def list_invitations(
    database: Database, vault: Vault, caller: Caller, query: contract.NameOrganisation
) -> contract.InvitationList:
    """Whom an organisation has invited. Raises: UnknownOrganisation -- the caller is no chief of it."""
    with database.reading() as session:
        chief(session, caller, query.organisation_id)
        by = organisations.read(session, query.organisation_id)
        lives = _lives(session, clock.now())
        sent = store.open_by(session, query.organisation_id, clock.now() - lives)
    items = [views.invitation(each, by, vaulted.opened(vault, each), lives) for each in sent]
    return contract.InvitationList(items=tuple(items))


def withdraw_invitation(database: Database, caller: Caller, command: contract.WithdrawInvitation) -> Nothing:
    """Take an invitation back. Raises: UnknownOrganisation. UnknownInvitation."""
    with database.transaction() as session:
        chief(session, caller, command.organisation_id)
        sent = store.locked_by(session, command.organisation_id, command.invitation_id)
        _close(session, sent, InvitationOutcome.WITHDRAWN, clock.now())
    return Nothing()


def my_invitations(database: Database, vault: Vault, caller: Caller) -> contract.InvitationList:
    """Who has invited the caller. Raises: UnknownPerson."""
    with database.reading() as session:
        snils = _snils_of(session, vault, caller)
        lives = _lives(session, clock.now())
        sent = store.open_of(session, vaulted.digests(vault, snils), clock.now() - lives)
        known = organisations.by_id(session, [each.organisation_id for each in sent])
    items = [views.invitation(each, known[each.organisation_id], snils, lives) for each in sent]
    return contract.InvitationList(items=tuple(items))


def accept_invitation(
    database: Database, vault: Vault, caller: Caller, command: contract.NameInvitation
) -> contract.Membership:
    """Become a member of the organisation. Raises: UnknownPerson. UnknownInvitation."""
    now = clock.now()
    with database.transaction() as session:
        digests = vaulted.digests(vault, _snils_of(session, vault, caller))
        sent = store.locked_of(session, digests, command.invitation_id)
        by = organisations.locked(session, sent.organisation_id)
        _close(session, sent, InvitationOutcome.ACCEPTED, now)
        given = accounts.give(session, _granted(sent, by, caller, now))
    is_acted_for = by.organisation_id == caller.organisation_id
    return views.membership(given, by, is_acted_for=is_acted_for)


def refuse_invitation(
    database: Database, vault: Vault, caller: Caller, command: contract.NameInvitation
) -> Nothing:
    """Raises: UnknownPerson. UnknownInvitation."""
    with database.transaction() as session:
        digests = vaulted.digests(vault, _snils_of(session, vault, caller))
        sent = store.locked_of(session, digests, command.invitation_id)
        _close(session, sent, InvitationOutcome.REFUSED, clock.now())
    return Nothing()


def _open(
    session: Session, vault: Vault, caller: Caller, command: contract.InviteMember, now: datetime
) -> Invitation:
    digests = vaulted.digests(vault, command.snils)
    sent = store.open_one(session, command.organisation_id, digests)
    if sent is None:
        invitation_id = new_id()
        sent = Invitation(
            invitation_id=invitation_id,
            organisation_id=command.organisation_id,
            sealed=vaulted.seal(vault, invitation_id, command.snils),
            snils_digest=digests[0],
            invited_by=caller.person,
            invited_at=now,
        )
    sent.say(command.is_chief, command.authority, command.authority_until, now=now)
    store.add(session, sent)
    return sent


def _granted(sent: Invitation, by: Organisation, caller: Caller, now: datetime) -> Grant:
    return Grant(
        grant_id=new_id(),
        person_id=caller.person,
        role=ROLE_FOR[by.kind],
        organisation_id=by.organisation_id,
        granted_at=now,
        is_chief=sent.is_chief,
        authority=sent.authority,
        authority_until=sent.authority_until,
    )


def _close(session: Session, sent: Invitation, outcome: InvitationOutcome, now: datetime) -> None:
    sent.close(outcome, now, _lives(session, now))
    outbox.add(session, views.closed(sent, outcome, now))


def _lives(session: Session, now: datetime) -> timedelta:
    """How long an invitation counts."""
    return law.in_force(session, now).invitation_lives


def _snils_of(session: Session, vault: Vault, caller: Caller) -> Snils:
    person = people.read(session, caller.person)
    return vault.open_personal(person.person_id, person.sealed).snils
