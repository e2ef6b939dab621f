"""What specialists are enrolled in."""

from contracts.catalogue.enrolments import EnrolmentCancelled, EnrolmentOpened
from contracts.credits import planned as contract
from kernel.events import hears
from kernel.rpc import serves
from services.credits.entrypoints.parts import Parts
from services.credits.usecases import planned


class PlannedEntrypoints(Parts):
    """Items of the plan that enrolments make."""

    @serves(contract.my_planned)
    def my_planned(self, query: contract.ListPlanned) -> contract.PlannedPage:
        return planned.my_planned(self.database, self.caller, query)

    @hears(EnrolmentOpened)
    def plan_enrolment(self, event: EnrolmentOpened) -> None:
        planned.plan_enrolment(self.database, event)

    @hears(EnrolmentCancelled)
    def strike_enrolment(self, event: EnrolmentCancelled) -> None:
        planned.strike_enrolment(self.database, event)
