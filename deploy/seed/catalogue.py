"""The demo organisations and what the providers among them offer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial

from contracts.catalogue.activities import (
    Activity,
    ActivityState,
    ListMyActivities,
    MoveActivity,
    approve_activity,
    draft_activity,
    list_activities,
    submit_activity,
)
from contracts.identity import organisations as identity
from contracts.identity.organisations import OrganisationKind
from deploy.seed.activities import DemoActivity
from deploy.seed.api import Api
from deploy.seed.people import Member
from kernel.identifiers import Ogrn, OrganisationInn

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


def appoint(administrator: Api, member: Member, organisation: Organisation | None) -> bool:
    """Let a person act in the role of the demo; false if they do so already."""
    role = member.person.role
    if role in member.profile.roles:
        return False
    organisation_id = None
    if organisation is not None:
        organisation_id = administrator.call(
            identity.create_organisation,
            identity.CreateOrganisation(
                name=organisation.name,
                kind=organisation.kind,
                inn=organisation.inn,
                ogrn=organisation.ogrn,
                kpp=organisation.kpp,
            ),
            key=f"demo-{organisation.code}",
        ).organisation_id
    grant = identity.GrantRole(person_id=member.person_id, role=role, organisation_id=organisation_id)
    administrator.call(identity.grant_role, grant)
    return True


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
