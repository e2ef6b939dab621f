"""When a code counts no longer, and whoever guesses is stopped."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from contracts.catalogue.activities import (
    Activity,
    ActivityMoveRefused,
    NotYourActivity,
)
from contracts.catalogue.codes import (
    CodesUnsound,
    ConfirmationCodeVoid,
    ListCodeBatches,
    PickCodeBatch,
    TooManyCodeTries,
    UnknownCodeBatch,
    UnknownConfirmationCode,
)
from contracts.catalogue.enrolments import (
    EnrolmentState,
)
from kernel import clock
from kernel.database import Database
from kernel.messages import Invalid
from services.catalogue.domain import confirmation
from services.catalogue.usecases import codes, publishing
from tests.builders.catalogue import NOW, THERAPY, UNIVERSITY, a_provider, a_specialist
from tests.integration.catalogue.claiming import AFTERWARDS, issued, redeem, seated, taken
from tests.integration.catalogue.journeys import a_publication, a_submission, as_read, at_once
from tests.integration.catalogue.measured import MEASURES, Step
from tests.integration.catalogue.outbox import announced


@pytest.fixture(autouse=True)
def _afterwards(_today: None) -> Iterator[None]:
    with clock.freeze(AFTERWARDS):
        yield


@pytest.fixture
def activity(database: Database) -> Activity:
    with clock.freeze(NOW):
        return a_publication(database)


def test_revoked_codes_count_no_longer_but_what_was_claimed_stands(
    database: Database, activity: Activity
) -> None:
    person, other = seated(database, activity), seated(database, activity)
    batch = issued(database, activity)
    first, second, _ = taken(database, batch)
    redeem(database, person, first)

    after = codes.revoke_codes(database, a_provider(), PickCodeBatch(batch_id=batch.batch_id))

    assert (after.redeemed, after.revoked_at) == (1, AFTERWARDS)
    with pytest.raises(ConfirmationCodeVoid) as refused:
        redeem(database, other, second)
    assert refused.value.details == {"rule": "confirmation_code.revoked"}
    assert redeem(database, person, first).state is EnrolmentState.COMPLETED


def test_a_code_expires(database: Database, activity: Activity) -> None:
    person = seated(database, activity)
    [code, *_] = taken(database, issued(database, activity))

    with clock.freeze(AFTERWARDS + timedelta(days=366)), pytest.raises(ConfirmationCodeVoid) as refused:
        redeem(database, person, code)

    assert refused.value.details == {"rule": "confirmation_code.expired"}


def wrong_codes(count: int) -> list[str]:
    return [confirmation.fresh() for _ in range(count)]


def test_guessing_is_stopped_and_announced(database: Database, activity: Activity) -> None:
    person = seated(database, activity)
    [right, *_] = taken(database, issued(database, activity))

    left = []
    for wrong in wrong_codes(5):
        with pytest.raises(UnknownConfirmationCode) as refused:
            redeem(database, person, wrong)
        left.append(refused.value.details["left"])

    assert left == ["4", "3", "2", "1", "0"]
    with pytest.raises(TooManyCodeTries):
        redeem(database, person, right)
    [event] = announced(database, "catalogue.code.guessing_suspected")
    assert (event["person_id"], event["times"]) == (str(person.person), 1)
    with clock.freeze(AFTERWARDS + timedelta(minutes=15)):
        assert redeem(database, person, right).state is EnrolmentState.COMPLETED


def test_guesses_at_once_are_counted_all(database: Database) -> None:
    person = a_specialist()

    answers = at_once([lambda code=code: redeem(database, person, code) for code in wrong_codes(12)])

    assert (answers.count(UnknownConfirmationCode.__name__), answers.count(TooManyCodeTries.__name__)) == (
        5,
        7,
    )


def test_a_typing_error_is_told_and_not_counted(database: Database) -> None:
    person, code = a_specialist(), confirmation.fresh()
    mistyped = code[:-1] + next(sign for sign in "01" if sign != code[-1])

    for _ in range(7):
        with pytest.raises(Invalid) as refused:
            redeem(database, person, mistyped)

    assert refused.value.details == {"code": "confirmation_code.checksum"}


@pytest.mark.parametrize(
    ("day", "rule"), [("2026-11-24", "attendance.dates"), ("2026-11-26", "attendance.dates")]
)
def test_codes_are_for_a_day_of_the_activity(
    database: Database, activity: Activity, day: str, rule: str
) -> None:
    with pytest.raises(CodesUnsound) as refused:
        issued(database, activity, attended_on=date.fromisoformat(day))

    assert refused.value.details == {"attended_on": rule}


def test_no_codes_are_issued_before_the_day(database: Database, activity: Activity) -> None:
    with clock.freeze(NOW), pytest.raises(CodesUnsound) as refused:
        issued(database, activity)

    assert refused.value.details == {"attended_on": "attendance.in_future"}


def test_codes_of_what_was_cancelled_count_for_nobody(database: Database, activity: Activity) -> None:
    person = seated(database, activity)
    with clock.freeze(NOW + timedelta(days=2, hours=1)):
        [code, *_] = taken(database, issued(database, activity))
        publishing.cancel_activity(database, a_provider(), as_read(activity))

    with pytest.raises(ActivityMoveRefused):
        redeem(database, person, code, THERAPY)


def test_what_earns_nothing_yet_has_no_codes(database: Database) -> None:
    with clock.freeze(NOW):
        submission = a_submission(database)

    with pytest.raises(ActivityMoveRefused):
        issued(database, submission)


def test_the_codes_of_another_provider_are_not_there(database: Database, activity: Activity) -> None:
    batch, stranger = issued(database, activity), a_provider(UNIVERSITY)

    with pytest.raises(UnknownCodeBatch):
        taken(database, batch, by=stranger)
    with pytest.raises(UnknownCodeBatch):
        codes.revoke_codes(database, stranger, PickCodeBatch(batch_id=batch.batch_id))
    with pytest.raises(NotYourActivity):
        codes.list_code_batches(database, stranger, ListCodeBatches(activity_id=activity.activity_id))


@MEASURES
@pytest.mark.parametrize("speciality", [None, THERAPY], ids=["seated", "unseated"])
def test_a_code_outlasts_a_suspension(
    database: Database, activity: Activity, begun: Step, lifted: Step, rule: str, speciality: str | None
) -> None:
    person = a_specialist() if speciality else seated(database, activity)
    batch = issued(database, activity)
    [code, *_] = taken(database, batch)
    begun(database, activity)

    # More often than wrong codes may be tried: none of these was wrong.
    for _ in range(7):
        with pytest.raises(ActivityMoveRefused) as refused:
            redeem(database, person, code, speciality)
        assert refused.value.details["rule"] == rule
    told = ListCodeBatches(activity_id=activity.activity_id)
    [kept] = codes.list_code_batches(database, a_provider(), told).items
    assert kept.redeemed == 0

    lifted(database, activity)
    assert redeem(database, person, code, speciality).state is EnrolmentState.COMPLETED


@MEASURES
def test_what_was_claimed_before_a_suspension_stands_during_it(
    database: Database, activity: Activity, begun: Step, lifted: Step, rule: str
) -> None:
    person = seated(database, activity)
    [code, *_] = taken(database, issued(database, activity))
    redeem(database, person, code)

    begun(database, activity)

    assert redeem(database, person, code).state is EnrolmentState.COMPLETED
