"""Manual claims, from the form to the audit."""

from contracts.credits import claim_desk, claim_forms
from contracts.credits import claims as contract
from contracts.portfolio.documents import DocumentVerified
from kernel.events import hears
from kernel.rpc import serves
from services.credits.entrypoints.parts import Parts
from services.credits.usecases import audits, manual, review


class ClaimEntrypoints(Parts):
    """What claimants write."""

    @hears(DocumentVerified)
    def note_evidence(self, event: DocumentVerified) -> None:
        manual.note_evidence(self.database, event)

    @serves(claim_forms.list_claim_forms)
    def list_claim_forms(self, query: claim_forms.ListClaimForms) -> claim_forms.ClaimFormList:
        return manual.list_claim_forms(self.database, query)

    @serves(claim_forms.read_claim_form)
    def read_claim_form(self, query: claim_forms.ReadClaimForm) -> claim_forms.ClaimForm:
        return manual.read_claim_form(self.database, query)

    @serves(contract.validate_claim)
    def validate_claim(self, query: contract.ValidateClaim) -> contract.ClaimVerdict:
        return manual.validate_claim(self.database, self.caller, query)

    @serves(contract.draft_claim)
    def draft_claim(self, command: contract.DraftClaim) -> contract.ManualClaim:
        return manual.draft_claim(self.database, self.caller, command)

    @serves(contract.enter_claim)
    def enter_claim(self, command: contract.EnterClaim) -> contract.ManualClaim:
        return manual.enter_claim(self.database, self.caller, command)

    @serves(contract.revise_claim)
    def revise_claim(self, command: contract.ReviseClaim) -> contract.ManualClaim:
        return manual.revise_claim(self.database, self.caller, command)

    @serves(contract.submit_claim)
    def submit_claim(self, command: contract.MoveClaim) -> contract.ManualClaim:
        return manual.submit_claim(self.database, self.caller, command)

    @serves(contract.withdraw_claim)
    def withdraw_claim(self, command: contract.MoveClaim) -> contract.ManualClaim:
        return manual.withdraw_claim(self.database, self.caller, command)

    @serves(contract.comment_on_claim)
    def comment_on_claim(self, command: contract.CommentOnClaim) -> contract.ManualClaim:
        return manual.comment_on_claim(self.database, self.caller, command)

    @serves(contract.my_claims)
    def my_claims(self, query: contract.ListMyClaims) -> contract.ManualClaimPage:
        return manual.my_claims(self.database, self.caller, query)

    @serves(contract.read_claim)
    def read_claim(self, query: contract.ReadClaim) -> contract.ManualClaim:
        return manual.read_claim(self.database, self.caller, query)

    @serves(contract.claim_history)
    def claim_history(self, query: contract.ReadClaim) -> contract.ClaimHistory:
        return manual.claim_history(self.database, self.caller, query)


class ClaimDeskEntrypoints(Parts):
    """What operators decide."""

    @serves(claim_desk.list_claims)
    def list_claims(self, query: claim_desk.ListClaims) -> contract.ManualClaimPage:
        return review.list_claims(self.database, self.caller, query)

    @serves(claim_desk.return_claim)
    def return_claim(self, command: claim_desk.ReturnClaim) -> contract.ManualClaim:
        return review.return_claim(self.database, self.caller, command)

    @serves(claim_desk.accept_claim)
    def accept_claim(self, command: claim_desk.AcceptClaim) -> contract.ManualClaim:
        return review.accept_claim(self.database, self.caller, command)

    @serves(claim_desk.refuse_claim)
    def refuse_claim(self, command: claim_desk.RefuseClaim) -> contract.ManualClaim:
        return review.refuse_claim(self.database, self.caller, command)

    @serves(claim_desk.audit_claim)
    def audit_claim(self, command: claim_desk.AuditClaim) -> claim_desk.ClaimAudit:
        return audits.audit_claim(self.database, self.caller, command)

    @serves(claim_desk.list_audits)
    def list_audits(self, query: claim_desk.ListAudits) -> claim_desk.ClaimAuditPage:
        return audits.list_audits(self.database, self.caller, query)

    @serves(claim_desk.settle_audit)
    def settle_audit(self, command: claim_desk.SettleAudit) -> claim_desk.ClaimAudit:
        return audits.settle_audit(self.database, self.caller, command)
