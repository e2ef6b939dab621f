"""Confirmation codes."""

from contracts.catalogue import codes as contract
from contracts.catalogue import enrolments as enrolment_contract
from kernel.configuration import SettingsProvider
from kernel.rpc import serves
from services.catalogue.entrypoints.parts import Parts
from services.catalogue.usecases import codes
from services.catalogue.vault import Vault


class CodeEntrypoints(Parts):
    """Issued, taken, redeemed."""

    settings = SettingsProvider()

    @serves(contract.issue_codes)
    def issue_codes(self, command: contract.IssueCodes) -> contract.CodeBatch:
        return codes.issue_codes(self.database, self.caller, command)

    @serves(contract.take_codes)
    def take_codes(self, command: contract.PickCodeBatch) -> contract.TakenCodes:
        return codes.take_codes(self.database, Vault.of(self.settings), self.caller, command)

    @serves(contract.revoke_codes)
    def revoke_codes(self, command: contract.PickCodeBatch) -> contract.CodeBatch:
        return codes.revoke_codes(self.database, self.caller, command)

    @serves(contract.list_code_batches)
    def list_code_batches(self, query: contract.ListCodeBatches) -> contract.CodeBatchPage:
        return codes.list_code_batches(self.database, self.caller, query)

    @serves(contract.redeem_code)
    def redeem_code(self, command: contract.RedeemCode) -> enrolment_contract.Enrolment:
        return codes.redeem_code(self.database, Vault.of(self.settings), self.caller, command)
