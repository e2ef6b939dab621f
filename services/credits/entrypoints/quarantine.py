"""The desk of the quarantine."""

from contracts.credits import quarantine as contract
from kernel.rpc import serves
from services.credits.entrypoints.parts import Parts
from services.credits.usecases import quarantine


class QuarantineEntrypoints(Parts):
    """What waits for a human."""

    @serves(contract.list_quarantined)
    def list_quarantined(self, query: contract.ListQuarantined) -> contract.QuarantinePage:
        return quarantine.list_quarantined(self.database, self.caller, query)

    @serves(contract.read_quarantined)
    def read_quarantined(self, query: contract.ReadQuarantined) -> contract.Quarantined:
        return quarantine.read_quarantined(self.database, self.caller, query)

    @serves(contract.resubmit_quarantined)
    def resubmit_quarantined(self, command: contract.SettleQuarantined) -> contract.Quarantined:
        return quarantine.resubmit_quarantined(self.database, self.caller, command)

    @serves(contract.drop_quarantined)
    def drop_quarantined(self, command: contract.SettleQuarantined) -> contract.Quarantined:
        return quarantine.drop_quarantined(self.database, self.caller, command)
