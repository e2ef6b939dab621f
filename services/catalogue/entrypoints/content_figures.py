"""How people get on with modules."""

from datetime import timedelta

from contracts.catalogue import module_figures as contract
from kernel.messages import Nothing
from kernel.rpc import serves
from kernel.timers import every
from services.catalogue.entrypoints.parts import Parts
from services.catalogue.usecases import module_figures


class ContentFigureEntrypoints(Parts):
    """Counted, shown, exported."""

    @serves(contract.read_module_figures)
    def read_module_figures(self, query: contract.ReadModuleFigures) -> contract.ModuleFigures:
        return module_figures.read_module_figures(self.database, query)

    @serves(contract.list_module_figures)
    def list_module_figures(self, query: contract.ListModuleFigures) -> contract.ModuleFiguresPage:
        return module_figures.list_module_figures(self.database, query)

    @serves(contract.export_module_figures)
    def export_module_figures(self, query: Nothing) -> contract.FiguresFile:
        return module_figures.export_module_figures(self.database)

    @every(timedelta(hours=1))
    def count_modules(self) -> None:
        module_figures.count_modules(self.database)
