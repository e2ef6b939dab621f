"""Other services, answering in this process with their own use cases on their own database.

What a call does is what it does over the broker, less the broker: commands and answers
go through the wire format, and errors come back as they are.
"""

from __future__ import annotations

from typing import TypeVar

from contracts.identity.accounts import match_person, name_person
from kernel import wire
from kernel.database import Database
from kernel.messages import Operation
from services.identity.usecases import people
from services.identity.vault.sealing import Vault

Q = TypeVar("Q")
R = TypeVar("R")


class Identity:
    """Stands where `kernel.rpc.Rpc` stands in a service that asks identity."""

    def __init__(self, database: Database, vault: Vault) -> None:
        self.database, self.vault = database, vault
        self._answers = {match_person.key: people.match_person, name_person.key: people.name_person}

    def call(self, operation: Operation[Q, R], command: Q) -> R:
        query = wire.load(operation.takes, wire.dump(command), strict=True)
        answer = self._answers[operation.key](self.database, self.vault, query)  # type: ignore[operator]
        return wire.load(operation.gives, wire.dump(answer))
