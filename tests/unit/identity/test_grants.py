"""Who may be what, and for whom."""

from datetime import timedelta

import pytest

from contracts.identity.organisations import OrganisationKind
from kernel.identifiers import Ogrn, OrganisationInn
from kernel.messages import Invalid
from kernel.values import OrganisationId, PersonId, Role, new_id
from services.identity.domain.organisations import (
    ActsFor,
    Choice,
    Grant,
    Organisation,
    acting,
    check_grant,
    check_kpp,
)
from tests.builders.identity import NOW, TODAY


def of_kind(kind: OrganisationKind) -> Organisation:
    return Organisation(
        organisation_id=OrganisationId(new_id()),
        name="Больница",
        kind=kind,
        inn=OrganisationInn("7707083893"),
        ogrn=Ogrn("1027700132195"),
        kpp="773601001",
    )


def a_grant(role: Role, organisation_id: OrganisationId | None = None, *, later: int = 0) -> Grant:
    return Grant(
        grant_id=new_id(),
        person_id=PersonId(new_id()),
        role=role,
        organisation_id=organisation_id,
        granted_at=NOW + timedelta(days=later),
    )


@pytest.mark.parametrize("role", [Role.PROVIDER, Role.EMPLOYER, Role.AGENCY])
def test_some_roles_are_held_for_an_organisation_of_their_kind(role: Role) -> None:
    check_grant(role, of_kind(OrganisationKind(role.value)))

    with pytest.raises(Invalid) as refused:
        check_grant(role, None)

    assert refused.value.details == {"organisation_id": "required"}


def test_no_role_is_held_for_an_organisation_of_another_kind() -> None:
    with pytest.raises(Invalid) as refused:
        check_grant(Role.PROVIDER, of_kind(OrganisationKind.EMPLOYER))

    assert refused.value.details == {"organisation_id": "organisation.kind"}


def test_other_roles_are_held_for_nobody() -> None:
    check_grant(Role.EXPERT, None)

    with pytest.raises(Invalid):
        check_grant(Role.EXPERT, of_kind(OrganisationKind.AGENCY))


def test_no_person_is_a_service() -> None:
    with pytest.raises(Invalid) as refused:
        check_grant(Role.SERVICE, None)

    assert refused.value.details == {"role": "role.not_for_persons"}


def test_a_person_of_two_organisations_acts_for_the_one_granted_last() -> None:
    clinic, school = OrganisationId(new_id()), OrganisationId(new_id())
    grants = [
        a_grant(Role.SPECIALIST),
        a_grant(Role.EMPLOYER, clinic, later=1),
        a_grant(Role.PROVIDER, school, later=2),
    ]

    assert acting(grants, Choice(), TODAY).organisation_id == school
    assert acting(grants, Choice(), TODAY).roles == {Role.SPECIALIST, Role.PROVIDER}


@pytest.mark.parametrize("kpp", ["77360100", "7736010010", "7736ab001", "773601OO1"])
def test_a_kpp_of_another_form_is_refused(kpp: str) -> None:
    with pytest.raises(Invalid):
        check_kpp(kpp)


OLD, NEW = OrganisationId(new_id()), OrganisationId(new_id())


def held() -> list[Grant]:
    return [a_grant(Role.SPECIALIST), a_grant(Role.PROVIDER, OLD), a_grant(Role.EMPLOYER, NEW, later=1)]


def test_a_person_may_choose_for_whom_they_act() -> None:
    chosen = acting(held(), Choice(acts_for=ActsFor.CHOSEN, organisation_id=OLD), TODAY)

    assert (chosen.organisation_id, chosen.roles) == (OLD, {Role.SPECIALIST, Role.PROVIDER})


def test_a_person_may_act_for_themselves() -> None:
    alone = acting(held(), Choice(acts_for=ActsFor.ONESELF), TODAY)

    assert (alone.organisation_id, alone.roles) == (None, {Role.SPECIALIST})


def test_who_has_left_the_organisation_they_chose_acts_for_themselves() -> None:
    left = acting(held()[:1], Choice(acts_for=ActsFor.CHOSEN, organisation_id=OLD), TODAY)

    assert (left.organisation_id, left.roles) == (None, {Role.SPECIALIST})


def test_a_power_of_attorney_counts_on_its_last_day_and_no_longer() -> None:
    grant = a_grant(Role.PROVIDER, OLD)
    grant.authority, grant.authority_until = "1", TODAY

    assert acting([grant], Choice(), TODAY).organisation_id == OLD
    assert acting([grant], Choice(), TODAY + timedelta(days=1)).roles == frozenset()
