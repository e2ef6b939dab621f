"""Looking through the journals of all services for what stands out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from contracts.journal import follow_journal
from contracts.monitoring import anomalies as contract
from kernel import clock, cursors, journal, logs, outbox
from kernel.database import Database, Session
from kernel.journal_lines import FollowJournal, JournalLine
from kernel.messages import Caller, Unavailable
from kernel.rpc import Rpc
from kernel.values import new_id
from services.monitoring import store, views
from services.monitoring.domain.anomaly import Crowd, Deed, Rule

AT_ONCE = 100
KEPT = timedelta(days=2)  # no rule has a longer window

log = logs.get(__name__)


def watch(database: Database, rpc: Rpc) -> None:
    """Look through what is new in every journal. Who is down is asked again next time."""
    for service in follow_journal:
        try:
            while _look_on(database, rpc, service) == AT_ONCE:
                pass
        except Unavailable:
            log.warning("journal not looked through", service=service)


def forget(database: Database) -> None:
    """Forget the lines that no window reaches back to."""
    with database.transaction() as session:
        store.anomalies.forget_before(session, clock.now() - KEPT)


def list_anomalies(database: Database, query: contract.ListAnomalies) -> contract.AnomalyPage:
    """What stood out, the last detected first."""
    before = cursors.identifier(query.cursor)
    with database.reading() as session:
        rows = store.anomalies.page(
            session, before, state=query.state, rule=query.rule, limit=query.limit + 1
        )
    return views.anomaly_page(rows, query.limit)


def settle_anomaly(database: Database, caller: Caller, command: contract.SettleAnomaly) -> contract.Anomaly:
    """Say what a look at an anomaly has found. From then on, it is counted anew.

    Raises: UnknownAnomaly, AnomalySettled.
    """
    with database.transaction() as session:
        found = store.anomalies.locked(session, command.anomaly_id)
        if found is None:
            raise contract.UnknownAnomaly(anomaly_id=command.anomaly_id)
        if found.state != contract.AnomalyState.OPEN:
            raise contract.AnomalySettled(state=found.state)
        settled = store.anomalies.settle(
            session,
            command.anomaly_id,
            state=command.finding,
            note=command.note,
            settled_by=caller.person,
            settled_at=clock.now(),
        )
        journal.record(session, "monitoring.anomaly.settled", str(found.anomaly_id), finding=command.finding)
        return views.anomaly(settled)


def _look_on(database: Database, rpc: Rpc, service: str) -> int:
    """Look at some lines more of a journal; how many they were. Each is looked at once, whatever fails."""
    with database.reading() as session:
        since = store.anomalies.looked_through(session, service)
    lines = rpc.call(follow_journal[service], FollowJournal(after=since, limit=AT_ONCE)).lines
    if lines:
        with database.transaction() as session:
            if store.anomalies.move_on(session, service, since, lines[-1].position):
                _count(session, lines)
    return len(lines)


def _count(session: Session, lines: Sequence[JournalLine]) -> None:
    rules = store.anomalies.rules(session)
    for deed in map(_deed, lines):
        for rule in rules:
            about = deed.about(rule.whose)
            if about and rule.counts(deed.action, clock.legal_day(deed.at)):
                store.anomalies.see(session, rule, about, deed)
                _judge(session, rule, about, store.anomalies.crowd(session, rule, about, deed.at))


def _judge(session: Session, rule: Rule, about: str, seen: Crowd) -> None:
    if not seen.stands_out(rule) or store.anomalies.grow(session, rule, about, seen):
        return
    anomaly_id = contract.AnomalyId(new_id())
    told = {"rule": rule.rule, "about": about, **vars(seen)}
    titles = {"title_ru": rule.title_ru, "title_en": rule.title_en}
    bounds = {"most": rule.most, "minutes": rule.minutes, "state": contract.AnomalyState.OPEN}
    if store.anomalies.add(session, {"anomaly_id": anomaly_id, **told, **titles, **bounds}):
        journal.record(session, "monitoring.anomaly.detected", str(anomaly_id), rule=rule.rule)
        outbox.add(session, contract.AnomalyDetected(anomaly_id=anomaly_id, occurred_at=clock.now(), **told))


def _deed(line: JournalLine) -> Deed:
    """Programs have no person: theirs is the client that the detail tells."""
    actor = str(line.actor) if line.actor else line.detail.get("client_id")
    return Deed(action=line.action, actor=actor, subject=line.subject, at=line.at)
