"""Consents: to what a person agreed, and what they took back."""

from datetime import timedelta

from contracts.identity import consents
from kernel.messages import Nothing
from kernel.rpc import serves
from kernel.timers import every
from services.identity.entrypoints.parts import Parts
from services.identity.usecases import consents as own_consents


class ConsentEntrypoints(Parts):
    """Texts, consents, receipts."""

    @serves(consents.list_consent_texts)
    def list_consent_texts(self, query: Nothing) -> consents.ConsentTextList:
        return own_consents.list_consent_texts(self.database)

    @serves(consents.my_consents)
    def my_consents(self, query: consents.ListConsents) -> consents.ConsentPage:
        return own_consents.my_consents(self.database, self.caller, query)

    @serves(consents.give_consent)
    def give_consent(self, command: consents.GiveConsent) -> consents.Consent:
        return own_consents.give_consent(self.database, self.caller, command)

    @serves(consents.withdraw_consent)
    def withdraw_consent(self, command: consents.WithdrawConsent) -> consents.Consent:
        return own_consents.withdraw_consent(self.database, self.caller, command)

    @serves(consents.read_consent_receipt)
    def read_consent_receipt(self, query: consents.ReadConsentReceipt) -> consents.ConsentReceipt:
        vault = self.vault
        return own_consents.read_consent_receipt(self.database, vault, self.caller, query)

    @every(timedelta(hours=1))
    def end_consents(self) -> None:
        own_consents.end_consents(self.database)
