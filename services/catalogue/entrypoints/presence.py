"""Presence at live events."""

from contracts.catalogue import enrolments as enrolment_contract
from contracts.catalogue import presence as contract
from kernel.rpc import serves
from services.catalogue.entrypoints.parts import Parts
from services.catalogue.usecases import presence


class PresenceEntrypoints(Parts):
    """Opened, watched, closed."""

    @serves(contract.open_event)
    def open_event(self, command: contract.PickLive) -> contract.LiveEvent:
        return presence.open_event(self.database, self.caller, command)

    @serves(contract.say_present)
    def say_present(self, command: contract.SayPresent) -> contract.PresenceNoted:
        return presence.say_present(self.database, self.caller, command)

    @serves(contract.report_outage)
    def report_outage(self, command: contract.ReportOutage) -> contract.LiveEvent:
        return presence.report_outage(self.database, self.caller, command)

    @serves(contract.report_scans)
    def report_scans(self, command: contract.ReportScans) -> contract.ScansNoted:
        return presence.report_scans(self.database, self.caller, command)

    @serves(contract.close_event)
    def close_event(self, command: contract.PickLive) -> enrolment_contract.AttendanceReport:
        return presence.close_event(self.database, self.caller, command)

    @serves(contract.my_presence)
    def my_presence(self, query: contract.ReadPresence) -> contract.PresenceVerdict:
        return presence.my_presence(self.database, self.caller, query)
