"""What identity does when the catalogue has approved an organisation."""

from __future__ import annotations

import pytest

from contracts.catalogue.providers import ProviderApproved
from contracts.identity.organisations import OrganisationKnown
from kernel.database import Database
from kernel.identifiers import Kpp, Ogrn, OrganisationInn
from kernel.messages import Caller
from kernel.values import OrganisationId, PersonId, Role, new_id
from services.identity.usecases.organisations import admit_provider, create_organisation
from services.identity.usecases.people import my_profile
from services.identity.vault.sealing import Vault
from tests.builders.identity import NOW, an_active_person, an_organisation, announced


@pytest.fixture
def approval(database: Database, vault: Vault) -> ProviderApproved:
    requisites = an_organisation()
    return ProviderApproved(
        occurred_at=NOW,
        provider_id=OrganisationId(new_id()),
        representative_id=an_active_person(database, vault),
        name=requisites.name,
        inn=OrganisationInn(str(requisites.inn)),
        ogrn=Ogrn(str(requisites.ogrn)),
        kpp=Kpp(requisites.kpp),
    )


def test_whoever_applied_acts_for_the_approved_organisation(
    database: Database, vault: Vault, approval: ProviderApproved
) -> None:
    admit_provider(database, approval)

    caller = Caller(process="gateway", person_id=PersonId(approval.representative_id))
    profile = my_profile(database, vault, caller)
    assert Role.PROVIDER in profile.roles
    assert profile.organisation_id == approval.provider_id


def test_an_approval_that_is_delivered_again_changes_nothing(
    database: Database, approval: ProviderApproved
) -> None:
    admit_provider(database, approval)

    admit_provider(database, approval)

    assert len(announced(database, "identity.organisation.registered")) == 1
    assert len(announced(database, "identity.role.granted")) == 2  # that of a specialist, and this one


def test_a_tax_number_that_was_entered_otherwise_waits_for_an_operator(
    database: Database, approval: ProviderApproved
) -> None:
    create_organisation(database, an_organisation())

    with pytest.raises(OrganisationKnown):
        admit_provider(database, approval)
