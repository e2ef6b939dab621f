"""What stands out in the journals is told once, looked at by a human, and counted anew from then on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa

from contracts.monitoring.anomalies import (
    Anomaly,
    AnomalySettled,
    AnomalyState,
    Finding,
    ListAnomalies,
    SettleAnomaly,
    UnknownAnomaly,
)
from kernel import clock
from kernel.journal_lines import FollowJournal, JournalFollowed, JournalHead, JournalLine
from kernel.machinery import outbox
from kernel.messages import Caller, Operation
from kernel.values import OrganisationId, PersonId, Role, new_id
from services.monitoring.tables import followed, sightings
from services.monitoring.usecases import anomalies

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
WATCHED = "identity"
SOMEBODY = PersonId(UUID("01930000-0000-7000-8000-000000000007"))
OPERATOR = Caller(process="gateway", person_id=PersonId(new_id()), roles=frozenset({Role.ADMINISTRATOR}))


class Services:
    """All services; the journal of one has lines."""

    def __init__(self) -> None:
        self.lines: list[JournalLine] = []

    def call(self, operation: Operation[FollowJournal, JournalFollowed], query: FollowJournal) -> Any:
        behind = self.lines[query.after : query.after + query.limit] if operation.service == WATCHED else []
        head = JournalHead(service=operation.service, number=len(self.lines), hash="0" * 64)
        return JournalFollowed(lines=tuple(behind), head=head)

    def note(self, action: str, times: int = 1, *, at: datetime = NOON, **who: Any) -> None:
        """Lines a second apart; subject: of all of them, or each has one of its own."""
        for second in range(times):
            self.lines.append(self._line(action, at + timedelta(seconds=second), **who))

    def _line(
        self,
        action: str,
        at: datetime,
        actor: PersonId | None = None,
        subject: str | None = None,
        detail: dict[str, str] | None = None,
        acting_as: OrganisationId | None = None,
    ) -> JournalLine:
        return JournalLine(
            service=WATCHED,
            position=len(self.lines) + 1,
            at=at,
            process="gateway",
            actor=actor,
            acting_as=acting_as,
            action=action,
            subject=subject or str(new_id()),
            correlation_id="1",
            detail=detail or {},
            hash="0" * 64,
        )


@pytest.fixture
def database(opened):
    return opened("monitoring")


@pytest.fixture
def services() -> Services:
    return Services()


def found(database, services, **asked) -> Sequence[Anomaly]:
    with clock.freeze(NOON):
        anomalies.watch(database, services)
    return anomalies.list_anomalies(database, ListAnomalies(**asked)).items


def announced(database) -> list[str]:
    with database.reading() as session:
        rows = session.execute(sa.select(outbox.c.body)).scalars()
        return [row["data"]["about"] for row in rows if "anomaly" in row["type"]]


def settle(database, anomaly: Anomaly, finding: Finding = Finding.EXPLAINED) -> Anomaly:
    command = SettleAnomaly(anomaly_id=anomaly.anomaly_id, finding=finding, note="Проверено")
    return anomalies.settle_anomaly(database, OPERATOR, command)


@pytest.mark.parametrize(
    ("rule", "action", "usual", "who", "about"),
    [
        ("code_guessing", "identity.code.refused", 10, {"subject": str(SOMEBODY)}, str(SOMEBODY)),
        ("password_guessing", "identity.log_in.refused", 20, {"subject": "unknown"}, "unknown"),
        ("foreign_things", "admission.read_application.refused", 30, {"actor": SOMEBODY}, str(SOMEBODY)),
        ("unusual_reading", "credits.statement.viewed", 200, {"actor": SOMEBODY}, str(SOMEBODY)),
        ("forged_tokens", "identity.token.refused", 20, {"subject": "5f0c2a1e"}, "5f0c2a1e"),
        ("impossible_travel", "identity.sign_in.impossible_travel", 0, {"subject": "anna"}, "anna"),
        ("new_devices", "identity.sign_in.new_device", 2, {"subject": "anna"}, "anna"),
        ("new_networks", "identity.sign_in.new_network", 4, {"subject": "anna"}, "anna"),
        (
            "mass_manual_claims",
            "ru.nmo.credits.manual_claim.submitted.v1",
            60,
            {"actor": SOMEBODY},
            str(SOMEBODY),
        ),
        ("mass_claims", "catalogue.attendance.reported", 60, {"actor": SOMEBODY}, str(SOMEBODY)),
    ],
)
def test_more_than_is_usual_stands_out(database, services, rule, action, usual, who, about):
    services.note(action, usual, **who)
    assert found(database, services) == ()

    services.note(action, at=NOON + timedelta(seconds=usual), **who)
    [anomaly] = found(database, services, rule=rule)

    assert (anomaly.about, anomaly.count, anomaly.most) == (about, usual + 1, usual)
    assert (anomaly.first_at, anomaly.last_at) == (NOON, NOON + timedelta(seconds=usual))
    assert announced(database) == [about]


def test_a_program_is_known_by_its_client(database, services):
    services.note("admission.read_application.refused", 31, detail={"client_id": "agency-1"})

    assert [anomaly.about for anomaly in found(database, services)] == ["agency-1"]


def test_looking_at_one_person_again_and_again_is_no_unusual_reading(database, services):
    services.note("credits.statement.viewed", 300, actor=SOMEBODY, subject=str(new_id()))

    assert found(database, services) == ()


def test_what_is_spread_over_a_longer_time_does_not_stand_out(database, services):
    for hour in range(3):
        services.note("identity.code.refused", 9, at=NOON + timedelta(hours=hour), subject=str(SOMEBODY))

    assert found(database, services) == ()


def test_what_others_do_is_not_added_up(database, services):
    for _ in range(3):
        services.note("identity.code.refused", 9, subject=str(new_id()))

    assert found(database, services) == ()


def test_what_goes_on_grows_and_is_told_once(database, services):
    services.note("identity.code.refused", 11, subject=str(SOMEBODY))
    found(database, services)
    services.note("identity.code.refused", 4, at=NOON + timedelta(minutes=1), subject=str(SOMEBODY))

    [anomaly] = found(database, services)

    assert anomaly.count == 15
    assert len(announced(database)) == 1


def test_after_a_finding_it_is_counted_anew(database, services):
    services.note("identity.code.refused", 11, subject=str(SOMEBODY))
    [first] = found(database, services)
    settle(database, first)

    services.note("identity.code.refused", 10, at=NOON + timedelta(minutes=1), subject=str(SOMEBODY))
    assert found(database, services, state=AnomalyState.OPEN) == ()
    services.note("identity.code.refused", at=NOON + timedelta(minutes=2), subject=str(SOMEBODY))

    assert [again.count for again in found(database, services, state=AnomalyState.OPEN)] == [11]


def test_a_finding_says_who_looked_and_what_came_of_it(database, services):
    services.note("identity.code.refused", 11, subject=str(SOMEBODY))
    [anomaly] = found(database, services)

    settled = settle(database, anomaly, Finding.CONFIRMED)

    assert (settled.state, settled.note) == (AnomalyState.CONFIRMED, "Проверено")
    assert settled.settled_by == OPERATOR.person_id
    with pytest.raises(AnomalySettled):
        settle(database, anomaly)


def test_an_anomaly_that_never_was_is_unknown(database):
    with pytest.raises(UnknownAnomaly):
        anomalies.settle_anomaly(
            database, OPERATOR, SettleAnomaly(anomaly_id=new_id(), finding=Finding.EXPLAINED, note="нет")
        )


def test_the_last_detected_come_first_page_by_page(database, services):
    for _ in range(3):
        services.note("identity.code.refused", 11, subject=str(new_id()))
    everything = found(database, services)

    first = anomalies.list_anomalies(database, ListAnomalies(limit=2))
    rest = anomalies.list_anomalies(database, ListAnomalies(limit=2, cursor=first.next_cursor))

    assert (*first.items, *rest.items) == everything
    assert [each.about for each in everything] == [line.subject for line in services.lines[::-11]]


def test_each_line_is_looked_at_once(database, services):
    services.note("identity.code.refused", 250, at=NOON - timedelta(days=1), subject=str(SOMEBODY))
    for _ in range(2):
        found(database, services)

    with database.reading() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(sightings)) == 250
        assert session.scalar(sa.select(followed.c.number).where(followed.c.service == WATCHED)) == 250


def test_of_two_replicas_one_counts_a_line(database, services):
    """The other has read the same lines, and finds them claimed."""
    services.note("identity.code.refused", 11, subject=str(SOMEBODY))
    other = Services()
    other.lines = services.lines

    class Slow(Services):
        def call(self, operation, query):
            answer = services.call(operation, query)
            found(database, other)
            return answer

    anomalies.watch(database, Slow())

    assert [each.count for each in found(database, services)] == [11]


def test_lines_behind_every_window_are_forgotten(database, services):
    services.note("identity.code.refused", 3, at=NOON - timedelta(days=3), subject=str(SOMEBODY))
    found(database, services)

    with clock.freeze(NOON):
        anomalies.forget(database)

    with database.reading() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(sightings)) == 0
