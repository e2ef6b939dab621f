"""The demo organisations and what the providers among them offer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial

from contracts.catalogue.activities import (
    Activity,
    ActivityState,
    MoveActivity,
    approve_activity,
    draft_activity,
    submit_activity,
)
from contracts.catalogue.search import ListMyActivities, list_activities
from contracts.identity import organisations as identity
from contracts.identity.organisations import OrganisationKind
from deploy.seed.activities import DemoActivity
from deploy.seed.api import Api
from deploy.seed.people import Person
from kernel.identifiers import Ogrn, OrganisationInn
from kernel.values import OrganisationId, PersonId

AT_ONCE = 6
PAGE = 100


@dataclass(frozen=True, kw_only=True)
class Organisation:
    """One row of `demo_organisations.csv`."""

    code: str
    kind: OrganisationKind
    name: str
    inn: OrganisationInn
    ogrn: Ogrn
    kpp: str


def appoint(
    administrator: Api, person: Person, person_id: PersonId, organisation: Organisation | None
) -> None:
    """Let a person act in the role of the demo, for the organisation, which is entered first."""
    place = None if organisation is None else _entered(administrator, organisation)
    grant = identity.GrantRole(person_id=person_id, role=person.role, organisation_id=place)
    administrator.call(identity.grant_role, grant)


def _entered(administrator: Api, organisation: Organisation) -> OrganisationId:
    command = identity.CreateOrganisation(
        name=organisation.name,
        kind=organisation.kind,
        inn=organisation.inn,
        ogrn=organisation.ogrn,
        kpp=organisation.kpp,
    )
    key = f"demo-{organisation.code}"
    return administrator.call(identity.create_organisation, command, key=key).organisation_id


def publish(administrator: Api, provider: Api, offered: Sequence[DemoActivity]) -> None:
    """Bring the activities of one provider into the catalogue, those that are not there yet."""
    known = {activity.title: activity for activity in _activities_of(provider)}
    one = partial(_publish, administrator, provider)
    with ThreadPoolExecutor(AT_ONCE) as workers:
        list(workers.map(one, offered, [known.get(each.draft.title) for each in offered]))


def _publish(administrator: Api, provider: Api, offered: DemoActivity, known: Activity | None) -> None:
    activity = known or provider.call(draft_activity, offered.draft)
    if activity.state is ActivityState.DRAFT:
        activity = provider.call(submit_activity, _move(activity))
    if activity.state is ActivityState.REVIEW:
        administrator.call(approve_activity, _move(activity))


def _move(activity: Activity) -> MoveActivity:
    return MoveActivity(activity_id=activity.activity_id, version=activity.version)


def _activities_of(provider: Api) -> Iterator[Activity]:
    cursor = None
    while True:
        page = provider.call(list_activities, ListMyActivities(cursor=cursor, limit=PAGE))
        yield from page.items
        cursor = page.next_cursor
        if cursor is None:
            return
