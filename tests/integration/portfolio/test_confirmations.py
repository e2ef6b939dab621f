"""The act of an entry: entered once, issued once, revoked with its entry, verifiable by anybody."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from contracts.catalogue.activities import ActivityKind
from contracts.credits.ledger import EntryPosted, EntryReversed
from contracts.portfolio import confirmations as contract
from contracts.portfolio.confirmations import ConfirmationState
from kernel.messages import Caller
from kernel.values import ActivityId, Credits, CycleId, EntryId, PersonId, Role, new_id
from services.portfolio.usecases import confirmations
from services.portfolio.usecases.mergers import follow_merger
from tests.builders.announced import facts
from tests.builders.identity import a_vault, an_active_person
from tests.builders.mergers import a_merger
from tests.builders.peers import Identity

NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


@pytest.fixture
def identity(opened) -> Identity:
    return Identity(opened("identity"), a_vault())


def a_specialist(person_id: PersonId) -> Caller:
    return Caller(process="gateway", person_id=person_id, roles=frozenset({Role.SPECIALIST}))


@pytest.fixture
def person(identity: Identity) -> Caller:
    return a_specialist(an_active_person(identity.database, identity.vault))


@pytest.fixture
def confirm(database, files, identity):
    def confirm(entry: EntryPosted) -> None:
        confirmations.confirm_entry(database, identity, files, "https://nmo.example", entry)

    return confirm


def an_entry(person: Caller) -> EntryPosted:
    return EntryPosted(
        occurred_at=NOW,
        entry_id=EntryId(new_id()),
        cycle_id=CycleId(new_id()),
        person_id=person.person,
        activity_id=ActivityId(new_id()),
        activity_number="НМО-2026-000123-7",
        kind=ActivityKind.PROGRAMME,
        title="Внебольничная пневмония у взрослых",
        speciality="terapiya",
        credits=Credits.of(36),
        balance=Credits.of(36),
        completed_on=date(2026, 11, 1),
    )


def reversed_(entry: EntryPosted) -> EntryReversed:
    return EntryReversed(
        occurred_at=NOW,
        entry_id=entry.entry_id,
        cycle_id=entry.cycle_id,
        person_id=entry.person_id,
        activity_id=entry.activity_id,
        kind=entry.kind,
        credits=entry.credits,
        balance=Credits.of(0),
    )


def mine(database, person):
    return confirmations.my_confirmations(database, person, contract.ListConfirmations()).items


def test_the_act_is_stored_and_its_hash_is_public(database, files, person, confirm):
    confirm(an_entry(person))

    [act] = mine(database, person)
    proof = confirmations.verify_confirmation(
        database, contract.VerifyConfirmation(number=f" {act.number.lower()} ")
    )
    assert act.state is ConfirmationState.ISSUED
    assert files.sha256(f"confirmations/{person.person}/{act.confirmation_id}.pdf") == proof.sha256


def test_an_entry_delivered_twice_has_one_act(database, person, confirm):
    entry = an_entry(person)

    confirm(entry)
    confirm(entry)

    assert len(mine(database, person)) == 1
    assert len(facts(database, "portfolio.confirmation.issued")) == 1


def test_a_reversed_entry_revokes_its_act_once(database, person, confirm):
    entry = an_entry(person)
    confirm(entry)

    for _ in range(2):
        confirmations.revoke_confirmation(database, reversed_(entry))

    [act] = mine(database, person)
    assert act.state is ConfirmationState.REVOKED
    assert len(facts(database, "portfolio.confirmation.revoked")) == 1


def test_the_act_of_another_cannot_be_downloaded(database, files, person, confirm):
    confirm(an_entry(person))
    [act] = mine(database, person)
    stranger = a_specialist(PersonId(new_id()))

    with pytest.raises(contract.UnknownConfirmation):
        confirmations.download_confirmation(
            database, files, stranger, contract.ReadConfirmation(confirmation_id=act.confirmation_id)
        )


def test_an_invented_number_proves_nothing(database):
    with pytest.raises(contract.UnknownConfirmation):
        confirmations.verify_confirmation(
            database, contract.VerifyConfirmation(number="CA-2026-0000-0000-0000")
        )


@pytest.fixture
def kept() -> Caller:
    return a_specialist(PersonId(new_id()))


def onward(entry: EntryPosted, to: Caller) -> EntryPosted:
    """The entry that goes on from it in the account that is kept."""
    entry_id = EntryId(new_id())
    return replace(entry, entry_id=entry_id, person_id=to.person, carried_from=entry.entry_id)


def test_what_was_carried_over_keeps_its_act_and_the_proof_of_it(database, files, person, kept, confirm):
    entry = an_entry(person)
    confirm(entry)
    [act] = mine(database, person)
    verify = contract.VerifyConfirmation(number=act.number)
    proof = confirmations.verify_confirmation(database, verify)

    follow_merger(database, a_merger(person.person, kept.person))
    carried = onward(entry, kept)
    confirm(carried)
    confirmations.revoke_confirmation(database, replace(reversed_(entry), carried_to=carried.entry_id))

    assert [each.number for each in mine(database, kept)] == [act.number]
    assert confirmations.verify_confirmation(database, verify) == proof
    read = contract.ReadConfirmation(confirmation_id=act.confirmation_id)
    assert confirmations.download_confirmation(database, files, kept, read).filename == f"{act.number}.pdf"


def test_what_was_carried_over_and_is_reversed_later_revokes_the_first_act(database, person, kept, confirm):
    entry = an_entry(person)
    carried = onward(entry, kept)
    again = onward(carried, kept)
    for each in (entry, carried, again):
        confirm(each)

    confirmations.revoke_confirmation(database, reversed_(again))

    assert [each.state for each in mine(database, person)] == [ConfirmationState.REVOKED]


def test_the_act_of_what_both_accounts_had_is_revoked(database, person, confirm):
    entry = an_entry(person)
    confirm(entry)

    confirmations.revoke_confirmation(database, replace(reversed_(entry), twin=EntryId(new_id())))

    assert [each.state for each in mine(database, person)] == [ConfirmationState.REVOKED]
