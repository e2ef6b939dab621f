"""Films and scenarios of modules: asked for by versions, watched and played by people."""

from __future__ import annotations

from datetime import datetime

from contracts.catalogue import outlines as contract
from contracts.catalogue.activities import UnknownActivity
from contracts.catalogue.enrolments import UnknownEnrolment
from contracts.catalogue.launches import LaunchPurpose, NoContent
from kernel import clock, journal
from kernel.database import Database, Session
from kernel.messages import Caller
from kernel.values import EnrolmentId
from services.catalogue import store, views
from services.catalogue.domain import outline as outlines
from services.catalogue.domain.activity import Activity, is_managed, is_visible
from services.catalogue.domain.launch import require_studying
from services.catalogue.domain.play import Play
from services.catalogue.domain.watching import FilmLaw
from services.catalogue.usecases import content, study


def set_outline(database: Database, caller: Caller, command: contract.SetOutline) -> contract.Outlines:
    """Let the next version of a module ask for films and a scenario.

    Raises: UnknownActivity, NotYourActivity, NotAModule, OutlineUnsound. ActivityMoveRefused -- it is
        under review, or people rely by now on its having no content.
    """
    with database.transaction() as session:
        activity = store.activities.locked(session, command.activity_id)
        activity.require_owner(caller)
        outlines.require_sound(command.outline)
        content.require_open(session, activity)
        content.ask(session, activity)
        store.outlines.pin(session, command.activity_id, command.outline)
        journal.record(session, "catalogue.outline.set", str(command.activity_id))
        return views.outlines.outlines(store.outlines.pinned(session, command.activity_id))


def read_outlines(database: Database, caller: Caller, query: contract.ReadOutlines) -> contract.Outlines:
    """What each version asks for. Raises: UnknownActivity, NotYourActivity."""
    with database.reading() as session:
        store.activities.of(session, query.activity_id).require_owner(caller)
        return views.outlines.outlines(store.outlines.pinned(session, query.activity_id))


def watch_film(database: Database, caller: Caller, command: contract.WatchFilm) -> contract.FilmWatched:
    """Count what was seen of a film since the last word, no more than time has passed.

    Raises: UnknownEnrolment, EnrolmentClosed, ActivityMoveRefused, UnknownSegment.
    """
    at = clock.now()
    with database.transaction() as session:
        activity = store.activities.held(session, store.enrolments.activity_of(session, command.enrolment_id))
        enrolment = store.enrolments.own(session, command.enrolment_id, caller.person)
        require_studying(activity, enrolment, at)
        outline = store.outlines.of_version(session, activity.activity_id, enrolment.activity_version)
        film = outlines.segment_of(outline, command.segment)
        if film is None:
            raise contract.UnknownSegment(segment=command.segment)
        study.follow(session, activity, enrolment, at)
        law = FilmLaw.of(store.dictionaries.in_force(session, clock.legal_day(at)))
        watching = store.outlines.watching(session, enrolment.enrolment_id, at)
        watching.hear(film, command.begins, command.ends, law, at)
        session.flush()
        content.settle(session, activity, enrolment, at)
    return views.outlines.watched(watching, film, law)


def begin_play(database: Database, caller: Caller, command: contract.BeginPlay) -> contract.Play:
    """Begin a scenario.

    Raises: UnknownActivity, UnknownEnrolment, EnrolmentClosed, ActivityMoveRefused, NoContent.
    """
    at = clock.now()
    with database.transaction() as session:
        activity = store.activities.held(session, command.activity_id)
        if not is_visible(activity.state, activity.provider_id, caller):
            raise UnknownActivity(activity_id=command.activity_id)
        outline, enrolment_id = _asked(session, activity, caller, command.purpose, at)
        if outline.scenario is None:
            raise NoContent(activity_id=command.activity_id)
        play = Play.begin(
            outline.scenario, activity.activity_id, caller.person, command.purpose, enrolment_id, at
        )
        store.outlines.begin(session, play)
        if play.enrolment_id is not None:
            study.begin(session, play.enrolment_id, caller.person, at)
    return views.outlines.play(play)


def choose_in_play(database: Database, caller: Caller, command: contract.ChooseInPlay) -> contract.Play:
    """Go on from the step where a play is.

    Raises: UnknownPlay, PlayMoved, ActivityMoveRefused -- the module earns nothing now.
    """
    at = clock.now()
    with database.transaction() as session:
        activity_id, studied = store.outlines.place_of_play(session, command.play_id, caller.person)
        activity = store.activities.held(session, activity_id)
        enrolment = store.enrolments.own(session, studied, caller.person) if studied else None
        play = store.outlines.play_of(session, command.play_id, caller.person, locked=True)
        if enrolment is not None:
            study.follow(session, activity, enrolment, at)
        if play.choose(command.step, command.choice, at) and enrolment is not None:
            session.flush()
            content.settle(session, activity, enrolment, at)
    return views.outlines.play(play)


def read_play(database: Database, caller: Caller, query: contract.ReadPlay) -> contract.Play:
    """Where the caller's play is. Raises: UnknownPlay."""
    with database.reading() as session:
        return views.outlines.play(store.outlines.play_of(session, query.play_id, caller.person))


def _asked(
    session: Session, activity: Activity, caller: Caller, purpose: LaunchPurpose, at: datetime
) -> tuple[contract.ModuleOutline, EnrolmentId | None]:
    """What is asked of the caller, and under which enrolment.

    Raises: UnknownEnrolment, EnrolmentClosed, ActivityMoveRefused.
    """
    if purpose is not LaunchPurpose.STUDY and is_managed(activity.provider_id, caller):
        coming = store.outlines.coming(session, activity.activity_id)
        version = activity.terms_version or 0
        return coming or store.outlines.of_version(session, activity.activity_id, version), None
    enrolment = store.enrolments.standing(session, activity.activity_id, caller.person)
    if enrolment is None:
        raise UnknownEnrolment(activity_id=activity.activity_id)
    require_studying(activity, enrolment, at)
    version = enrolment.activity_version
    return store.outlines.of_version(session, activity.activity_id, version), enrolment.enrolment_id
