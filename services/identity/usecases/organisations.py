"""The register of organisations."""

from contracts.catalogue.providers import ProviderApproved
from contracts.identity import organisations as contract
from kernel import clock, inbox, outbox
from kernel.database import Database
from kernel.values import OrganisationId, Role, new_id
from services.identity import views
from services.identity.domain.organisations import Organisation, check_kpp
from services.identity.store import organisations as store
from services.identity.usecases import accounts


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


def admit_provider(database: Database, event: ProviderApproved) -> None:
    """Enter the organisation that the catalogue has approved, and let whoever applied act for it.

    Raises: OrganisationKnown -- somebody has entered it otherwise meanwhile; an operator decides.
    """
    now = clock.now()
    with database.transaction() as session:
        if not inbox.first_time(session, event, "admit_provider"):
            return
        if not store.is_known(session, event.provider_id):
            organisation = Organisation(
                organisation_id=event.provider_id,
                name=event.name,
                kind=contract.OrganisationKind.PROVIDER,
                inn=event.inn,
                ogrn=event.ogrn,
                kpp=str(event.kpp),
            )
            store.add(session, organisation)
            outbox.add(session, views.organisation_registered(organisation, now))
        accounts.grant(session, event.representative_id, Role.PROVIDER, event.provider_id, now)
