"""Planning: what it would take, and what if."""

from contracts.credits import proposals as proposal_contract
from kernel.rpc import RpcProvider, serves
from services.credits.entrypoints.parts import Parts
from services.credits.usecases import proposals


class PlanningEntrypoints(Parts):
    """From what is missing to what is to be done about it."""

    rpc = RpcProvider()

    @serves(proposal_contract.propose)
    def propose(self, query: proposal_contract.Propose) -> proposal_contract.Proposal:
        return proposals.propose(self.database, self.rpc, self.caller, query)

    @serves(proposal_contract.simulate)
    def simulate(self, query: proposal_contract.Simulate) -> proposal_contract.Simulation:
        return proposals.simulate(self.database, self.rpc, self.caller, query)
