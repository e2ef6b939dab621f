"""Accounts: opening one, and what may be asked about a person."""

from contracts.identity import accounts, codes, lookup, verification
from contracts.identity.passports import OwnPassport, StatePassport
from kernel.messages import Nothing
from kernel.rpc import serves
from services.identity.entrypoints.parts import Parts
from services.identity.usecases import outcomes, passports, people, registration
from services.identity.usecases import verification as checks


class AccountEntrypoints(Parts):
    """Registration and profiles."""

    @serves(accounts.register)
    def register(self, command: accounts.Register) -> accounts.Registration:
        return registration.register(self.database, self.vault, self.rpc, command)

    @serves(accounts.confirm_phone)
    def confirm_phone(self, command: accounts.ConfirmPhone) -> accounts.Registration:
        return registration.confirm_phone(self.database, self.vault, command)

    @serves(accounts.resend_code)
    def resend_code(self, command: accounts.ResendCode) -> accounts.Registration:
        return registration.resend_code(self.database, self.vault, self.rpc, command)

    @serves(codes.count_codes)
    def count_codes(self, query: codes.CountCodes) -> codes.CodeCounts:
        return outcomes.count_codes(self.database, query)

    @serves(accounts.my_profile)
    def my_profile(self, query: Nothing) -> accounts.Profile:
        return people.my_profile(self.database, self.vault, self.caller)

    @serves(verification.my_passport)
    def my_passport(self, query: Nothing) -> OwnPassport:
        return passports.my_passport(self.database, self.vault, self.caller)

    @serves(verification.state_passport)
    def state_passport(self, command: StatePassport) -> OwnPassport:
        return passports.state_passport(self.database, self.vault, self.caller, command)

    @serves(verification.my_verification)
    def my_verification(self, query: Nothing) -> verification.Verification:
        return checks.my_verification(self.database, self.vault, self.caller)

    @serves(accounts.match_person)
    def match_person(self, query: accounts.MatchPerson) -> accounts.PersonMatch:
        return people.match_person(self.database, self.vault, query)

    @serves(accounts.name_person)
    def name_person(self, query: accounts.NamePerson) -> accounts.PersonName:
        return people.name_person(self.database, self.vault, query)

    @serves(lookup.find_people)
    def find_people(self, query: lookup.FindPeople) -> lookup.FoundPeople:
        return people.find_people(self.database, self.vault, query)
