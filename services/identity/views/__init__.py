"""Domain -> contract: the only door out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from contracts.identity import accounts, organisations, sessions
from kernel.values import PersonId
from services.identity.domain.codes import OneTimeCode
from services.identity.domain.organisations import Acting, Grant, Organisation
from services.identity.domain.person import Person
from services.identity.domain.personal import Personal
from services.identity.domain.sessions import Ending, UserSession
from services.identity.domain.sign_ins import Sign
from services.identity.domain.signing import SigningKey
from services.identity.domain.terms import SessionLaw
from services.identity.vault.tokens import base64url


def registration(
    person: Person, code: OneTimeCode | None = None, resend_at: datetime | None = None
) -> accounts.Registration:
    """code: the last one sent. resend_at: when the next may be asked for."""
    return accounts.Registration(
        person_id=person.person_id,
        state=person.state,
        delivery=code.delivery if code else None,
        code_expires_at=code.expires_at if code else None,
        resend_at=resend_at,
    )


def profile(
    person: Person, personal: Personal, acting: Acting, more: Sequence[accounts.OnboardingStep]
) -> accounts.Profile:
    """more: what is to be done beside opening the account."""
    return accounts.Profile(
        person_id=person.person_id,
        state=person.state,
        surname=personal.surname,
        name=personal.name,
        patronymic=personal.patronymic,
        birth_date=personal.birth_date,
        snils_masked=personal.snils.masked,
        inn_masked=personal.inn.masked,
        phone_masked=personal.phone.masked,
        email=str(personal.email or ""),
        roles=acting.roles,
        organisation_id=acting.organisation_id,
        onboarding=(
            accounts.OnboardingStep(name="personal_data", done=True),
            accounts.OnboardingStep(name="phone", done=person.state is not accounts.PersonState.NEW),
            accounts.OnboardingStep(name="active", done=person.is_active),
            *more,
        ),
        version=person.version,
    )


def person_match(
    person: Person, differing: tuple[str, ...], trust: accounts.Trust | None
) -> accounts.PersonMatch:
    return accounts.PersonMatch(
        person_id=person.person_id, state=person.state, differing=differing, trust=trust
    )


def person_name(person: Person, personal: Personal) -> accounts.PersonName:
    return accounts.PersonName(
        person_id=person.person_id,
        surname=personal.surname,
        name=personal.name,
        patronymic=personal.patronymic,
        snils_masked=personal.snils.masked,
    )


def user_registered(person: Person, at: datetime) -> accounts.UserRegistered:
    return accounts.UserRegistered(occurred_at=at, person_id=person.person_id)


def phone_confirmed(person: Person, at: datetime) -> accounts.PhoneConfirmed:
    return accounts.PhoneConfirmed(occurred_at=at, person_id=person.person_id)


def tokens(
    session: UserSession, law: SessionLaw, *, access: str, refresh: str, now: datetime
) -> sessions.Tokens:
    """law: of the day on which the tokens begin."""
    expires = session.renewed_at + law.access_lives
    return sessions.Tokens(
        person_id=session.person_id,
        access_token=access,
        token_type="Bearer",  # noqa: S106 -- the kind of token, not a token
        expires_in=int((expires - now).total_seconds()),
        refresh_token=refresh,
        refresh_expires_in=int((session.ends_at(law) - now).total_seconds()),
    )


def log_in_tokens(given: sessions.Tokens) -> sessions.LogInAnswer:
    return sessions.LogInAnswer(**vars(given), challenge=None)


def log_in_challenge(person_id: PersonId, challenge: sessions.Challenge) -> sessions.LogInAnswer:
    return sessions.LogInAnswer(
        person_id=person_id,
        access_token=None,
        token_type=None,
        expires_in=None,
        refresh_token=None,
        refresh_expires_in=None,
        challenge=challenge,
    )


def own_session(
    opened: UserSession, device: str | None, ends_at: datetime, *, is_current: bool
) -> sessions.OwnSession:
    return sessions.OwnSession(
        session_id=opened.session_id,
        device=device,
        opened_at=opened.opened_at,
        used_at=opened.renewed_at,
        expires_at=ends_at,
        is_current=is_current,
    )


def json_web_keys(keys: Sequence[SigningKey]) -> sessions.JsonWebKeySet:
    return sessions.JsonWebKeySet(keys=tuple(_json_web_key(key) for key in keys))


def session_opened(session: UserSession) -> sessions.SessionOpened:
    return sessions.SessionOpened(
        occurred_at=session.opened_at, person_id=session.person_id, session_id=session.session_id
    )


def session_revoked(session: UserSession, ending: Ending, at: datetime) -> sessions.SessionRevoked:
    return sessions.SessionRevoked(
        occurred_at=at, person_id=session.person_id, session_id=session.session_id, reason=ending.value
    )


def session_unusual(session: UserSession, signs: Sequence[Sign]) -> sessions.SessionUnusual:
    return sessions.SessionUnusual(
        occurred_at=session.opened_at,
        person_id=session.person_id,
        session_id=session.session_id,
        signs=tuple(sign.value for sign in signs),
    )


def organisation(entered: Organisation) -> organisations.Organisation:
    return organisations.Organisation(
        organisation_id=entered.organisation_id,
        name=entered.name,
        kind=entered.kind,
        inn=entered.inn,
        ogrn=entered.ogrn,
        kpp=entered.kpp,
    )


def organisation_registered(entered: Organisation, at: datetime) -> organisations.OrganisationRegistered:
    return organisations.OrganisationRegistered(
        occurred_at=at,
        organisation_id=entered.organisation_id,
        kind=entered.kind,
        name=entered.name,
        inn=entered.inn,
    )


def grant(given: Grant) -> organisations.Grant:
    return organisations.Grant(
        person_id=given.person_id,
        role=given.role,
        organisation_id=given.organisation_id,
        granted_at=given.granted_at,
        is_chief=given.is_chief,
    )


def role_granted(given: Grant) -> organisations.RoleGranted:
    return organisations.RoleGranted(
        occurred_at=given.granted_at,
        person_id=given.person_id,
        role=given.role,
        organisation_id=given.organisation_id,
    )


def _json_web_key(key: SigningKey) -> sessions.JsonWebKey:
    x = base64url(key.public)
    return sessions.JsonWebKey(kty="OKP", crv="Ed25519", x=x, kid=key.kid, use="sig", alg=sessions.ALGORITHM)
