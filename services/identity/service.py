"""Entrypoints of the identity service. A table of contents: no logic here."""

from datetime import timedelta

from contracts.catalogue.providers import ProviderApproved
from contracts.identity import (
    accounts,
    consents,
    esia,
    factors,
    offers,
    organisations,
    passwords,
    second_factor,
    sessions,
)
from kernel.configuration import SettingsProvider
from kernel.database import DatabaseProvider
from kernel.events import hears
from kernel.messages import Nothing
from kernel.relay import OutboxRelay
from kernel.rpc import CallerProvider, RpcProvider, serves
from kernel.timers import every
from services.identity.usecases import (
    apps,
    authorisations,
    housekeeping,
    keys,
    linking,
    my_sessions,
    passkeys,
    people,
    profiles,
    registration,
    resets,
    roles,
)
from services.identity.usecases import consents as own_consents
from services.identity.usecases import esia as gosuslugi
from services.identity.usecases import factors as own_factors
from services.identity.usecases import offers as offered
from services.identity.usecases import organisations as register_of_organisations
from services.identity.usecases import passwords as own_password
from services.identity.usecases import second_factor as shown
from services.identity.usecases import sessions as log_ins
from services.identity.usecases.authorisations import Esia
from services.identity.vault.sealing import Vault
from services.identity.vault.tokens import Mint


