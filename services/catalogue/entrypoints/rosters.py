"""Rosters: handed in, read in the background, posted."""

from datetime import timedelta

from contracts.catalogue import rosters as contract
from kernel.rpc import RpcProvider, serves
from kernel.timers import every
from services.catalogue.entrypoints.parts import Parts
from services.catalogue.usecases import roster_postings, rosters


class RosterEntrypoints(Parts):
    """Attendance by file."""

    rpc = RpcProvider()

    @serves(contract.announce_roster)
    def announce_roster(self, command: contract.AnnounceRoster) -> contract.RosterUpload:
        return rosters.announce_roster(self.database, self.files, self.caller, command)

    @serves(contract.check_roster)
    def check_roster(self, command: contract.PickRoster) -> contract.Roster:
        return rosters.check_roster(self.database, self.files, self.caller, command)

    @serves(contract.post_roster)
    def post_roster(self, command: contract.PostRoster) -> contract.Roster:
        return rosters.post_roster(self.database, self.caller, command)

    @serves(contract.read_roster)
    def read_roster(self, query: contract.PickRoster) -> contract.Roster:
        return rosters.read_roster(self.database, self.caller, query)

    @serves(contract.list_rosters)
    def list_rosters(self, query: contract.ListRosters) -> contract.RosterPage:
        return rosters.list_rosters(self.database, self.caller, query)

    @serves(contract.list_roster_rows)
    def list_roster_rows(self, query: contract.ListRosterRows) -> contract.RosterRowPage:
        return rosters.list_roster_rows(self.database, self.caller, query)

    @every(timedelta(seconds=1))
    def work_on_rosters(self) -> None:
        roster_postings.work(self.database, self.files, self.rpc)

    @every(timedelta(hours=1))
    def forget_rosters(self) -> None:
        rosters.forget_unchecked(self.database, self.files)
