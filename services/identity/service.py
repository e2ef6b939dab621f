"""Entrypoints of the identity service. A table of contents: no logic here."""

from datetime import timedelta

from contracts.identity import accounts, organisations, sessions
from kernel.configuration import SettingsProvider
from kernel.database import DatabaseProvider
from kernel.messages import Nothing
from kernel.relay import OutboxRelay
from kernel.rpc import CallerProvider, RpcProvider, serves
from kernel.timers import every
from services.identity.usecases import housekeeping, keys, people, registration, roles
from services.identity.usecases import organisations as register_of_organisations
from services.identity.usecases import sessions as log_ins
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
    def log_in(self, command: sessions.LogIn) -> sessions.Tokens:
        return log_ins.log_in(self.database, Mint.of(self.settings), command)

    @serves(sessions.refresh)
    def refresh(self, command: sessions.Refresh) -> sessions.Tokens:
        return log_ins.refresh(self.database, Mint.of(self.settings), command)

    @serves(sessions.log_out)
    def log_out(self, command: sessions.LogOut) -> Nothing:
        return log_ins.log_out(self.database, command)

    @serves(sessions.jwks)
    def jwks(self, query: Nothing) -> sessions.JsonWebKeySet:
        return keys.jwks(self.database, Mint.of(self.settings))

    @serves(organisations.create_organisation)
    def create_organisation(self, command: organisations.CreateOrganisation) -> organisations.Organisation:
        return register_of_organisations.create_organisation(self.database, command)

    @serves(organisations.grant_role)
    def grant_role(self, command: organisations.GrantRole) -> organisations.Grant:
        return roles.grant_role(self.database, command)

    @every(timedelta(hours=1))
    def rotate_keys(self) -> None:
        keys.rotate_keys(self.database, Mint.of(self.settings))

    @every(timedelta(hours=1))
    def forget(self) -> None:
        housekeeping.forget(self.database)

    @every(timedelta(hours=6))
    def reseal(self) -> None:
        housekeeping.reseal(self.database, Mint.of(self.settings))
