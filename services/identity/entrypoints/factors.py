"""What people log in with: passwords and second factors."""

from contracts.identity import factors, passwords
from kernel.messages import Nothing
from kernel.rpc import serves
from services.identity.entrypoints.parts import Parts
from services.identity.usecases import apps, passkeys, resets
from services.identity.usecases import factors as own_factors
from services.identity.usecases import passwords as own_password


class FactorEntrypoints(Parts):
    """Choosing, enrolling, taking away."""

    @serves(passwords.change_password)
    def change_password(self, command: passwords.ChangePassword) -> Nothing:
        return own_password.change_password(self.database, self.vault, self.caller, command)

    @serves(passwords.request_password_reset)
    def request_password_reset(self, command: passwords.RequestPasswordReset) -> passwords.PasswordReset:
        return resets.request_password_reset(self.database, self.vault, self.rpc, command)

    @serves(passwords.complete_password_reset)
    def complete_password_reset(self, command: passwords.CompletePasswordReset) -> Nothing:
        return resets.complete_password_reset(self.database, self.vault, self.caller, command)

    @serves(factors.my_factors)
    def my_factors(self, query: Nothing) -> factors.Factors:
        return own_factors.my_factors(self.database, self.vault, self.caller)

    @serves(factors.enrol_totp)
    def enrol_totp(self, command: Nothing) -> factors.TotpEnrolment:
        return apps.enrol_totp(self.database, self.vault, self.caller)

    @serves(factors.confirm_totp)
    def confirm_totp(self, command: factors.ConfirmTotp) -> factors.RecoveryCodes:
        return apps.confirm_totp(self.database, self.mint, self.caller, command)

    @serves(factors.remove_totp)
    def remove_totp(self, command: Nothing) -> Nothing:
        return apps.remove_totp(self.database, self.caller)

    @serves(factors.begin_passkey)
    def begin_passkey(self, command: Nothing) -> factors.PasskeyChallenge:
        return passkeys.begin_passkey(self.database, self.mint, self.caller)

    @serves(factors.add_passkey)
    def add_passkey(self, command: factors.AddPasskey) -> factors.PasskeyAdded:
        return passkeys.add_passkey(self.database, self.mint, self.caller, command)

    @serves(factors.remove_passkey)
    def remove_passkey(self, command: factors.RemovePasskey) -> Nothing:
        return passkeys.remove_passkey(self.database, self.caller, command)

    @serves(factors.renew_recovery_codes)
    def renew_recovery_codes(self, command: Nothing) -> factors.RecoveryCodes:
        return own_factors.renew_recovery_codes(self.database, self.caller)

    @serves(factors.reset_factors)
    def reset_factors(self, command: factors.ResetFactors) -> Nothing:
        return own_factors.reset_factors(self.database, command)
