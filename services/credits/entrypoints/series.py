"""Series for charts."""

from contracts.credits import series as contract
from kernel.rpc import serves
from services.credits.entrypoints.parts import Parts
from services.credits.usecases import series


class SeriesEntrypoints(Parts):
    """What was earned over time."""

    @serves(contract.my_series)
    def my_series(self, query: contract.ReadSeries) -> contract.Series:
        return series.my_series(self.database, self.caller, query)
