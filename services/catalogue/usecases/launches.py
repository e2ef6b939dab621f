"""Opening modules: by those enrolled, and by those who try them."""

from __future__ import annotations

from datetime import datetime

from contracts.catalogue import launches as contract
from contracts.catalogue.activities import UnknownActivity
from contracts.catalogue.enrolments import UnknownEnrolment
from kernel import clock
from kernel.database import Database, Session
from kernel.messages import Caller
from kernel.values import EnrolmentId
from services.catalogue import store, views
from services.catalogue.domain.activity import Activity, is_managed, is_visible
from services.catalogue.domain.launch import (
    Audience,
    Launch,
    LaunchLaw,
    Registration,
    Site,
    require_studying,
)
from services.catalogue.domain.package import Package
from services.catalogue.usecases import module_completion, study
from services.catalogue.vault import Passes

STUDY = contract.LaunchPurpose.STUDY


def launch_module(
    database: Database, passes: Passes, site: Site, caller: Caller, command: contract.LaunchModule
) -> contract.Launch:
    """Give an address at which the module opens, once and soon; launches before end with it.

    Raises: UnknownActivity, UnknownEnrolment, EnrolmentClosed, ActivityMoveRefused, NoContent.
    """
    at = clock.now()
    with database.transaction() as session:
        activity = store.activities.held(session, command.activity_id)
        if not is_visible(activity.state, activity.provider_id, caller):
            raise UnknownActivity(activity_id=command.activity_id)
        package, enrolment_id = _shown(session, activity, caller, command.purpose, at)
        opened = Registration.open(activity, caller.person, command.purpose, enrolment_id, package, at)
        registration = store.launches.enter(session, opened)
        registration.follow(package)
        store.launches.supersede(session, registration.registration_id, at)
        law = LaunchLaw.of(store.dictionaries.in_force(session, clock.legal_day(at)))
        launch = Launch.begin(registration, package, law, at)
        store.launches.add(session, launch)
        if registration.enrolment_id is not None:
            study.begin(session, registration.enrolment_id, caller.person, at)
        token = passes.sign(launch.grant(Audience.LAUNCH, registration.purpose))
        return views.launches.launch(launch, registration, site.address(registration, package, token))


def exchange_launch(
    database: Database, passes: Passes, command: contract.ExchangeLaunch
) -> contract.LaunchKey:
    """Give the content, once, the key under which it tells what happens.

    Raises: LaunchRefused -- the token is none of ours, has expired, or was exchanged before.
    """
    at = clock.now()
    granted = passes.read(command.launch)
    granted.require(Audience.LAUNCH, at)
    with database.transaction() as session:
        launch = store.launches.locked(session, granted)
        launch.exchange(at)
        key = passes.sign(launch.grant(Audience.STATEMENTS, granted.purpose))
    return contract.LaunchKey(auth_token=key)


def read_module_progress(
    database: Database, caller: Caller, query: contract.ReadModuleProgress
) -> contract.ModuleProgress:
    """How far the caller has come. Raises: UnknownEnrolment -- there is none, or it is another's."""
    with database.reading() as session:
        enrolment = store.enrolments.seen_by(session, query.enrolment_id, caller.person)
        activity = store.activities.of(session, enrolment.activity_id)
        stands = module_completion.standing(session, activity, enrolment, clock.now())
        registration = store.launches.of_enrolment(session, query.enrolment_id)
        return views.launches.progress(enrolment, registration, stands)


def _shown(
    session: Session, activity: Activity, caller: Caller, purpose: contract.LaunchPurpose, at: datetime
) -> tuple[Package, EnrolmentId | None]:
    """What is shown to the caller, and under which enrolment.

    Raises: UnknownEnrolment, EnrolmentClosed, ActivityMoveRefused, NoContent.
    """
    version, enrolment_id = activity.terms_version or activity.version, None
    package = None
    if purpose is not STUDY and is_managed(activity.provider_id, caller):
        package = store.packages.coming(session, activity.activity_id)
    else:
        enrolment = store.enrolments.standing(session, activity.activity_id, caller.person)
        if enrolment is None:
            raise UnknownEnrolment(activity_id=activity.activity_id)
        require_studying(activity, enrolment, at)
        version, enrolment_id = enrolment.activity_version, enrolment.enrolment_id
    package = package or store.packages.shown_by(session, activity.activity_id, version)
    if package is None:
        raise contract.NoContent(activity_id=activity.activity_id)
    return package, enrolment_id
