"""Money for plans, and loans."""

from contracts.credits import funds as contract
from contracts.credits import loans as loan_contract
from contracts.credits.plans import ReadPlan
from kernel.messages import Nothing
from kernel.rpc import serves
from services.credits.entrypoints.parts import Parts
from services.credits.usecases import funds, loans


class MoneyEntrypoints(Parts):
    """Limits, reservations, subsidies: never credits."""

    @serves(contract.grant_limit)
    def grant_limit(self, command: contract.GrantLimit) -> contract.PlanFunds:
        return funds.grant_limit(self.database, self.caller, command)

    @serves(contract.reserve_funds)
    def reserve_funds(self, command: contract.Reserve) -> contract.PlanFunds:
        return funds.reserve_funds(self.database, self.caller, command)

    @serves(contract.release_funds)
    def release_funds(self, command: contract.SettleReservation) -> contract.PlanFunds:
        return funds.release_funds(self.database, self.caller, command)

    @serves(contract.spend_funds)
    def spend_funds(self, command: contract.SettleReservation) -> contract.PlanFunds:
        return funds.spend_funds(self.database, self.caller, command)

    @serves(contract.grant_subsidy)
    def grant_subsidy(self, command: contract.GrantSubsidy) -> contract.PlanFunds:
        return funds.grant_subsidy(self.database, self.caller, command)

    @serves(contract.pay_subsidy)
    def pay_subsidy(self, command: contract.PaySubsidy) -> contract.PlanFunds:
        return funds.pay_subsidy(self.database, self.caller, command)

    @serves(contract.read_funds)
    def read_funds(self, query: ReadPlan) -> contract.PlanFunds:
        return funds.read_funds(self.database, self.caller, query)

    @serves(contract.my_funds)
    def my_funds(self, query: Nothing) -> contract.MyFunds:
        return funds.my_funds(self.database, self.caller)

    @serves(loan_contract.calculate_loan)
    def calculate_loan(self, query: loan_contract.CalculateLoan) -> loan_contract.LoanSchedule:
        return loans.calculate_loan(query)

    @serves(loan_contract.note_loan)
    def note_loan(self, command: loan_contract.NoteLoan) -> loan_contract.TrainingLoan:
        return loans.note_loan(self.database, self.caller, command)

    @serves(loan_contract.my_loans)
    def my_loans(self, query: loan_contract.ListLoans) -> loan_contract.LoanPage:
        return loans.my_loans(self.database, self.caller, query)
