"""Enrolments: seats, and what became of those who took them."""

from contracts.catalogue import corrections as correction_contract
from contracts.catalogue import enrolments as enrolment_contract
from contracts.catalogue import participants
from kernel.rpc import serves
from services.catalogue.entrypoints.parts import Parts
from services.catalogue.usecases import attendance, enrolments


class EnrolmentEntrypoints(Parts):
    """Seats and attendance."""

    @serves(enrolment_contract.enrol)
    def enrol(self, command: enrolment_contract.Enrol) -> enrolment_contract.Enrolment:
        return enrolments.enrol(self.database, self.caller, command)

    @serves(enrolment_contract.cancel_enrolment)
    def cancel_enrolment(self, command: enrolment_contract.CancelEnrolment) -> enrolment_contract.Enrolment:
        return enrolments.cancel_enrolment(self.database, self.caller, command)

    @serves(enrolment_contract.my_enrolments)
    def my_enrolments(self, query: enrolment_contract.ListEnrolments) -> enrolment_contract.EnrolmentPage:
        return enrolments.my_enrolments(self.database, self.caller, query)

    @serves(participants.list_participants)
    def list_participants(self, query: participants.ListParticipants) -> enrolment_contract.EnrolmentPage:
        return enrolments.list_participants(self.database, self.caller, query)

    @serves(enrolment_contract.report_attendance)
    def report_attendance(
        self, command: enrolment_contract.ReportAttendance
    ) -> enrolment_contract.AttendanceReport:
        return attendance.report_attendance(self.database, self.caller, command)

    @serves(correction_contract.correct_attendance)
    def correct_attendance(
        self, command: correction_contract.CorrectAttendance
    ) -> correction_contract.AttendanceCorrected:
        return attendance.correct_attendance(self.database, self.caller, command)
