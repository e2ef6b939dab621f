"""Sessions: logging in and out, and seeing where one is logged in."""

from contracts.identity import second_factor, sessions
from kernel.messages import Nothing
from kernel.rpc import serves
from services.identity.entrypoints.parts import Parts
from services.identity.usecases import keys, my_sessions
from services.identity.usecases import second_factor as shown
from services.identity.usecases import sessions as log_ins


class SessionEntrypoints(Parts):
    """Log-ins, their second step, and their tokens."""

    @serves(sessions.log_in)
    def log_in(self, command: sessions.LogIn) -> sessions.LogInAnswer:
        return log_ins.log_in(self.database, self.mint, self.caller, command)

    @serves(second_factor.finish_log_in)
    def finish_log_in(self, command: second_factor.FinishLogIn) -> sessions.Tokens:
        return shown.finish_log_in(self.database, self.mint, self.caller, command)

    @serves(second_factor.begin_step_up)
    def begin_step_up(self, command: Nothing) -> sessions.Challenge:
        return shown.begin_step_up(self.database, self.mint, self.caller)

    @serves(second_factor.step_up)
    def step_up(self, command: second_factor.StepUp) -> second_factor.SteppedUp:
        return shown.step_up(self.database, self.mint, self.caller, command)

    @serves(sessions.refresh)
    def refresh(self, command: sessions.Refresh) -> sessions.Tokens:
        return log_ins.refresh(self.database, self.mint, command)

    @serves(sessions.log_out)
    def log_out(self, command: sessions.LogOut) -> Nothing:
        return log_ins.log_out(self.database, command)

    @serves(sessions.my_sessions)
    def my_sessions(self, query: Nothing) -> sessions.OwnSessionList:
        return my_sessions.my_sessions(self.database, self.mint, self.caller)

    @serves(sessions.revoke_session)
    def revoke_session(self, command: sessions.RevokeSession) -> Nothing:
        return my_sessions.revoke_session(self.database, self.caller, command)

    @serves(sessions.revoke_other_sessions)
    def revoke_other_sessions(self, command: Nothing) -> Nothing:
        return my_sessions.revoke_other_sessions(self.database, self.caller)

    @serves(sessions.note_forgery)
    def note_forgery(self, command: sessions.NoteForgery) -> Nothing:
        return log_ins.note_forgery(self.database, self.caller, command)

    @serves(sessions.jwks)
    def jwks(self, query: Nothing) -> sessions.JsonWebKeySet:
        return keys.jwks(self.database, self.mint)
