"""What the attempts at tests show: of questions, and of the attempts themselves."""

from datetime import timedelta

from contracts.catalogue import item_statistics as statistics_contract
from contracts.catalogue import signals as contract
from contracts.catalogue.attempts import PickAttempt
from contracts.catalogue.items import ReadItem
from kernel.rpc import serves
from kernel.timers import every
from services.catalogue.entrypoints.parts import Parts
from services.catalogue.usecases import item_statistics, signals


class ModuleFigureEntrypoints(Parts):
    """Signals, statistics, calibration."""

    @serves(contract.my_signals)
    def my_signals(self, query: PickAttempt) -> contract.Signals:
        return signals.my_signals(self.database, self.caller, query)

    @serves(contract.list_signals)
    def list_signals(self, query: contract.ListSignals) -> contract.SignalPage:
        return signals.list_signals(self.database, self.caller, query)

    @serves(statistics_contract.list_item_figures)
    def list_item_figures(
        self, query: statistics_contract.ListItemFigures
    ) -> statistics_contract.ItemFiguresPage:
        return item_statistics.list_item_figures(self.database, self.caller, query)

    @serves(statistics_contract.export_item_figures)
    def export_item_figures(
        self, query: statistics_contract.ExportItemFigures
    ) -> statistics_contract.ItemFiguresFile:
        return item_statistics.export_item_figures(self.database, self.caller, query)

    @serves(statistics_contract.propose_calibration)
    def propose_calibration(self, query: ReadItem) -> statistics_contract.CalibrationProposal:
        return item_statistics.propose_calibration(self.database, self.caller, query)

    @every(timedelta(seconds=2))
    def examine_attempts(self) -> None:
        signals.examine_attempts(self.database)

    @every(timedelta(minutes=10))
    def compute_item_figures(self) -> None:
        item_statistics.compute(self.database)
