"""The materials of an activity, and for whom they are."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from contracts.catalogue.activities import Activity, NotYourActivity, ReadActivity
from contracts.catalogue.attachments import AttachmentMissing, AttachmentState, AttachmentUnsound
from contracts.catalogue.cards import CardDetails
from contracts.catalogue.enrolments import ReportAttendance
from contracts.catalogue.materials import (
    AttachMaterial,
    ListMaterials,
    Material,
    MaterialAccess,
    MaterialKind,
    MaterialNotForYou,
    PickMaterial,
)
from kernel import clock
from kernel.database import Database
from kernel.files import Files
from kernel.messages import Caller
from services.catalogue.usecases import attendance, materials, search
from tests.builders.catalogue import (
    NOBODY,
    NOW,
    UNIVERSITY,
    a_provider,
    a_row,
    a_session,
    a_specialist,
)
from tests.integration.catalogue.journeys import a_publication, enrolled
from tests.integration.catalogue.onboarded import a_file, put
from tests.integration.catalogue.outbox import announced


def a_material(activity: Activity, **told: Any) -> AttachMaterial:
    facts: dict[str, Any] = {
        "activity_id": activity.activity_id,
        "kind": MaterialKind.PRESENTATION,
        "title": "Слайды",
        "access": MaterialAccess.ENROLLED,
    }
    return AttachMaterial(**facts | a_file() | told)


def attached(database: Database, files: Files, activity: Activity, **told: Any) -> Material:
    upload = materials.attach_material(database, files, a_provider(), a_material(activity, **told))
    put(files, activity.activity_id, upload)
    picked = PickMaterial(activity_id=activity.activity_id, attachment_id=upload.attachment_id)
    return materials.check_material(database, files, a_provider(), picked)


def fetched(database: Database, files: Files, caller: Caller, activity: Activity, material: Material) -> str:
    picked = PickMaterial(activity_id=activity.activity_id, attachment_id=material.attachment_id)
    return materials.download_material(database, files, caller, picked).url


def test_an_attached_file_is_checked_and_announced(database: Database, files: Files) -> None:
    material = attached(database, files, a_publication(database))

    assert material.state is AttachmentState.STORED
    [event] = announced(database, "catalogue.activity.material_attached")
    assert event["attachment_id"] == str(material.attachment_id)


def test_the_enrolled_may_read_what_is_for_them(database: Database, files: Files) -> None:
    activity, person = a_publication(database), a_specialist()
    material = attached(database, files, activity)

    with pytest.raises(MaterialNotForYou):
        fetched(database, files, person, activity, material)
    enrolled(database, activity, person=person)

    assert fetched(database, files, person, activity, material).startswith("http")


def test_some_things_are_for_those_who_have_completed(database: Database, files: Files) -> None:
    activity, person = a_publication(database), a_specialist()
    material = attached(database, files, activity, access=MaterialAccess.COMPLETED)
    enrolment = enrolled(database, activity, person=person)

    with pytest.raises(MaterialNotForYou):
        fetched(database, files, person, activity, material)
    report = ReportAttendance(activity_id=activity.activity_id, rows=(a_row(enrolment.enrolment_id),))
    with clock.freeze(activity.ends_at):
        attendance.report_attendance(database, a_provider(), report)

    assert fetched(database, files, person, activity, material)


def test_what_is_for_anyone_needs_no_login(database: Database, files: Files) -> None:
    activity = a_publication(database)
    material = attached(database, files, activity, access=MaterialAccess.ANYONE)

    assert fetched(database, files, NOBODY, activity, material)


def test_a_recording_waits_for_its_day(database: Database, files: Files) -> None:
    activity = a_publication(database)
    tomorrow = NOW + timedelta(days=1)
    told = {"access": MaterialAccess.ANYONE, "available_from": tomorrow}
    material = attached(database, files, activity, kind=MaterialKind.RECORDING, **told)

    with pytest.raises(MaterialNotForYou):
        fetched(database, files, NOBODY, activity, material)
    with clock.freeze(tomorrow):
        assert fetched(database, files, NOBODY, activity, material)


def test_only_what_has_arrived_is_shown(database: Database, files: Files) -> None:
    activity = a_publication(database)
    upload = materials.attach_material(database, files, a_provider(), a_material(activity))
    query = ListMaterials(activity_id=activity.activity_id)

    assert materials.list_materials(database, NOBODY, query).items == ()
    assert len(materials.list_materials(database, a_provider(), query).items) == 1
    with pytest.raises(AttachmentMissing):
        materials.download_material(
            database,
            files,
            a_provider(),
            PickMaterial(activity_id=activity.activity_id, attachment_id=upload.attachment_id),
        )


def test_a_provider_attaches_to_its_own_activities(database: Database, files: Files) -> None:
    with pytest.raises(NotYourActivity):
        materials.attach_material(
            database, files, a_provider(UNIVERSITY), a_material(a_publication(database))
        )


def test_programs_are_no_materials(database: Database, files: Files) -> None:
    command = a_material(a_publication(database), media_type="application/x-msdownload")

    with pytest.raises(AttachmentUnsound):
        materials.attach_material(database, files, a_provider(), command)


def test_what_is_removed_is_gone_from_the_store_too(database: Database, files: Files) -> None:
    activity = a_publication(database)
    material = attached(database, files, activity)
    picked = PickMaterial(activity_id=activity.activity_id, attachment_id=material.attachment_id)

    materials.remove_material(database, files, a_provider(), picked)

    query = ListMaterials(activity_id=activity.activity_id)
    assert materials.list_materials(database, a_provider(), query).items == ()


def test_join_links_are_for_those_who_take_part(database: Database) -> None:
    details = CardDetails(sessions=(a_session(join_url="https://meet.example.org/1"),))
    activity = a_publication(database, details=details)
    query = ReadActivity(activity_id=activity.activity_id)

    shown = search.read_activity(database, NOBODY, query).details
    own = search.read_activity(database, a_provider(), query).details

    assert shown is not None and shown.sessions[0].join_url is None  # noqa: PT018 -- one fact
    assert own == details
