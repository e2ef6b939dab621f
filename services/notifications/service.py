"""Entrypoints of the notifications service. A table of contents: no logic here."""

from contracts.admission import applications, decisions
from contracts.catalogue import codes as code_dealings
from contracts.catalogue import (
    cohorts,
    enrolments,
    onboarding,
    participation,
    provider_desk,
    seat_contracts,
)
from contracts.credits import claim_desk, claims, cycles, ledger, lifecycle, plan_progress, quarantine
from contracts.identity import accounts, contacts, duplicates, sessions
from contracts.notifications import codes as code_contract
from contracts.notifications import letters
from contracts.notifications import notices as contract
from contracts.portfolio import confirmations, documents
from kernel.configuration import SettingsProvider
from kernel.database import DatabaseProvider
from kernel.events import hears
from kernel.messages import Nothing
from kernel.relay import OutboxRelay
from kernel.rpc import CallerProvider, serves
from services.notifications import channels
from services.notifications.usecases import codes, notices


class NotificationsService:
    name = "notifications"

    database = DatabaseProvider()
    outbox = OutboxRelay()
    caller = CallerProvider()
    settings = SettingsProvider()

    @property
    def sms(self) -> channels.MessageGateway:
        return channels.gateway(channels.SMS, self.settings.sms_url)

    @property
    def mail(self) -> channels.MessageGateway:
        return channels.gateway(channels.MAIL, self.settings.mail_url)

    @serves(contract.my_notices)
    def my_notices(self, query: contract.ListNotices) -> contract.NoticePage:
        return notices.my_notices(self.database, self.caller, query)

    @serves(contract.read_notice)
    def read_notice(self, command: contract.ReadNotice) -> contract.Notice:
        return notices.read_notice(self.database, self.caller, command)

    @serves(code_contract.send_code)
    def send_code(self, command: code_contract.SendCode) -> code_contract.CodeDelivery:
        return codes.send_code(self.sms, self.mail, command)

    @serves(code_contract.send_email_code)
    def send_email_code(self, command: code_contract.SendEmailCode) -> code_contract.CodeDelivery:
        return codes.send_email_code(self.mail, command)

    @serves(letters.send_letter)
    def send_letter(self, command: letters.SendLetter) -> Nothing:
        return codes.send_letter(self.mail, command)

    @serves(letters.send_text)
    def send_text(self, command: letters.SendText) -> Nothing:
        return codes.send_text(self.sms, command)

    @hears(accounts.PhoneConfirmed)
    def tell_phone_confirmed(self, event: accounts.PhoneConfirmed) -> None:
        notices.tell(self.database, event)

    @hears(contacts.ContactsOutdated)
    def tell_contacts_outdated(self, event: contacts.ContactsOutdated) -> None:
        notices.tell(self.database, event)

    @hears(duplicates.PersonMerged)
    def tell_person_merged(self, event: duplicates.PersonMerged) -> None:
        notices.tell_merged(self.database, event)

    @hears(sessions.SessionUnusual)
    def tell_session_unusual(self, event: sessions.SessionUnusual) -> None:
        notices.tell(self.database, event)

    @hears(contacts.ContactChanged)
    def tell_contact_changed(self, event: contacts.ContactChanged) -> None:
        notices.tell(self.database, event)

    @hears(contacts.ContactDropped)
    def tell_contact_dropped(self, event: contacts.ContactDropped) -> None:
        notices.tell(self.database, event)

    @hears(cycles.CycleOpened)
    def tell_cycle_opened(self, event: cycles.CycleOpened) -> None:
        notices.tell(self.database, event)

    @hears(cycles.CycleExtended)
    def tell_cycle_extended(self, event: cycles.CycleExtended) -> None:
        notices.tell(self.database, event)

    @hears(lifecycle.CycleRenewed)
    def tell_cycle_renewed(self, event: lifecycle.CycleRenewed) -> None:
        notices.tell(self.database, event)

    @hears(lifecycle.CycleClosed)
    def tell_cycle_closed(self, event: lifecycle.CycleClosed) -> None:
        notices.tell(self.database, event)

    @hears(lifecycle.CheckpointReached)
    def tell_checkpoint_reached(self, event: lifecycle.CheckpointReached) -> None:
        notices.tell(self.database, event)

    @hears(plan_progress.PlanApproved)
    def tell_plan_approved(self, event: plan_progress.PlanApproved) -> None:
        notices.tell(self.database, event)

    @hears(plan_progress.PlanReturned)
    def tell_plan_returned(self, event: plan_progress.PlanReturned) -> None:
        notices.tell(self.database, event)

    @hears(plan_progress.DeviationDetected)
    def tell_deviation_detected(self, event: plan_progress.DeviationDetected) -> None:
        notices.tell(self.database, event)

    @hears(enrolments.EnrolmentOpened)
    def tell_enrolment_opened(self, event: enrolments.EnrolmentOpened) -> None:
        notices.tell(self.database, event)

    @hears(enrolments.EnrolmentCancelled)
    def tell_enrolment_cancelled(self, event: enrolments.EnrolmentCancelled) -> None:
        notices.tell(self.database, event)

    @hears(cohorts.EnrolmentProposed)
    def tell_enrolment_proposed(self, event: cohorts.EnrolmentProposed) -> None:
        notices.tell(self.database, event)

    @hears(participation.SeatOffered)
    def tell_seat_offered(self, event: participation.SeatOffered) -> None:
        notices.tell(self.database, event)

    @hears(participation.EnrolmentRefused)
    def tell_enrolment_refused(self, event: participation.EnrolmentRefused) -> None:
        notices.tell(self.database, event)

    @hears(code_dealings.CodesRefused)
    def tell_codes_refused(self, event: code_dealings.CodesRefused) -> None:
        notices.tell(self.database, event)

    @hears(seat_contracts.SeatContractOffered)
    def tell_seats_asked_for(self, event: seat_contracts.SeatContractOffered) -> None:
        notices.tell(self.database, event)

    @hears(seat_contracts.SeatContractCountered)
    def tell_seats_countered(self, event: seat_contracts.SeatContractCountered) -> None:
        notices.tell(self.database, event)

    @hears(seat_contracts.SeatContractAgreed)
    def tell_seats_agreed(self, event: seat_contracts.SeatContractAgreed) -> None:
        notices.tell(self.database, event)

    @hears(seat_contracts.SeatContractEnded)
    def tell_seats_ended(self, event: seat_contracts.SeatContractEnded) -> None:
        notices.tell(self.database, event)

    @hears(onboarding.ProviderApplicationSubmitted)
    def tell_provider_application_submitted(self, event: onboarding.ProviderApplicationSubmitted) -> None:
        notices.tell(self.database, event)

    @hears(provider_desk.ProviderApplicationReturned)
    def tell_provider_application_returned(self, event: provider_desk.ProviderApplicationReturned) -> None:
        notices.tell(self.database, event)

    @hears(provider_desk.ProviderApplicationRejected)
    def tell_provider_application_rejected(self, event: provider_desk.ProviderApplicationRejected) -> None:
        notices.tell(self.database, event)

    @hears(provider_desk.ProviderApplicationClosed)
    def tell_provider_application_closed(self, event: provider_desk.ProviderApplicationClosed) -> None:
        notices.tell(self.database, event)

    @hears(ledger.EntryPosted)
    def tell_entry_posted(self, event: ledger.EntryPosted) -> None:
        notices.tell(self.database, event)

    @hears(ledger.EntryReversed)
    def tell_entry_reversed(self, event: ledger.EntryReversed) -> None:
        notices.tell(self.database, event)

    @hears(ledger.ClaimRejected)
    def tell_claim_rejected(self, event: ledger.ClaimRejected) -> None:
        notices.tell(self.database, event)

    @hears(quarantine.ClaimDropped)
    def tell_claim_dropped(self, event: quarantine.ClaimDropped) -> None:
        notices.tell(self.database, event)

    @hears(claims.ManualClaimSubmitted)
    def tell_claim_submitted(self, event: claims.ManualClaimSubmitted) -> None:
        notices.tell(self.database, event)

    @hears(claim_desk.ManualClaimReturned)
    def tell_claim_returned(self, event: claim_desk.ManualClaimReturned) -> None:
        notices.tell(self.database, event)

    @hears(claim_desk.ManualClaimRefused)
    def tell_claim_refused(self, event: claim_desk.ManualClaimRefused) -> None:
        notices.tell(self.database, event)

    @hears(claim_desk.ClaimAuditOpened)
    def tell_audit_opened(self, event: claim_desk.ClaimAuditOpened) -> None:
        notices.tell(self.database, event)

    @hears(claim_desk.ClaimAuditSettled)
    def tell_audit_settled(self, event: claim_desk.ClaimAuditSettled) -> None:
        notices.tell(self.database, event)

    @hears(confirmations.ConfirmationIssued)
    def tell_confirmation_issued(self, event: confirmations.ConfirmationIssued) -> None:
        notices.tell(self.database, event)

    @hears(confirmations.ConfirmationRevoked)
    def tell_confirmation_revoked(self, event: confirmations.ConfirmationRevoked) -> None:
        notices.tell(self.database, event)

    @hears(documents.DocumentVerified)
    def tell_document_verified(self, event: documents.DocumentVerified) -> None:
        notices.tell(self.database, event)

    @hears(documents.DocumentRejected)
    def tell_document_rejected(self, event: documents.DocumentRejected) -> None:
        notices.tell(self.database, event)

    @hears(applications.ApplicationSubmitted)
    def tell_application_submitted(self, event: applications.ApplicationSubmitted) -> None:
        notices.tell(self.database, event)

    @hears(applications.ApplicationChecked)
    def tell_application_checked(self, event: applications.ApplicationChecked) -> None:
        notices.tell(self.database, event)

    @hears(applications.ApplicationWithdrawn)
    def tell_application_withdrawn(self, event: applications.ApplicationWithdrawn) -> None:
        notices.tell(self.database, event)

    @hears(decisions.ApplicationDecided)
    def tell_application_decided(self, event: decisions.ApplicationDecided) -> None:
        notices.tell(self.database, event)

    @hears(decisions.AdmissionGranted)
    def tell_admission_granted(self, event: decisions.AdmissionGranted) -> None:
        notices.tell(self.database, event)

    @hears(decisions.ActIssued)
    def tell_act_issued(self, event: decisions.ActIssued) -> None:
        notices.tell(self.database, event)
