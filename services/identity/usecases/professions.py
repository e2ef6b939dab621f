"""What people work as: category, specialities, and the posts they hold."""

from __future__ import annotations

from collections.abc import Iterable

from contracts.catalogue.dictionaries import NomenclaturePublished
from contracts.identity import profession as contract
from contracts.identity.organisations import OrganisationKind
from kernel import clock, inbox, outbox
from kernel.database import Database, Session
from kernel.messages import Caller, Invalid
from kernel.values import OrganisationId
from services.identity.domain.profession import Employment, check
from services.identity.store import organisations, people
from services.identity.store import professions as store
from services.identity.store.consents import names
from services.identity.views import professions as views


def note_nomenclature(database: Database, event: NomenclaturePublished) -> None:
    """From its day on a version says which specialities are in force. Repeats are ignored."""
    with database.transaction() as session:
        if inbox.first_time(session, event, "note_nomenclature"):
            store.note_nomenclature(session, event)


def list_posts(database: Database) -> contract.PostList:
    """The posts in force today."""
    with database.reading() as session:
        known = store.posts_on(session, clock.today())
    return views.posts(known.values())


def my_profession(database: Database, caller: Caller) -> contract.Profession:
    """What the caller has stated; version 0 where it is nothing yet."""
    with database.reading() as session:
        stated = store.of_person(session, caller.person)
        employments = store.employments_of(session, caller.person)
        named = names(session, _employers(employments))
    return views.profession(stated, employments, named)


def describe_profession(
    database: Database, caller: Caller, command: contract.DescribeProfession
) -> contract.Profession:
    """State what the caller works as, in the place of what was stated before, and announce it.

    Raises: UnknownPerson. UnknownOrganisation. StaleVersion.
        Invalid -- details name each field that cannot be so.
    """
    now, employments = clock.now(), [Employment(**vars(each)) for each in command.employments]
    today = clock.legal_day(now)
    with database.transaction() as session:
        people.locked(session, caller.person)
        _check(session, command, employments)
        stated = store.of_person(session, caller.person)
        stated.describe(command.category, command.specialities, version=command.version, now=now)
        store.keep(session, stated, employments)
        lasting = [each for each in employments if each.lasts_on(today)]
        outbox.add(session, views.described(stated, command.category, lasting, now))
        named = names(session, _employers(employments))
    return views.profession(stated, employments, named)


def _check(session: Session, command: contract.DescribeProfession, employments: list[Employment]) -> None:
    """Raises: UnknownOrganisation. Invalid."""
    today = clock.today()
    check(
        command.category,
        command.specialities,
        employments,
        known=store.specialities_on(session, today),
        posts=store.posts_on(session, today),
        today=today,
    )
    for place, each in enumerate(employments):
        if each.organisation_id:
            employer = organisations.read(session, each.organisation_id)
            if employer.kind is not OrganisationKind.EMPLOYER:
                raise Invalid({f"employments.{place}.organisation_id": "organisation.kind"})


def _employers(employments: Iterable[Employment]) -> Iterable[OrganisationId]:
    return (each.organisation_id for each in employments if each.organisation_id)
