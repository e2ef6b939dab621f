"""What an account had is the other's after a merger; who knocks at the former door is told where to go."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from contracts.identity.accounts import Register, Trust
from contracts.identity.consents import ConsentLevel, GiveConsent, ListConsents
from contracts.identity.duplicates import ListDuplicates, MergeAccounts
from contracts.identity.organisations import GrantRole, OrganisationKind
from contracts.identity.profession import Category, DescribeProfession
from contracts.identity.sessions import LoginMerged, WrongCredentials
from kernel import clock
from kernel.database import Database
from kernel.messages import Caller
from kernel.values import PersonId, Role, new_id
from services.identity.store import links, organisations, sessions
from services.identity.usecases import consents, duplicates, passports, professions
from services.identity.usecases.organisations import create_organisation
from services.identity.usecases.roles import grant_role
from services.identity.vault.sealing import Vault
from services.identity.vault.tokens import Mint
from tests.builders.identity import (
    a_passport,
    a_registration,
    an_organisation,
    announced,
    linked,
    logged_in,
    registered,
)
from tests.integration.identity.simultaneously import simultaneously

OPERATOR = Caller(process="gateway", person_id=PersonId(new_id()))


@pytest.fixture
def first() -> Register:
    return a_registration()


@pytest.fixture
def second(first: Register) -> Register:
    """The same person, with other numbers."""
    return a_registration(surname=first.surname, name=first.name, patronymic=first.patronymic)


@pytest.fixture
def kept(database: Database, vault: Vault, first: Register) -> PersonId:
    return registered(database, vault, first).person_id


@pytest.fixture
def gone(database: Database, vault: Vault, second: Register) -> PersonId:
    return registered(database, vault, second).person_id


@pytest.fixture
def merge(database: Database, vault: Vault, kept: PersonId, gone: PersonId) -> Callable[[], None]:
    """Of two who have stated one passport."""
    for person_id in (kept, gone):
        passports.state_passport(database, vault, by(person_id), a_passport())

    def merge() -> None:
        [found] = duplicates.list_duplicates(database, vault, OPERATOR, ListDuplicates()).items
        command = MergeAccounts(duplicate_id=found.duplicate_id, keep=kept)
        duplicates.merge_accounts(database, vault, command)

    return merge


def by(person_id: PersonId) -> Caller:
    return Caller(process="gateway", person_id=person_id)


def trust(database: Database, person_id: PersonId) -> Trust | None:
    with database.reading() as session:
        return links.trust_of(session, person_id)


def test_a_link_to_gosuslugi_goes_over_where_there_was_none(
    database: Database, vault: Vault, merge: Callable[[], None], kept: PersonId, gone: PersonId
) -> None:
    linked(database, vault, gone)
    before = trust(database, gone)
    with database.transaction() as session:  # nothing of it contradicts the account that is kept
        links.read(session, gone).confirmed = ()

    merge()

    assert (trust(database, kept), trust(database, gone)) == (before, None)


def test_a_link_that_contradicts_the_profile_is_to_be_made_anew(
    database: Database, vault: Vault, merge: Callable[[], None], kept: PersonId, gone: PersonId
) -> None:
    linked(database, vault, gone)
    with database.transaction() as session:
        links.read(session, gone).confirmed = ("snils",)

    merge()

    assert (trust(database, kept), trust(database, gone)) == (None, None)
    assert len(announced(database, "identity.esia.unlinked")) == 1


def test_of_two_links_that_of_the_account_that_is_kept_stays(
    database: Database, vault: Vault, merge: Callable[[], None], kept: PersonId, gone: PersonId
) -> None:
    linked(database, vault, kept)
    linked(database, vault, gone)
    with database.reading() as session:
        before = links.read(session, kept).oid_digest

    merge()

    with database.reading() as session:
        assert links.read(session, kept).oid_digest == before
        assert links.of_person(session, gone) is None


def test_what_is_stated_only_once_goes_over(
    database: Database, vault: Vault, merge: Callable[[], None], kept: PersonId, gone: PersonId
) -> None:
    said = DescribeProfession(
        category=Category.MEDICAL, specialities=("terapiya",), employments=(), version=0
    )
    professions.describe_profession(database, by(gone), said)

    merge()

    assert professions.my_profession(database, by(kept)).specialities == ("terapiya",)


def test_of_two_consents_for_the_same_the_later_word_holds(
    database: Database, vault: Vault, merge: Callable[[], None], kept: PersonId, gone: PersonId
) -> None:
    employer = create_organisation(database, an_organisation(OrganisationKind.EMPLOYER)).organisation_id
    [text, *_] = consents.list_consent_texts(database).items
    for hours, person_id, level in ((0, kept, ConsentLevel.FULL), (1, gone, ConsentLevel.MINIMAL)):
        agreed = GiveConsent(
            purpose=text.purpose, recipient_id=employer, level=level, text_version=text.version
        )
        with clock.freeze(clock.now() + timedelta(hours=hours)):
            consents.give_consent(database, by(person_id), agreed)

    merge()

    mine = consents.my_consents(database, by(kept), ListConsents()).items
    assert {each.level: each.withdrawn_at is None for each in mine} == {
        ConsentLevel.FULL: False,
        ConsentLevel.MINIMAL: True,
    }


def test_who_was_chief_of_an_organisation_is_so_in_one_account(
    database: Database, merge: Callable[[], None], kept: PersonId, gone: PersonId
) -> None:
    school = create_organisation(database, an_organisation(OrganisationKind.PROVIDER)).organisation_id
    for person_id in (gone, kept):
        grant_role(database, GrantRole(person_id=person_id, role=Role.PROVIDER, organisation_id=school))

    merge()

    with database.reading() as session:
        assert [(each.person_id, each.is_chief) for each in organisations.members_of(session, school)] == [
            (kept, True)
        ]


def test_the_former_login_tells_which_account_is_kept_to_who_knows_the_password(
    database: Database, mint: Mint, merge: Callable[[], None], first: Register, second: Register
) -> None:
    merge()

    with pytest.raises(LoginMerged) as told:
        logged_in(database, mint, second.phone)
    with pytest.raises(WrongCredentials):
        logged_in(database, mint, second.phone, password="совсем другой пароль")

    assert told.value.details == {"phone": first.phone.masked}


def test_nobody_gets_in_while_the_account_is_merged(
    database: Database, mint: Mint, merge: Callable[[], None], gone: PersonId, second: Register
) -> None:
    calls = iter([merge, *(lambda: logged_in(database, mint, second.phone) for _ in range(3))])

    simultaneously(4, lambda: next(calls)())

    with database.reading() as session:
        assert sessions.listed(session, gone) == []
