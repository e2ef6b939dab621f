"""Changing the law: drafts, their publication by a second operator, and what was law before."""

from __future__ import annotations

from contracts.credits import drafts as contract
from contracts.credits import policies as policy_contract
from kernel import clock, cursors, journal, outbox
from kernel.database import Database, Session
from kernel.messages import Caller
from services.credits import views
from services.credits.domain.drafting import PolicyDraft, Wording, draft
from services.credits.store import drafts, law


def draft_policy(database: Database, caller: Caller, command: contract.DraftPolicy) -> contract.PolicyDraft:
    """Write a new row for a known key; it changes nothing yet.

    Raises: UnknownPolicy, PolicyUnsound.
    """
    wording = Wording(**vars(command))
    with database.transaction() as session:
        known = law.policies(session)
        written = draft(wording, known, author=caller.person, at=clock.now(), today=clock.today())
        drafts.add(session, written)
        journal.record(session, "credits.policy.drafted", written.key, draft_id=written.draft_id)
    return views.policy_draft(written, known)


def publish_policy(
    database: Database, caller: Caller, command: contract.SettlePolicyDraft
) -> contract.PolicyDraft:
    """Make a draft law, and announce it. Whoever wrote it may not.

    Raises: UnknownPolicyDraft, PolicyDraftSettled, OwnDraft, PolicyUnsound.
    """
    with database.transaction() as session:
        drafts.lock_law(session)
        written, known = _locked(session, command), law.policies(session)
        row = written.publish(known, approver=caller.person, at=clock.now(), today=clock.today())
        law.record_policies(session, [row])
        outbox.add(session, views.published(written, row, caller.person))
    return views.policy_draft(written, known)


def withdraw_policy_draft(
    database: Database, caller: Caller, command: contract.SettlePolicyDraft
) -> contract.PolicyDraft:
    """Give a draft up.

    Raises: UnknownPolicyDraft, PolicyDraftSettled.
    """
    with database.transaction() as session:
        written = _locked(session, command)
        written.withdraw(caller.person, clock.now())
        journal.record(session, "credits.policy.withdrawn", written.key, draft_id=written.draft_id)
        return views.policy_draft(written, law.policies(session))


def read_policy_draft(database: Database, query: contract.ReadPolicyDraft) -> contract.PolicyDraft:
    """Raises: UnknownPolicyDraft."""
    with database.reading() as session:
        written = drafts.find(session, query.draft_id)
        if written is None:
            raise contract.UnknownPolicyDraft(draft_id=query.draft_id)
        return views.policy_draft(written, law.policies(session))


def list_policy_drafts(database: Database, query: contract.ListPolicyDrafts) -> contract.PolicyDraftPage:
    """The newest first."""
    before = cursors.identifier(query.cursor)
    with database.reading() as session:
        found = drafts.page(session, state=query.state, before=before, limit=query.limit + 1)
        return views.policy_drafts(found, law.policies(session), query.limit)


def policy_history(
    database: Database, query: policy_contract.ReadPolicyHistory
) -> policy_contract.PolicyHistory:
    """Every row of one key that was ever recorded.

    Raises: UnknownPolicy.
    """
    with database.reading() as session:
        rows = law.policies(session).history(query.key)
    if not rows:
        raise policy_contract.UnknownPolicy(key=query.key)
    return views.policy_history(query.key, rows)


def _locked(session: Session, command: contract.SettlePolicyDraft) -> PolicyDraft:
    found = drafts.find_locked(session, command.draft_id)
    if found is None:
        raise contract.UnknownPolicyDraft(draft_id=command.draft_id)
    return found
