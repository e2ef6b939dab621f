"""Sending people to Госуслуги, and taking back those who come: once, soon, with the ticket they left with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from contracts.identity import esia as contract
from kernel import clock, journal
from kernel.database import Database, Session
from kernel.messages import Invalid, ServiceError, Unavailable
from kernel.settings import ServiceSettings
from kernel.values import PersonId
from services.identity.channels.provider import Leaving, Provider
from services.identity.channels.providers import provider_of
from services.identity.domain.authorisations import Authorisation, Claim, Purpose
from services.identity.domain.registry import Identified
from services.identity.store import authorisations as store
from services.identity.store import law
from services.identity.vault.tickets import new_ticket
from services.identity.vault.tokens import sha256
from services.identity.views import esia as views

Answer = contract.FinishEsiaLogIn | contract.LinkEsia


@dataclass(frozen=True)
class Esia:
    """Госуслуги, as the suite is registered with them. return_urls: where people may come back to."""

    provider: Provider
    return_urls: tuple[str, ...]

    @classmethod
    def of(cls, settings: ServiceSettings) -> Esia:
        """Raises: EsiaNotOffered -- the suite is not registered."""
        if settings.esia is None:
            raise contract.EsiaNotOffered
        return cls(provider_of(settings.esia), settings.esia.return_urls)


def begin(
    database: Database,
    esia: Esia,
    return_to: str | None,
    *,
    purpose: Purpose,
    person_id: PersonId | None = None,
) -> contract.EsiaAuthorisation:
    """Where to send a person, and what they keep until they are back.

    Raises: ReturnAddressRefused. Unavailable -- the provider, or the signer, cannot be reached.
    """
    now, ticket = clock.now(), new_ticket()
    page = _page(database, esia, return_to, person_id)
    claim = Claim(purpose=purpose, ticket_sha256=sha256(ticket), person_id=person_id)
    begun = Authorisation.of(claim, state=uuid4(), return_to=page, at=now)
    url = esia.provider.address(Leaving(state=begun.state, ticket=ticket, return_to=page), now)
    with database.transaction() as session:
        store.add(session, begun)
        terms = law.in_force(session, now).esia
    return views.authorisation(begun, terms, url=url, ticket=ticket)


def finish(
    database: Database, esia: Esia, answer: Answer, *, purpose: Purpose, person_id: PersonId | None = None
) -> Identified:
    """Who came back. Whatever is refused is a line of the journal.

    Raises: StateMismatch. AuthorisationExpired. AuthorisationUsed. AuthorisationDenied. IdTokenRefused.
        Unavailable -- the same answer may be sent once more.
        Invalid -- there is no code and no error, or both.
    """
    if (answer.code is None) == (answer.error is None):
        raise Invalid(code="code.or_error")
    claim = Claim(purpose=purpose, ticket_sha256=sha256(answer.ticket), person_id=person_id)
    now = clock.now()
    begun = _taken(database, answer, claim, now)
    leaving = Leaving(state=begun.state, ticket=answer.ticket, return_to=begun.return_to)
    try:
        return esia.provider.identify(answer.code or "", leaving, now)
    except Unavailable:
        _release(database, begun)
        raise
    except (contract.AuthorisationDenied, contract.IdTokenRefused) as refusal:
        with database.transaction() as session:
            _note(session, str(begun.state), refusal)
        raise


def forget(database: Database) -> None:
    """Delete authorisations and offers that nobody can come back with any more."""
    now = clock.now()
    with database.transaction() as session:
        terms = law.in_force(session, now).esia
        store.forget(
            session,
            begun_before=now - max(terms.remembered, terms.authorisation_lives),
            offered_before=now - terms.offer_lives,
        )


def _page(database: Database, esia: Esia, return_to: str | None, person_id: PersonId | None) -> str:
    """Where people come back to. Raises: ReturnAddressRefused."""
    page = return_to or esia.return_urls[0]
    if page in esia.return_urls:
        return page
    refusal = contract.ReturnAddressRefused(return_to="return_to.unknown")
    with database.transaction() as session:
        _note(session, str(person_id or "unknown"), refusal)
    raise refusal


def _taken(database: Database, answer: Answer, claim: Claim, now: datetime) -> Authorisation:
    """The authorisation, used up from now on: whoever comes with the same answer again comes too late."""
    with database.transaction() as session:
        begun, terms = store.locked(session, answer.state), law.in_force(session, now).esia
        refusal = begun.refusal(claim, now, terms) if begun else contract.StateMismatch(state=answer.state)
        if begun and refusal is None:
            begun.use(now)
            refusal = contract.AuthorisationDenied(reason=answer.error) if answer.error else None
        if refusal:
            _note(session, str(answer.state), refusal)
    if begun is None or refusal:
        raise refusal or contract.StateMismatch(state=answer.state)
    return begun


def _release(database: Database, taken: Authorisation) -> None:
    with database.transaction() as session:
        begun = store.locked(session, taken.state)
        if begun:
            begun.release()


def _note(session: Session, subject: str, refusal: ServiceError) -> None:
    more = {"because": refusal.details["reason"]} if "reason" in refusal.details else {}
    journal.record(session, "identity.esia.refused", subject, reason=refusal.code, **more)
