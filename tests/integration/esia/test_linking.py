"""Linking: one account there, one account here, of one person."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from contracts.identity import esia as contract
from contracts.identity.accounts import MatchPerson, Register, Trust
from kernel import clock
from kernel.database import Database
from kernel.identifiers import Ogrn, PersonInn
from kernel.values import PersonId
from services.identity.store import links
from services.identity.usecases import esia as usecases
from services.identity.usecases import linking
from services.identity.usecases.organisations import create_organisation
from services.identity.usecases.people import match_person, my_profile
from services.identity.vault import registry as vaulted
from tests.builders.esia import CHIEF, DOCTOR, EARLY, SIMPLIFIED, Gosuslugi
from tests.builders.identity import NEW_KEY, OLD_KEY, a_snils, a_vault, an_organisation, announced
from tests.integration.esia.visitor import Visitor, caller


def typed(visitor: Visitor, person_id: PersonId, form: Register) -> MatchPerson:
    names = ("surname", "name", "patronymic", "snils", "inn")
    return MatchPerson(person_id=person_id, **{name: getattr(form, name) for name in names})


def surname_of(visitor: Visitor, person_id: PersonId) -> str:
    return my_profile(visitor.database, visitor.vault, caller(person_id)).surname


def test_a_link_tells_what_is_confirmed(visitor: Visitor) -> None:
    person_id = visitor.a_person()

    link = visitor.link(person_id, DOCTOR)

    assert link.trust is Trust.CONFIRMED
    assert link.confirmed == ("surname", "name", "patronymic", "birth_date", "snils", "inn")
    assert visitor.own_link(person_id) == link
    assert announced(visitor.database, "identity.esia.linked")[0]["trust"] == "confirmed"


def test_linking_twice_changes_nothing(visitor: Visitor) -> None:
    person_id = visitor.a_person()
    first = visitor.link(person_id, DOCTOR)

    again = visitor.link(person_id, DOCTOR)

    assert (again.linked_at, again.trust) == (first.linked_at, first.trust)
    assert len(announced(visitor.database, "identity.esia.linked")) == 1


def test_a_simplified_account_is_linked_and_confirms_nothing(visitor: Visitor) -> None:
    form = visitor.a_form(surname="Седов", name="Илья", birth_date=date(1991, 11, 2), snils=a_snils(77))
    person_id = visitor.a_person(**vars(form))

    link = visitor.link(person_id, SIMPLIFIED)

    assert (link.trust, link.confirmed) == (Trust.UNCONFIRMED, ())


def test_a_match_tells_how_far_a_person_is_trusted(visitor: Visitor) -> None:
    form = visitor.a_form()
    person_id = visitor.a_person(**vars(form))
    before = match_person(visitor.database, visitor.vault, typed(visitor, person_id, form))

    visitor.link(person_id, DOCTOR)

    after = match_person(visitor.database, visitor.vault, typed(visitor, person_id, form))
    assert (before.trust, after.trust) == (None, Trust.CONFIRMED)


def test_the_registry_wins_and_what_was_before_is_kept(visitor: Visitor) -> None:
    form = visitor.a_form(surname="Петрова", birth_date=date(1984, 3, 18))
    person_id = visitor.a_person(**vars(form))

    visitor.link(person_id, DOCTOR)

    assert surname_of(visitor, person_id) == "Лазарева"
    with visitor.database.reading() as session:
        [before] = session.connection().exec_driver_sql("SELECT fields FROM profile_changes").scalars()
    assert list(before) == ["surname", "birth_date"]


def test_a_change_is_announced_by_the_names_of_its_fields_alone(visitor: Visitor) -> None:
    person_id = visitor.a_person(surname="Петрова")

    visitor.link(person_id, DOCTOR)

    [told] = announced(visitor.database, "identity.user.profile_updated")
    assert told["fields"] == ["surname", "birth_date"]
    assert told["source"] == "esia"
    assert "Петрова" not in str(told)
    assert "Лазарева" not in str(told)


def test_the_phone_and_the_address_stay_as_the_person_gave_them(visitor: Visitor) -> None:
    form = visitor.a_form()
    person_id = visitor.a_person(**vars(form))

    visitor.link(person_id, DOCTOR)

    profile = my_profile(visitor.database, visitor.vault, caller(person_id))
    assert (profile.email, profile.phone_masked) == (str(form.email), form.phone.masked)


def test_a_number_of_somebody_else_is_not_taken_over(visitor: Visitor) -> None:
    """Two persons cannot both have it; which of them does is for people to find out."""
    visitor.a_person(snils=a_snils(5))
    person_id = visitor.a_person(inn=PersonInn("500100732259"))

    link = visitor.link(person_id, DOCTOR)

    assert "inn" not in link.confirmed
    assert visitor.last_noted("identity.profile.contradicted") == {"field": "inn"}


def test_another_person_is_not_linked(visitor: Visitor) -> None:
    refusal = visitor.link_refused(visitor.a_person(snils=a_snils(6)), DOCTOR)

    assert (refusal.code, refusal.details) == ("OtherPerson", {"snils": "identity.differs"})


def test_without_a_snils_the_names_and_the_birthday_decide(visitor: Visitor) -> None:
    contemporary = visitor.a_person(birth_date=date(1991, 11, 2))

    refusal = visitor.link_refused(contemporary, SIMPLIFIED)

    assert refusal.details == {"surname": "identity.differs", "name": "identity.differs"}


def test_who_has_another_account_is_offered_that_one(visitor: Visitor) -> None:
    visitor.a_person()
    mistyped = visitor.a_person(snils=a_snils(8), inn=PersonInn("500100732259"))

    assert visitor.link_refused(mistyped, DOCTOR).code == "AccountExists"


def test_one_account_there_is_linked_to_one_account_here(visitor: Visitor) -> None:
    visitor.log_in(DOCTOR)
    other = visitor.a_person(snils=a_snils(9), inn=PersonInn("500100732259"))

    assert visitor.link_refused(other, DOCTOR).code == "EsiaLinkedElsewhere"


def test_one_account_here_is_linked_to_one_account_there(visitor: Visitor) -> None:
    person_id = visitor.a_person()
    visitor.link(person_id, DOCTOR)

    assert visitor.link_refused(person_id, EARLY).code == "AccountLinked"


def test_an_authorisation_links_only_whose_it_is(visitor: Visitor) -> None:
    answer = visitor.come_back_to_link(visitor.a_person(), DOCTOR)
    victim = visitor.a_person(snils=a_snils(10), inn=PersonInn("500100732259"))

    with pytest.raises(contract.StateMismatch):
        visitor.finish_link(victim, answer)


def test_organisations_are_found_in_the_register(visitor: Visitor) -> None:
    known = replace(an_organisation(), ogrn=Ogrn("1000000000010"))
    academy = create_organisation(visitor.database, known)
    person_id = visitor.log_in(CHIEF).person_id

    link = visitor.own_link(person_id)

    assert link
    assert [each.organisation_id for each in link.organisations] == [academy.organisation_id, None]


def test_an_account_without_a_link_says_so(visitor: Visitor) -> None:
    person_id = visitor.a_person()

    assert visitor.own_link(person_id) is None
    with pytest.raises(contract.NotLinked):
        usecases.unlink_esia(visitor.database, caller(person_id))


def test_who_unlinks_logs_in_by_password_again(visitor: Visitor) -> None:
    person_id = visitor.a_person()
    visitor.link(person_id, DOCTOR)

    usecases.unlink_esia(visitor.database, caller(person_id))

    assert visitor.refused(visitor.come_back(DOCTOR)).code == "AccountExists"
    assert announced(visitor.database, "identity.esia.unlinked") == [{"person_id": str(person_id)}]


def test_who_has_no_password_stays_linked(visitor: Visitor) -> None:
    person_id = visitor.log_in(DOCTOR).person_id

    with pytest.raises(contract.OnlyWayIn):
        usecases.unlink_esia(visitor.database, caller(person_id))


def test_links_follow_the_key_ring(visitor: Visitor, database: Database) -> None:
    person_id = visitor.a_person(surname="Петрова")
    visitor.link(person_id, DOCTOR)
    rotated = a_vault(OLD_KEY, NEW_KEY)

    assert linking.reseal(database, rotated) == 2

    with database.reading() as session:
        link = links.read(session, person_id)
    assert vaulted.open_held(a_vault(OLD_KEY), link).oid == str(DOCTOR)


def test_what_the_registry_learns_is_told_at_the_next_log_in(visitor: Visitor, esia: Gosuslugi) -> None:
    person_id = visitor.log_in(DOCTOR).person_id
    esia.learn(DOCTOR, lastName="Соколова")
    try:
        visitor.log_in(DOCTOR)
    finally:
        esia.learn(DOCTOR, lastName="Лазарева")

    assert surname_of(visitor, person_id) == "Соколова"


def test_trust_that_is_lost_is_announced(visitor: Visitor, esia: Gosuslugi) -> None:
    visitor.log_in(DOCTOR)
    esia.learn(DOCTOR, trusted=False)
    try:
        visitor.log_in(DOCTOR)
    finally:
        esia.learn(DOCTOR, trusted=True)

    [changed] = announced(visitor.database, "identity.user.trust_changed")
    assert changed["trust"] == "unconfirmed"


def test_the_time_of_telling_is_shown(visitor: Visitor) -> None:
    person_id = visitor.log_in(DOCTOR).person_id

    link = visitor.own_link(person_id)

    assert link
    assert clock.now() - link.refreshed_at < timedelta(minutes=5)
