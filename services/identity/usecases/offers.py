"""Linking an account that is there already: offered by its СНИЛС, taken up by who proves it theirs."""

from __future__ import annotations

from datetime import datetime

from contracts.identity import offers as contract
from contracts.identity.esia import AccountLinked, EsiaLinkedElsewhere
from contracts.identity.sessions import LogInAnswer, WrongCredentials
from contracts.notifications.codes import CodePurpose
from kernel import clock, journal
from kernel.database import Database, Session
from kernel.messages import Caller, Invalid, ServiceError
from kernel.offload import offload
from kernel.rpc import Rpc
from services.identity.domain.codes import normalised
from services.identity.domain.links import Offer
from services.identity.domain.person import Person
from services.identity.store import authorisations as store
from services.identity.store import codes as code_store
from services.identity.store import law, links, people
from services.identity.usecases import codes, entering, guards, linking
from services.identity.vault import passwords
from services.identity.vault import registry as vaulted
from services.identity.vault.sealing import Vault
from services.identity.vault.tokens import Mint, sha256
from services.identity.views import esia as views


def send_offer_code(
    database: Database, vault: Vault, rpc: Rpc, command: contract.SendOfferCode
) -> contract.OfferCode:
    """Send a code to the phone of the account that is offered.

    Raises: OfferUnknown. ResendTooSoon. TooManyAttempts.
    """
    now = clock.now()
    with database.transaction() as session:
        person = people.locked(session, _open(session, command.offer, now).person_id)
        personal = vault.open_personal(person.person_id, person.sealed)
        phone = personal.phone
        email = personal.email if person.is_email_proved else None
        proof = code_store.proof_of(session, person.person_id, now)
        refusal = codes.refusal(session, vault, proof, phone, now)
        if refusal:
            raise refusal
        terms = law.in_force(session, now).codes
        purpose = CodePurpose.LINK_ACCOUNT
        letter = codes.write(vault, proof, phone, now, terms, purpose, about=_about(person), email=email)
    codes.send(database, rpc, person, letter)
    return views.offer_code(letter.code, phone.masked, terms)


def accept_offer(
    database: Database, mint: Mint, caller: Caller, command: contract.AcceptOffer
) -> LogInAnswer:
    """Link the account that is offered, once it is proved to be theirs, and let them in.

    Raises: OfferUnknown. WrongCredentials, or what a wrong code raises. TooManyAttempts.
        AccountLinked, EsiaLinkedElsewhere -- somebody was quicker.
        Invalid -- there is neither a password nor a code, or both, or the code is none.
    """
    now = clock.now()
    if (command.password is None) == (command.code is None):
        raise Invalid(password="proof.one")  # noqa: S106 -- the code of a rule
    _prove(database, mint.vault, caller, command, now)
    with database.transaction() as session:
        offer = _open(session, command.offer, now)
        person = people.locked(session, offer.person_id)
        _take_up(session, mint.vault, person, offer, now)
        return entering.enter(
            session, mint, caller, person.person_id, shown=linking.SHOWN, device=command.device, now=now
        )


def _take_up(session: Session, vault: Vault, person: Person, offer: Offer, now: datetime) -> None:
    said = vaulted.open_offered(vault, offer)
    if linking.hold(session, vault, said) is not None:
        raise EsiaLinkedElsewhere
    if links.of_person(session, person.person_id) is not None:
        raise AccountLinked
    linking.make(session, vault, person, said, now)
    store.remove_offer(session, offer)


def _prove(
    database: Database, vault: Vault, caller: Caller, command: contract.AcceptOffer, now: datetime
) -> None:
    """Whether the account is theirs. The try is counted and committed before it is judged."""
    with database.transaction() as session:
        offer = _open(session, command.offer, now)
        person = people.locked(session, offer.person_id)
        guess = vault.digest("offer", str(person.person_id))
        refusal: ServiceError | None = guards.begin(guards.of(session, vault, caller, guess, now), now)
        if refusal is None and command.code is not None:
            refusal = _entered(session, vault, person, command.code, now)
    if refusal is None and command.password is not None:
        is_right = offload(passwords.is_right, person.password_hash, command.password)
        refusal = None if is_right else WrongCredentials()
    with database.transaction() as session:
        counted = guards.of(session, vault, caller, guess, now)
        if refusal is None:
            guards.succeed(counted)
        else:
            guards.refuse(counted, refusal, now)
            journal.record(session, "identity.offer.refused", str(person.person_id), reason=refusal.code)
    if refusal:
        raise refusal


def _entered(session: Session, vault: Vault, person: Person, code: str, now: datetime) -> ServiceError | None:
    """Why a code is not taken; None when it is."""
    digits = normalised(code)
    if digits is None:
        return Invalid(code="code.format")
    return codes.entered(session, vault, person, _about(person), digits, now)


def _about(person: Person) -> str:
    return f"{person.person_id}:offer"


def _open(session: Session, ticket: str, now: datetime) -> Offer:
    """The offer behind a ticket, locked. Raises: OfferUnknown."""
    offer = store.offer(session, sha256(ticket))
    if offer is None or now >= offer.expires_at(law.in_force(session, now).esia):
        raise contract.OfferUnknown
    return offer
