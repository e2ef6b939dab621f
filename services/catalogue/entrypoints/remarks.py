"""Remarks on activities in their pilot."""

from contracts.catalogue import remarks as contract
from kernel.rpc import serves
from services.catalogue.entrypoints.parts import Parts
from services.catalogue.usecases import remarks


class RemarkEntrypoints(Parts):
    """Made, listed, answered."""

    @serves(contract.make_remark)
    def make_remark(self, command: contract.MakeRemark) -> contract.Remark:
        return remarks.make_remark(self.database, self.caller, command)

    @serves(contract.list_remarks)
    def list_remarks(self, query: contract.ListRemarks) -> contract.RemarkPage:
        return remarks.list_remarks(self.database, self.caller, query)

    @serves(contract.answer_remark)
    def answer_remark(self, command: contract.AnswerRemark) -> contract.Remark:
        return remarks.answer_remark(self.database, self.caller, command)
