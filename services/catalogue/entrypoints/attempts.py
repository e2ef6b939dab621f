"""Attempts at the tests of modules."""

from datetime import timedelta

from contracts.catalogue import attempts as contract
from kernel.rpc import serves
from kernel.timers import every
from services.catalogue.entrypoints.parts import Parts
from services.catalogue.usecases import attempt_outcomes, attempts


class AttemptEntrypoints(Parts):
    """Begun, answered, finished, replayed."""

    @serves(contract.start_attempt)
    def start_attempt(self, command: contract.StartAttempt) -> contract.AttemptProgress:
        return attempts.start_attempt(self.database, self.caller, command)

    @serves(contract.give_answer)
    def give_answer(self, command: contract.GiveAnswer) -> contract.AttemptProgress:
        return attempts.give_answer(self.database, self.caller, command)

    @serves(contract.finish_attempt)
    def finish_attempt(self, command: contract.PickAttempt) -> contract.AttemptOutcome:
        return attempt_outcomes.finish_attempt(self.database, self.caller, command)

    @serves(contract.read_attempt)
    def read_attempt(self, query: contract.PickAttempt) -> contract.AttemptProgress:
        return attempts.read_attempt(self.database, self.caller, query)

    @serves(contract.read_outcome)
    def read_outcome(self, query: contract.PickAttempt) -> contract.AttemptOutcome:
        return attempt_outcomes.read_outcome(self.database, self.caller, query)

    @serves(contract.my_attempts)
    def my_attempts(self, query: contract.ListMyAttempts) -> contract.AttemptPage:
        return attempts.my_attempts(self.database, self.caller, query)

    @serves(contract.list_attempts)
    def list_attempts(self, query: contract.ListAttempts) -> contract.AttemptPage:
        return attempt_outcomes.list_attempts(self.database, self.caller, query)

    @serves(contract.replay_attempt)
    def replay_attempt(self, query: contract.PickAttempt) -> contract.AttemptReplay:
        return attempt_outcomes.replay_attempt(self.database, self.caller, query)

    @every(timedelta(minutes=1))
    def close_ended_attempts(self) -> None:
        attempt_outcomes.close_ended(self.database)
