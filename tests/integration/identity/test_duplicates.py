"""Two accounts of one person: found where numbers meet, made one by an administrator, once."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import pytest

from contracts.identity.accounts import Register
from contracts.identity.duplicates import (
    AccountMerged,
    DismissDuplicate,
    Duplicate,
    ListDuplicates,
    MergeAccounts,
    NotOfTheDuplicate,
    UnknownDuplicate,
)
from contracts.identity.organisations import GrantRole, OrganisationKind
from contracts.identity.sessions import LoginMerged, Refresh, SessionEnded
from kernel.database import Database
from kernel.messages import Caller
from kernel.values import PersonId, Role, new_id
from services.identity.usecases import duplicates, housekeeping, passports, sessions
from services.identity.usecases.organisations import create_organisation
from services.identity.usecases.people import my_profile
from services.identity.usecases.roles import grant_role
from services.identity.vault.sealing import Vault
from services.identity.vault.tokens import Mint
from tests.builders.identity import (
    NEW_KEY,
    OLD_KEY,
    a_passport,
    a_registration,
    a_vault,
    an_active_person,
    an_organisation,
    announced,
    linked,
    logged_in,
    registered,
)
from tests.integration.identity.simultaneously import simultaneously

Rows = Callable[[str], list[dict[str, object]]]
OPERATOR = Caller(process="gateway", person_id=PersonId(new_id()))


@pytest.fixture
def kept(database: Database, vault: Vault, somebody: Register) -> PersonId:
    with database.reading() as session:
        found = sessions.by_login(session, vault, str(somebody.phone))
    assert found is not None
    return found.person_id


@pytest.fixture
def second(kept: PersonId) -> Register:
    """What was typed for the second account, with another СНИЛС."""
    return a_registration()


@pytest.fixture
def gone(database: Database, vault: Vault, second: Register) -> PersonId:
    return registered(database, vault, second).person_id


@pytest.fixture
def suspected(database: Database, vault: Vault, kept: PersonId, gone: PersonId) -> Duplicate:
    for person_id in (kept, gone):
        caller = Caller(process="gateway", person_id=person_id)
        passports.state_passport(database, vault, caller, a_passport())
    [found] = listed(database, vault)
    return found


def listed(database: Database, vault: Vault) -> tuple[Duplicate, ...]:
    return duplicates.list_duplicates(database, vault, OPERATOR, ListDuplicates()).items


def merge(database: Database, vault: Vault, duplicate_id: UUID, keep: PersonId) -> object:
    command = MergeAccounts(duplicate_id=duplicate_id, keep=keep)
    return duplicates.merge_accounts(database, vault, command)


def test_one_passport_in_two_accounts_is_suspected_once(
    database: Database, vault: Vault, suspected: Duplicate, kept: PersonId, gone: PersonId
) -> None:
    assert suspected.field == "passport"
    assert {each.person_id for each in suspected.accounts} == {kept, gone}
    assert len(announced(database, "identity.duplicate.found")) == 1


def test_a_snils_that_belongs_to_another_account_is_suspected(
    database: Database, vault: Vault, kept: PersonId, gone: PersonId, somebody: Register
) -> None:
    """Госуслуги know by which number: it was mistyped in the second account."""
    linked(database, vault, gone, snils=somebody.snils)

    assert [each.field for each in listed(database, vault)] == ["snils"]


def test_whoever_looks_at_the_suspicions_is_noted(
    database: Database, suspected: Duplicate, kept: PersonId, rows: Rows
) -> None:
    seen = [row["subject"] for row in rows("journal") if row["action"] == duplicates.VIEWED]

    assert str(kept) in seen


def test_merged_accounts_are_one_with_the_roles_of_both(
    database: Database, vault: Vault, suspected: Duplicate, kept: PersonId, gone: PersonId
) -> None:
    school = create_organisation(database, an_organisation(OrganisationKind.PROVIDER)).organisation_id
    grant_role(database, GrantRole(person_id=gone, role=Role.PROVIDER, organisation_id=school))

    merge(database, vault, suspected.duplicate_id, kept)

    profile = my_profile(database, vault, Caller(process="gateway", person_id=kept))
    assert (profile.roles, profile.organisation_id) == ({Role.SPECIALIST, Role.PROVIDER}, school)
    assert announced(database, "identity.person.merged") == [{"person_id": str(kept), "merged_id": str(gone)}]


def test_the_other_account_opens_nothing_any_more(
    database: Database,
    mint: Mint,
    suspected: Duplicate,
    kept: PersonId,
    second: Register,
    somebody: Register,
) -> None:
    opened = logged_in(database, mint, second.phone)

    merge(database, mint.vault, suspected.duplicate_id, kept)

    with pytest.raises(SessionEnded):
        sessions.refresh(database, mint, Refresh(refresh_token=opened.refresh_token or ""))
    with pytest.raises(LoginMerged):
        logged_in(database, mint, second.phone)
    assert logged_in(database, mint, somebody.phone).person_id == kept


def test_the_numbers_of_the_other_account_are_free(
    database: Database, vault: Vault, suspected: Duplicate, kept: PersonId, second: Register
) -> None:
    merge(database, vault, suspected.duplicate_id, kept)

    again = registered(database, vault, a_registration(snils=second.snils, inn=second.inn))

    assert again.person_id != kept


def test_a_merged_account_holds_nothing_under_the_next_key_either(
    database: Database, mint: Mint, suspected: Duplicate, kept: PersonId, second: Register
) -> None:
    merge(database, mint.vault, suspected.duplicate_id, kept)
    registered(database, mint.vault, a_registration(snils=second.snils, inn=second.inn))
    next_ring = Mint(vault=a_vault(OLD_KEY, NEW_KEY), issuer=mint.issuer)

    housekeeping.reseal(database, next_ring)

    with pytest.raises(LoginMerged):
        logged_in(database, next_ring, second.phone)


def test_accounts_are_merged_once_however_many_try(
    database: Database, vault: Vault, suspected: Duplicate, kept: PersonId, gone: PersonId
) -> None:
    answers = simultaneously(4, lambda: merge(database, vault, suspected.duplicate_id, kept))

    refused = [each for each in answers if isinstance(each, Exception)]
    assert [type(each) for each in refused] == [UnknownDuplicate] * 3
    assert len(announced(database, "identity.person.merged")) == 1


def test_one_of_the_two_is_kept(database: Database, vault: Vault, suspected: Duplicate) -> None:
    with pytest.raises(NotOfTheDuplicate):
        merge(database, vault, suspected.duplicate_id, PersonId(new_id()))


def test_what_was_merged_is_not_merged_again(
    database: Database, vault: Vault, suspected: Duplicate, kept: PersonId, gone: PersonId, somebody: Register
) -> None:
    linked(database, vault, gone, snils=somebody.snils)
    by_snils = next(each for each in listed(database, vault) if each.field == "snils")
    merge(database, vault, suspected.duplicate_id, kept)

    with pytest.raises(AccountMerged):
        merge(database, vault, by_snils.duplicate_id, gone)


def test_two_persons_are_told_apart(database: Database, vault: Vault, suspected: Duplicate) -> None:
    duplicates.dismiss_duplicate(database, DismissDuplicate(duplicate_id=suspected.duplicate_id))

    assert listed(database, vault) == ()
    with pytest.raises(UnknownDuplicate):
        duplicates.dismiss_duplicate(database, DismissDuplicate(duplicate_id=suspected.duplicate_id))


def test_nobody_is_suspected_without_a_number_in_common(
    database: Database, vault: Vault, kept: PersonId
) -> None:
    an_active_person(database, vault)

    assert listed(database, vault) == ()
