"""Entrypoints of the monitoring service. A table of contents: no logic here."""

from datetime import timedelta
from typing import Any

from contracts.monitoring import anomalies as anomaly_contract
from contracts.monitoring import feed as feed_contract
from contracts.monitoring import journals as journal_contract
from contracts.monitoring import names as name_contract
from contracts.monitoring import statistics as contract
from kernel.database import DatabaseProvider
from kernel.events import hears_everything
from kernel.parking import ParkedMessage, RedeliveryProvider, hears_parked
from kernel.relay import OutboxRelay
from kernel.rpc import CallerProvider, RpcProvider, serves
from kernel.timers import every
from services.monitoring.usecases import anomalies, feed, journals, statistics


class MonitoringService:
    name = "monitoring"

    database = DatabaseProvider()
    outbox = OutboxRelay()
    caller = CallerProvider()
    rpc = RpcProvider()
    redelivery = RedeliveryProvider()

    @serves(contract.read_statistics)
    def read_statistics(self, query: contract.ReadStatistics) -> contract.Statistics:
        return statistics.read_statistics(self.database, query)

    @serves(feed_contract.read_events)
    def read_events(self, query: feed_contract.ReadEvents) -> feed_contract.EventFeed:
        return feed.read_events(self.database, self.caller, query)

    @serves(name_contract.name_organisations)
    def name_organisations(self, query: name_contract.NameOrganisations) -> name_contract.OrganisationNames:
        return feed.name_organisations(self.database, query)

    @serves(journal_contract.list_journal_heads)
    def list_journal_heads(self, query: journal_contract.ListHeads) -> journal_contract.NotedHeadPage:
        return journals.list_journal_heads(self.database, query)

    @serves(feed_contract.list_parked)
    def list_parked(self, query: feed_contract.ListParked) -> feed_contract.ParkedPage:
        return feed.list_parked(self.database, query)

    @serves(feed_contract.redeliver_parked)
    def redeliver_parked(self, command: feed_contract.SettleParked) -> feed_contract.Parked:
        return feed.redeliver_parked(self.database, self.redelivery, command)

    @serves(feed_contract.drop_parked)
    def drop_parked(self, command: feed_contract.SettleParked) -> feed_contract.Parked:
        return feed.drop_parked(self.database, command)

    @serves(anomaly_contract.list_anomalies)
    def list_anomalies(self, query: anomaly_contract.ListAnomalies) -> anomaly_contract.AnomalyPage:
        return anomalies.list_anomalies(self.database, query)

    @serves(anomaly_contract.settle_anomaly)
    def settle_anomaly(self, command: anomaly_contract.SettleAnomaly) -> anomaly_contract.Anomaly:
        return anomalies.settle_anomaly(self.database, self.caller, command)

    @hears_everything()
    def record(self, document: dict[str, Any]) -> None:
        statistics.record(self.database, document)

    @every(timedelta(seconds=20))
    def note_heads(self) -> None:
        journals.note_heads(self.database, self.rpc)

    @every(timedelta(seconds=10))
    def watch(self) -> None:
        anomalies.watch(self.database, self.rpc)

    @every(timedelta(hours=1))
    def forget(self) -> None:
        anomalies.forget(self.database)

    @hears_parked()
    def keep_parked(self, message: ParkedMessage) -> None:
        feed.keep_parked(self.database, message)
