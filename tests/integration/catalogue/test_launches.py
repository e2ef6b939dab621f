"""Launches: who may open a module, and for how long its address is good."""

from __future__ import annotations

from datetime import timedelta

import jwt
import pytest

from contracts.catalogue.activities import UnknownActivity
from contracts.catalogue.enrolments import CancelEnrolment, EnrolmentClosed, UnknownEnrolment
from contracts.catalogue.launches import (
    LaunchPurpose,
    LaunchRefused,
    NoContent,
    ReadModuleProgress,
)
from kernel import clock
from kernel.database import Database
from kernel.files import Files
from services.catalogue.usecases import enrolments, launches, publishing
from services.catalogue.vault import Passes
from tests.builders.catalogue import NOW, UNIVERSITY, a_moderator, a_provider, a_specialist
from tests.builders.modules import a_bank, a_module
from tests.builders.packages import a_course
from tests.builders.statements import Content
from tests.integration.catalogue.journeys import at_once, enrolled
from tests.integration.catalogue.launched import SITE, exchanged, launched, opened, told
from tests.integration.catalogue.packaged import a_module_draft, a_published_module, checked, pinned

REHEARSAL = LaunchPurpose.REHEARSAL


def test_a_launch_leads_to_the_package_with_the_parameters_of_cmi5(database: Database, files: Files) -> None:
    module, person = a_published_module(database, files, a_course()), a_specialist()
    enrolled(database, module, person=person)

    content = Content(launched(database, module, person).url)

    assert content.address.netloc == "modules.example.org"
    assert content.address.path.endswith("/res/start.html")
    assert content.address.query.startswith("mode=full&endpoint=")
    assert content.endpoint == "https://nmo.example.org/v1/xapi/"
    assert content.unit == SITE.unit(module.activity_id)


def test_content_never_learns_who_it_is(database: Database, files: Files) -> None:
    module, person = a_published_module(database, files), a_specialist()
    enrolment = enrolled(database, module, person=person)

    url = launched(database, module, person).url
    key = exchanged(database, Content(url))

    for identity in (person.person, enrolment.enrolment_id):
        assert str(identity) not in url + key
    assert (
        Content(url).actor["account"]["name"]
        == Content(launched(database, module, person).url).actor["account"]["name"]
    )


def _claims(key: str) -> str:
    return str(jwt.decode(key, options={"verify_signature": False}))


def test_a_token_is_exchanged_once_even_by_two_at_once(database: Database, files: Files) -> None:
    module, person = a_published_module(database, files), a_specialist()
    enrolled(database, module, person=person)
    content = Content(launched(database, module, person).url)

    answers = at_once([lambda: exchanged(database, content)] * 4)

    assert sorted(answer == "LaunchRefused" for answer in answers) == [False, True, True, True]
    with pytest.raises(LaunchRefused, match=r"launch\.used"):
        exchanged(database, content)


def test_an_address_is_good_for_a_short_time(database: Database, files: Files) -> None:
    module, person = a_published_module(database, files), a_specialist()
    enrolled(database, module, person=person)
    content = Content(launched(database, module, person).url)

    with clock.freeze(NOW + timedelta(seconds=120)), pytest.raises(LaunchRefused, match=r"launch\.expired"):
        exchanged(database, content)


def test_a_key_ends_with_its_session(database: Database, files: Files) -> None:
    module, person = a_published_module(database, files), a_specialist()
    enrolled(database, module, person=person)
    content, key = opened(database, module, person)

    with clock.freeze(NOW + timedelta(minutes=240)), pytest.raises(LaunchRefused, match=r"launch\.expired"):
        told(database, key, content.says("initialized"))


def test_a_new_launch_ends_the_one_before(database: Database, files: Files) -> None:
    module, person = a_published_module(database, files), a_specialist()
    enrolled(database, module, person=person)
    former, key = opened(database, module, person)
    unused = Content(launched(database, module, person).url)
    launched(database, module, person)

    with pytest.raises(LaunchRefused, match=r"launch\.superseded"):
        told(database, key, former.says("initialized"))
    with pytest.raises(LaunchRefused, match=r"launch\.superseded"):
        exchanged(database, unused)


def test_tokens_are_for_one_purpose_and_of_one_house(database: Database, files: Files) -> None:
    module, person = a_published_module(database, files), a_specialist()
    enrolled(database, module, person=person)
    content, key = opened(database, module, person)
    forged = Passes((b"z" * 32,)).sign(Passes((b"k" * 32,)).read(key))

    with pytest.raises(LaunchRefused, match=r"launch\.audience"):
        told(database, content.launch, content.says("initialized"))
    with pytest.raises(LaunchRefused, match=r"launch\.token"):
        told(database, forged, content.says("initialized"))
    with pytest.raises(LaunchRefused, match=r"launch\.token"):
        told(database, "eyJhbGciOiJub25lIn0.e30.", content.says("initialized"))


def test_only_those_who_take_part_study(database: Database, files: Files) -> None:
    module, person = a_published_module(database, files), a_specialist()

    with pytest.raises(UnknownEnrolment):
        launched(database, module, person)
    enrolment = enrolled(database, module, person=person)
    enrolments.cancel_enrolment(database, person, CancelEnrolment(enrolment_id=enrolment.enrolment_id))
    with pytest.raises(EnrolmentClosed):
        launched(database, module, person)


def test_a_module_may_have_nothing_to_show(database: Database) -> None:
    a_bank(database, 10)
    module, person = a_module(database), a_specialist()
    enrolled(database, module, person=person)

    with pytest.raises(NoContent):
        launched(database, module, person)


def test_a_provider_rehearses_a_draft_that_nobody_else_knows(database: Database, files: Files) -> None:
    draft = publishing.draft_activity(database, a_provider(), a_module_draft())
    pinned(database, checked(database, files, draft))

    assert launched(database, draft, a_provider(), REHEARSAL).purpose is REHEARSAL
    assert launched(database, draft, a_moderator(), REHEARSAL)
    with pytest.raises(UnknownActivity):
        launched(database, draft, a_provider(UNIVERSITY), REHEARSAL)


def test_progress_is_ones_own(database: Database, files: Files) -> None:
    module, person = a_published_module(database, files), a_specialist()
    enrolment = enrolled(database, module, person=person)
    query = ReadModuleProgress(enrolment_id=enrolment.enrolment_id)

    assert launches.read_module_progress(database, person, query).launches == 0
    launched(database, module, person)
    assert launches.read_module_progress(database, person, query).launches == 1
    with pytest.raises(UnknownEnrolment):
        launches.read_module_progress(database, a_specialist(), query)
