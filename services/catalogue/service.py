"""Entrypoints of the catalogue. A table of contents: no logic here."""

from contracts.catalogue import activities as contract
from contracts.catalogue import dictionaries as dictionary_contract
from contracts.catalogue import eligibility as eligibility_contract
from contracts.catalogue import enrolments as enrolment_contract
from kernel.database import DatabaseProvider
from kernel.relay import OutboxRelay
from kernel.rpc import CallerProvider, serves
from services.catalogue.usecases import attendance, dictionaries, eligibility, enrolments, publishing, search


class CatalogueService:
    name = "catalogue"

    database = DatabaseProvider()
    outbox = OutboxRelay()
    caller = CallerProvider()

    @serves(dictionary_contract.list_specialities)
    def list_specialities(
        self, query: dictionary_contract.ListSpecialities
    ) -> dictionary_contract.SpecialityList:
        return dictionaries.list_specialities(self.database, query)

    @serves(contract.draft_activity)
    def draft_activity(self, command: contract.DraftActivity) -> contract.Activity:
        return publishing.draft_activity(self.database, self.caller, command)

    @serves(contract.revise_activity)
    def revise_activity(self, command: contract.ReviseActivity) -> contract.Activity:
        return publishing.revise_activity(self.database, self.caller, command)

    @serves(contract.submit_activity)
    def submit_activity(self, command: contract.MoveActivity) -> contract.Activity:
        return publishing.submit_activity(self.database, self.caller, command)

    @serves(contract.approve_activity)
    def approve_activity(self, command: contract.MoveActivity) -> contract.Activity:
        return publishing.approve_activity(self.database, self.caller, command)

    @serves(contract.return_activity)
    def return_activity(self, command: contract.ReturnActivity) -> contract.Activity:
        return publishing.return_activity(self.database, self.caller, command)

    @serves(contract.cancel_activity)
    def cancel_activity(self, command: contract.MoveActivity) -> contract.Activity:
        return publishing.cancel_activity(self.database, self.caller, command)

    @serves(contract.read_activity)
    def read_activity(self, query: contract.ReadActivity) -> contract.Activity:
        return search.read_activity(self.database, self.caller, query)

    @serves(contract.find_activities)
    def find_activities(self, query: contract.FindActivities) -> contract.ActivityPage:
        return search.find_activities(self.database, query)

    @serves(contract.list_activities)
    def list_activities(self, query: contract.ListMyActivities) -> contract.ActivityPage:
        return search.list_activities(self.database, self.caller, query)

    @serves(eligibility_contract.check_eligibility)
    def check_eligibility(
        self, query: eligibility_contract.CheckEligibility
    ) -> eligibility_contract.Eligibility:
        return eligibility.check_eligibility(self.database, query)

    @serves(enrolment_contract.enrol)
    def enrol(self, command: enrolment_contract.Enrol) -> enrolment_contract.Enrolment:
        return enrolments.enrol(self.database, self.caller, command)

    @serves(enrolment_contract.cancel_enrolment)
    def cancel_enrolment(self, command: enrolment_contract.CancelEnrolment) -> enrolment_contract.Enrolment:
        return enrolments.cancel_enrolment(self.database, self.caller, command)

    @serves(enrolment_contract.my_enrolments)
    def my_enrolments(self, query: enrolment_contract.ListEnrolments) -> enrolment_contract.EnrolmentPage:
        return enrolments.my_enrolments(self.database, self.caller, query)

    @serves(enrolment_contract.list_participants)
    def list_participants(
        self, query: enrolment_contract.ListParticipants
    ) -> enrolment_contract.EnrolmentPage:
        return enrolments.list_participants(self.database, self.caller, query)

    @serves(enrolment_contract.report_attendance)
    def report_attendance(
        self, command: enrolment_contract.ReportAttendance
    ) -> enrolment_contract.AttendanceReport:
        return attendance.report_attendance(self.database, self.caller, command)