class IdentityService:
    name = "identity"
    needs = frozenset({"data_keys"})

    database = DatabaseProvider()
    outbox = OutboxRelay()
    caller = CallerProvider()
    rpc = RpcProvider()
    settings = SettingsProvider()

    @serves(accounts.register)
    def register(self, command: accounts.Register) -> accounts.Registration:
        return registration.register(self.database, Vault.of(self.settings), self.rpc, command)

    @serves(accounts.confirm_phone)
    def confirm_phone(self, command: accounts.ConfirmPhone) -> accounts.Registration:
        return registration.confirm_phone(self.database, Vault.of(self.settings), command)

    @serves(accounts.resend_code)
    def resend_code(self, command: accounts.ResendCode) -> accounts.Registration:
        return registration.resend_code(self.database, Vault.of(self.settings), self.rpc, command)

    @serves(accounts.my_profile)
    def my_profile(self, query: Nothing) -> accounts.Profile:
        return people.my_profile(self.database, Vault.of(self.settings), self.caller)

    @serves(accounts.match_person)
    def match_person(self, query: accounts.MatchPerson) -> accounts.PersonMatch:
        return people.match_person(self.database, Vault.of(self.settings), query)

    @serves(accounts.name_person)
    def name_person(self, query: accounts.NamePerson) -> accounts.PersonName:
        return people.name_person(self.database, Vault.of(self.settings), query)

    @serves(sessions.log_in)
    def log_in(self, command: sessions.LogIn) -> sessions.LogInAnswer:
        return log_ins.log_in(self.database, Mint.of(self.settings), self.caller, command)

    @serves(second_factor.finish_log_in)
    def finish_log_in(self, command: second_factor.FinishLogIn) -> sessions.Tokens:
        return shown.finish_log_in(self.database, Mint.of(self.settings), self.caller, command)

    @serves(second_factor.begin_step_up)
    def begin_step_up(self, command: Nothing) -> sessions.Challenge:
        return shown.begin_step_up(self.database, Mint.of(self.settings), self.caller)

    @serves(second_factor.step_up)
    def step_up(self, command: second_factor.StepUp) -> second_factor.SteppedUp:
        return shown.step_up(self.database, Mint.of(self.settings), self.caller, command)

    @serves(sessions.refresh)
    def refresh(self, command: sessions.Refresh) -> sessions.Tokens:
        return log_ins.refresh(self.database, Mint.of(self.settings), command)

    @serves(sessions.log_out)
    def log_out(self, command: sessions.LogOut) -> Nothing:
        return log_ins.log_out(self.database, command)

    @serves(sessions.my_sessions)
    def my_sessions(self, query: Nothing) -> sessions.OwnSessionList:
        return my_sessions.my_sessions(self.database, Mint.of(self.settings), self.caller)

    @serves(sessions.revoke_session)
    def revoke_session(self, command: sessions.RevokeSession) -> Nothing:
        return my_sessions.revoke_session(self.database, self.caller, command)

    @serves(sessions.revoke_other_sessions)
    def revoke_other_sessions(self, command: Nothing) -> Nothing:
        return my_sessions.revoke_other_sessions(self.database, self.caller)

    @serves(passwords.change_password)
    def change_password(self, command: passwords.ChangePassword) -> Nothing:
        return own_password.change_password(self.database, Vault.of(self.settings), self.caller, command)

    @serves(passwords.request_password_reset)
    def request_password_reset(self, command: passwords.RequestPasswordReset) -> passwords.PasswordReset:
        return resets.request_password_reset(self.database, Vault.of(self.settings), self.rpc, command)

    @serves(passwords.complete_password_reset)
    def complete_password_reset(self, command: passwords.CompletePasswordReset) -> Nothing:
        return resets.complete_password_reset(self.database, Vault.of(self.settings), self.caller, command)

    @serves(factors.my_factors)
    def my_factors(self, query: Nothing) -> factors.Factors:
        return own_factors.my_factors(self.database, Vault.of(self.settings), self.caller)

    @serves(factors.enrol_totp)
    def enrol_totp(self, command: Nothing) -> factors.TotpEnrolment:
        return apps.enrol_totp(self.database, Vault.of(self.settings), self.caller)

    @serves(factors.confirm_totp)
    def confirm_totp(self, command: factors.ConfirmTotp) -> factors.RecoveryCodes:
        return apps.confirm_totp(self.database, Mint.of(self.settings), self.caller, command)

    @serves(factors.remove_totp)
    def remove_totp(self, command: Nothing) -> Nothing:
        return apps.remove_totp(self.database, self.caller)

    @serves(factors.begin_passkey)
    def begin_passkey(self, command: Nothing) -> factors.PasskeyChallenge:
        return passkeys.begin_passkey(self.database, Mint.of(self.settings), self.caller)

    @serves(factors.add_passkey)
    def add_passkey(self, command: factors.AddPasskey) -> factors.PasskeyAdded:
        return passkeys.add_passkey(self.database, Mint.of(self.settings), self.caller, command)

    @serves(factors.remove_passkey)
    def remove_passkey(self, command: factors.RemovePasskey) -> Nothing:
        return passkeys.remove_passkey(self.database, self.caller, command)

    @serves(factors.renew_recovery_codes)
    def renew_recovery_codes(self, command: Nothing) -> factors.RecoveryCodes:
        return own_factors.renew_recovery_codes(self.database, self.caller)

    @serves(factors.reset_factors)
    def reset_factors(self, command: factors.ResetFactors) -> Nothing:
        return own_factors.reset_factors(self.database, command)

    @serves(esia.begin_esia_log_in)
    def begin_esia_log_in(self, command: esia.BeginEsiaLogIn) -> esia.EsiaAuthorisation:
        return gosuslugi.begin_esia_log_in(self.database, Esia.of(self.settings), command)

    @serves(esia.finish_esia_log_in)
    def finish_esia_log_in(self, command: esia.FinishEsiaLogIn) -> sessions.LogInAnswer:
        mint, registered = Mint.of(self.settings), Esia.of(self.settings)
        return gosuslugi.finish_esia_log_in(self.database, mint, registered, command)

    @serves(esia.begin_esia_link)
    def begin_esia_link(self, command: esia.BeginEsiaLink) -> esia.EsiaAuthorisation:
        return gosuslugi.begin_esia_link(self.database, Esia.of(self.settings), self.caller, command)

    @serves(esia.link_esia)
    def link_esia(self, command: esia.LinkEsia) -> esia.EsiaLink:
        vault, registered = Vault.of(self.settings), Esia.of(self.settings)
        return gosuslugi.link_esia(self.database, vault, registered, self.caller, command)

    @serves(esia.my_esia_link)
    def my_esia_link(self, query: Nothing) -> esia.EsiaLink:
        return gosuslugi.my_esia_link(self.database, Vault.of(self.settings), self.caller)

    @serves(esia.unlink_esia)
    def unlink_esia(self, command: Nothing) -> Nothing:
        return gosuslugi.unlink_esia(self.database, self.caller)

    @serves(offers.send_offer_code)
    def send_offer_code(self, command: offers.SendOfferCode) -> offers.OfferCode:
        return offered.send_offer_code(self.database, Vault.of(self.settings), self.rpc, command)

    @serves(offers.accept_offer)
    def accept_offer(self, command: offers.AcceptOffer) -> sessions.LogInAnswer:
        return offered.accept_offer(self.database, Mint.of(self.settings), self.caller, command)

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
        vault = Vault.of(self.settings)
        return own_consents.read_consent_receipt(self.database, vault, self.caller, query)

    @serves(sessions.jwks)
    def jwks(self, query: Nothing) -> sessions.JsonWebKeySet:
        return keys.jwks(self.database, Mint.of(self.settings))

    @serves(organisations.create_organisation)
    def create_organisation(self, command: organisations.CreateOrganisation) -> organisations.Organisation:
        return register_of_organisations.create_organisation(self.database, command)

    @serves(organisations.grant_role)
    def grant_role(self, command: organisations.GrantRole) -> organisations.Grant:
        return roles.grant_role(self.database, command)

    @hears(ProviderApproved)
    def admit_provider(self, event: ProviderApproved) -> None:
        register_of_organisations.admit_provider(self.database, event)

    @every(timedelta(hours=1))
    def rotate_keys(self) -> None:
        keys.rotate_keys(self.database, Mint.of(self.settings))

    @every(timedelta(hours=1))
    def forget(self) -> None:
        housekeeping.forget(self.database)

    @every(timedelta(hours=6))
    def reseal(self) -> None:
        housekeeping.reseal(self.database, Mint.of(self.settings))

    @every(timedelta(hours=1))
    def forget_authorisations(self) -> None:
        authorisations.forget(self.database)

    @every(timedelta(hours=6))
    def reseal_links(self) -> None:
        linking.reseal(self.database, Vault.of(self.settings))

    @every(timedelta(hours=6))
    def refresh_profiles(self) -> None:
        if self.settings.esia:
            registered = Esia.of(self.settings)
            profiles.refresh_profiles(self.database, Vault.of(self.settings), registered.provider)
