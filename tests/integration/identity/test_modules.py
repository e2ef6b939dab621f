"""Modules are switched on under terms in force, and off again; the checklist says what is still to do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from contracts.identity.modules import (
    ActivateModule,
    DeactivateModule,
    ModuleNotActive,
    ModuleTermsOutdated,
    OnboardingState,
)
from contracts.identity.organisations import GrantRole, OrganisationKind
from contracts.identity.profession import Category, DescribeProfession
from kernel.database import Database
from kernel.identifiers import Inn
from kernel.messages import Caller, Invalid
from kernel.values import Role
from services.identity.usecases import modules, resealing
from services.identity.usecases.onboarding import my_onboarding
from services.identity.usecases.organisations import create_organisation
from services.identity.usecases.professions import describe_profession
from services.identity.usecases.roles import grant_role
from services.identity.vault.sealing import Vault
from tests.builders.identity import (
    NEW_KEY,
    NOW,
    OLD_KEY,
    a_vault,
    an_active_person,
    an_organisation,
    announced,
)
from tests.integration.identity.simultaneously import simultaneously

CME = ActivateModule(module="cme", organisation_inn=Inn("7707083893"), terms_version="1")
PHARMACIST = DescribeProfession(category=Category.PHARMACEUTICAL, specialities=(), employments=(), version=0)

Rows = Callable[[str], list[dict[str, object]]]


@pytest.fixture
def anna(database: Database, vault: Vault) -> Caller:
    return Caller(process="gateway", person_id=an_active_person(database, vault))


def off(database: Database, caller: Caller) -> None:
    modules.deactivate_module(database, caller, DeactivateModule(module="cme"))


def open_tasks(database: Database, caller: Caller) -> list[str]:
    tasks = my_onboarding(database, caller).tasks
    return [task.name for task in tasks if task.is_mandatory and not task.is_done]


def test_there_are_modules_with_terms(database: Database) -> None:
    known = {each.module: each.category for each in modules.list_modules(database).items}

    assert known == {"cme": None, "monitoring": None, "pharma": Category.PHARMACEUTICAL}


def test_a_module_is_switched_on_for_an_organisation_of_the_register(
    database: Database, vault: Vault, anna: Caller
) -> None:
    hospital = create_organisation(database, an_organisation(OrganisationKind.EMPLOYER))

    active = modules.activate_module(database, vault, anna, CME)

    assert (active.organisation, active.accepted_at) == ("Учебный центр", NOW)
    assert modules.my_modules(database, vault, anna).items == (active,)
    assert announced(database, "identity.module.activated") == [
        {
            "person_id": str(anna.person_id),
            "module": "cme",
            "terms_version": "1",
            "organisation_id": str(hospital.organisation_id),
        }
    ]


def test_an_entrepreneur_is_masked_and_sealed(
    database: Database, vault: Vault, anna: Caller, rows: Rows
) -> None:
    number = Inn("500100732259")

    active = modules.activate_module(database, vault, anna, replace(CME, organisation_inn=number))

    assert (active.organisation_id, active.inn_masked) == (None, "********2259")
    assert number.digits not in repr(rows("activations"))


def test_activations_follow_the_key_ring(database: Database, anna: Caller) -> None:
    active = modules.activate_module(database, a_vault(NEW_KEY), anna, CME)

    moved = resealing.reseal(database, a_vault(OLD_KEY, NEW_KEY))

    assert moved == 1
    assert modules.my_modules(database, a_vault(OLD_KEY), anna).items == (active,)


def test_the_same_again_changes_nothing(database: Database, vault: Vault, anna: Caller) -> None:
    answers = simultaneously(4, lambda: modules.activate_module(database, vault, anna, CME))

    assert answers == [answers[0]] * 4
    assert len(announced(database, "identity.module.activated")) == 1


def test_another_organisation_takes_the_place_of_the_first(
    database: Database, vault: Vault, anna: Caller, rows: Rows
) -> None:
    modules.activate_module(database, vault, anna, CME)

    modules.activate_module(database, vault, anna, replace(CME, organisation_inn=Inn("7830002293")))

    assert [each.inn_masked for each in modules.my_modules(database, vault, anna).items] == ["7830002293"]
    assert len(rows("activations")) == 2


def test_a_module_is_switched_off_and_on_again(database: Database, vault: Vault, anna: Caller) -> None:
    modules.activate_module(database, vault, anna, CME)

    off(database, anna)

    assert modules.my_modules(database, vault, anna).items == ()
    assert len(announced(database, "identity.module.deactivated")) == 1
    assert modules.activate_module(database, vault, anna, CME).module == "cme"


def test_what_is_off_cannot_be_switched_off(database: Database, anna: Caller) -> None:
    with pytest.raises(ModuleNotActive):
        off(database, anna)


def test_terms_that_are_not_in_force_cannot_be_accepted(
    database: Database, vault: Vault, anna: Caller
) -> None:
    with pytest.raises(ModuleTermsOutdated) as refusal:
        modules.activate_module(database, vault, anna, replace(CME, terms_version="0"))

    assert refusal.value.details == {"terms_version": "1"}


def test_a_module_that_does_not_exist_is_refused(database: Database, vault: Vault, anna: Caller) -> None:
    with pytest.raises(Invalid) as refusal:
        modules.activate_module(database, vault, anna, replace(CME, module="lottery"))

    assert refusal.value.details == {"module": "module.unknown"}


def test_the_module_of_pharmacists_is_for_them_alone(database: Database, vault: Vault, anna: Caller) -> None:
    pharma = replace(CME, module="pharma")

    with pytest.raises(Invalid) as refusal:
        modules.activate_module(database, vault, anna, pharma)
    describe_profession(database, anna, PHARMACIST)

    assert refusal.value.details == {"module": "module.category"}
    assert modules.activate_module(database, vault, anna, pharma).module == "pharma"


def test_the_checklist_leads_from_the_phone_to_everything(
    database: Database, vault: Vault, anna: Caller
) -> None:
    assert my_onboarding(database, anna).state is OnboardingState.PHONE_CONFIRMED
    assert open_tasks(database, anna) == ["module", "terms", "profession"]

    modules.activate_module(database, vault, anna, CME)
    assert my_onboarding(database, anna).state is OnboardingState.SERVICE_ADDED
    assert my_onboarding(database, anna).next == "profession"

    describe_profession(database, anna, PHARMACIST)
    assert my_onboarding(database, anna).state is OnboardingState.ACTIVE
    assert my_onboarding(database, anna).next is None


def test_who_decides_about_others_must_enrol_a_second_factor(database: Database, anna: Caller) -> None:
    grant_role(database, GrantRole(person_id=anna.person, role=Role.COMMISSION))

    assert my_onboarding(database, anna).next == "second_factor"
