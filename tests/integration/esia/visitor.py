"""Somebody before the use cases who goes to Госуслуги and comes back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa

from contracts.identity import esia as contract
from contracts.identity.accounts import Register
from contracts.identity.sessions import LogInAnswer
from kernel.database import Database
from kernel.identifiers import PersonInn, Snils
from kernel.machinery import journal as lines
from kernel.messages import Caller, ServiceError
from kernel.values import PersonId
from services.identity.usecases import esia as usecases
from services.identity.usecases.authorisations import Esia
from services.identity.vault.sealing import Vault
from services.identity.vault.tokens import Mint
from tests.builders.esia import visit
from tests.builders.identity import NOBODY, a_registration, registered

DOCTOR_TYPED: dict[str, Any] = {
    "surname": "Лазарева",
    "name": "Анна",
    "patronymic": "Сергеевна",
    "snils": Snils("00000080125"),
    "inn": PersonInn("000003008150"),
}


@dataclass(frozen=True)
class Visitor:
    """go: to the page at an address, as somebody; gives what the suite's own page is told then."""

    database: Database
    mint: Mint
    esia: Esia
    go: Callable[[str, int | None], dict[str, str]] = visit

    @property
    def vault(self) -> Vault:
        return self.mint.vault

    def begin(self) -> contract.EsiaAuthorisation:
        return usecases.begin_esia_log_in(self.database, self.esia, contract.BeginEsiaLogIn())

    def come_back(self, oid: int | None) -> contract.FinishEsiaLogIn:
        """What somebody brings back who went there to log in."""
        begun = self.begin()
        told = self.go(begun.url, oid)
        return contract.FinishEsiaLogIn(
            state=UUID(told["state"]), ticket=begun.ticket, code=told.get("code"), error=told.get("error")
        )

    def finish(self, answer: contract.FinishEsiaLogIn) -> LogInAnswer:
        return usecases.finish_esia_log_in(self.database, self.mint, self.esia, NOBODY, answer)

    def log_in(self, oid: int) -> LogInAnswer:
        return self.finish(self.come_back(oid))

    def refused(self, answer: contract.FinishEsiaLogIn) -> ServiceError:
        with pytest.raises(ServiceError) as refusal:
            self.finish(answer)
        return refusal.value

    def come_back_to_link(self, person_id: PersonId, oid: int) -> contract.LinkEsia:
        begun = usecases.begin_esia_link(
            self.database, self.esia, caller(person_id), contract.BeginEsiaLink()
        )
        told = self.go(begun.url, oid)
        return contract.LinkEsia(state=begun.state, ticket=begun.ticket, code=told["code"])

    def link(self, person_id: PersonId, oid: int) -> contract.EsiaLink:
        return self.finish_link(person_id, self.come_back_to_link(person_id, oid))

    def finish_link(self, person_id: PersonId, answer: contract.LinkEsia) -> contract.EsiaLink:
        return usecases.link_esia(self.database, self.vault, self.esia, caller(person_id), answer)

    def link_refused(self, person_id: PersonId, oid: int) -> ServiceError:
        with pytest.raises(ServiceError) as refusal:
            self.link(person_id, oid)
        return refusal.value

    def own_link(self, person_id: PersonId) -> contract.EsiaLink | None:
        """What a person sees of their link."""
        return usecases.my_esia(self.database, self.vault, caller(person_id), is_offered=True).link

    def a_person(self, **changed: Any) -> PersonId:
        """Somebody who has registered by hand; the doctor, unless told otherwise."""
        return registered(self.database, self.vault, self.a_form(**changed)).person_id

    def a_form(self, **changed: Any) -> Register:
        return a_registration(**{**DOCTOR_TYPED, **changed})

    def noted(self, action: str) -> list[dict[str, str]]:
        """The details of the lines of the journal about `action`; the journal is never emptied."""
        with self.database.reading() as session:
            query = sa.select(lines.c.detail).where(lines.c.action == action)
            return list(session.scalars(query.order_by(lines.c.position)))

    def last_noted(self, action: str) -> dict[str, str]:
        return self.noted(action)[-1]


def caller(person_id: PersonId) -> Caller:
    return Caller(process="gateway", person_id=person_id)
