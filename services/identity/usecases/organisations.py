"""The register of organisations."""

from contracts.identity import organisations as contract
from kernel import clock, outbox
from kernel.database import Database
from kernel.values import OrganisationId, new_id
from services.identity import views
from services.identity.domain.organisations import Organisation, check_kpp
from services.identity.store import organisations as store


def create_organisation(database: Database, command: contract.CreateOrganisation) -> contract.Organisation:
    """Enter an organisation into the register.

    Raises: OrganisationKnown. Invalid -- the КПП has another form.
    """
    check_kpp(command.kpp)
    organisation = Organisation(
        organisation_id=OrganisationId(new_id()),
        name=" ".join(command.name.split()),
        kind=command.kind,
        inn=command.inn,
        ogrn=command.ogrn,
        kpp=command.kpp,
    )
    with database.transaction() as session:
        store.add(session, organisation)
        outbox.add(session, views.organisation_registered(organisation, clock.now()))
    return views.organisation(organisation)
