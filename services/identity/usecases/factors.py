"""Which second factors a person has, the codes in their place, and when the last one may go."""

from __future__ import annotations

from datetime import datetime

from contracts.identity import factors as contract
from contracts.identity.accounts import OnboardingStep
from contracts.identity.second_factor import NotEnrolled
from contracts.identity.sessions import FactorMethod
from kernel import clock, journal, outbox
from kernel.database import Database, Session
from kernel.messages import STEP_UP_AT, STEP_UP_LASTS, Caller, Nothing, StepUpRequired
from kernel.values import PersonId
from services.identity.domain.factors import PasskeyFactor, TotpFactor
from services.identity.domain.organisations import Choice, acting
from services.identity.domain.sessions import Ending
from services.identity.store import factors as store
from services.identity.store import law, organisations, people, sessions
from services.identity.usecases import endings
from services.identity.vault import passkeys, recovery
from services.identity.vault.sealing import Vault
from services.identity.views import second_factors as views

LOG_IN_AT = "POST /v1/sessions"


def my_factors(database: Database, vault: Vault, caller: Caller) -> contract.Factors:
    with database.reading() as session:
        app = store.totp_read(session, caller.person)
        keys = [
            views.passkey(key, passkeys.open_label(vault, key))
            for key in store.passkeys_of(session, caller.person)
        ]
        codes, mandatory = store.unused_codes(session, caller.person), is_mandatory(session, caller.person)
    return views.enrolled(app, keys, codes, is_mandatory=mandatory)


def renew_recovery_codes(database: Database, caller: Caller) -> contract.RecoveryCodes:
    """Give new recovery codes; the old ones count no longer. Raises: NotEnrolled -- no factor to replace."""
    with database.transaction() as session:
        people.locked(session, caller.person)
        check_lasting(session, caller)
        if not store.methods_of(session, caller.person):
            raise NotEnrolled
        journal.record(session, "identity.factor.recovery_renewed", str(caller.person))
        return contract.RecoveryCodes(codes=_new_codes(session, caller.person))


def reset_factors(database: Database, command: contract.ResetFactors) -> Nothing:
    """Take away all second factors of a person who has lost them, and end their sessions.

    Raises: UnknownPerson.
    """
    now = clock.now()
    with database.transaction() as session:
        person_id = people.locked(session, command.person_id).person_id
        app = store.totp_of(session, person_id)
        if app is not None:
            _drop(session, person_id, app, FactorMethod.TOTP, now)
        for key in store.passkeys_of(session, person_id):
            _drop(session, person_id, key, FactorMethod.PASSKEY, now)
        store.replace_codes(session, person_id, ())
        endings.end_all(session, person_id, Ending.FACTORS_RESET, now)
    return Nothing()


def check_enrolling(session: Session, caller: Caller, now: datetime) -> None:
    """Whoever stole a token must not add a factor of their own, nor be reached in the owner's place.

    Raises: StepUpRequired -- show the factor there is; or log in again, where there is none.
    """
    check_lasting(session, caller)
    if store.methods_of(session, caller.person):
        is_fresh, how, lasts = caller.has_stepped_up(now), STEP_UP_AT, STEP_UP_LASTS
    else:
        since, how = caller.authenticated_at, LOG_IN_AT
        lasts = law.in_force(session, now).factors.enrolled_within
        is_fresh = since is not None and now < since + lasts
    if not is_fresh:
        raise StepUpRequired(how=how, max_age=int(lasts.total_seconds()))


def check_lasting(session: Session, caller: Caller) -> None:
    """An access token outlives its session by minutes: these must not be enough to take an account over.

    Raises: StepUpRequired -- the session has ended: log in again.
    """
    if sessions.lasting_one(session, caller.person, caller.session_id) is None:
        lasts = law.in_force(session, clock.now()).factors.enrolled_within
        raise StepUpRequired(how=LOG_IN_AT, max_age=int(lasts.total_seconds()))


def enrolled(session: Session, person_id: PersonId, method: FactorMethod, now: datetime) -> tuple[str, ...]:
    """Announce a factor; with the first one come recovery codes, which are given once."""
    outbox.add(session, views.factor_enrolled(person_id, method, now))
    return () if store.unused_codes(session, person_id) else _new_codes(session, person_id)


def remove(
    session: Session,
    person_id: PersonId,
    factor: TotpFactor | PasskeyFactor,
    method: FactorMethod,
    now: datetime,
) -> None:
    """Raises: FactorMandatory -- it is the last one, and a role demands one."""
    _drop(session, person_id, factor, method, now)
    if store.methods_of(session, person_id):
        return
    if is_mandatory(session, person_id):
        raise contract.FactorMandatory
    store.replace_codes(session, person_id, ())


def is_mandatory(session: Session, person_id: PersonId) -> bool:
    """Whether a role of the person demands a second factor."""
    now = clock.now()
    held = acting(organisations.grants_of(session, person_id), Choice(), clock.legal_day(now)).roles
    return bool(held & law.in_force(session, now).two_factor_roles)


def onboarding(session: Session, person_id: PersonId) -> tuple[OnboardingStep, ...]:
    """What the person has still to enrol, if a role demands it."""
    return views.onboarding(
        is_mandatory=is_mandatory(session, person_id),
        is_enrolled=bool(store.methods_of(session, person_id)),
    )


def _drop(
    session: Session,
    person_id: PersonId,
    factor: TotpFactor | PasskeyFactor,
    method: FactorMethod,
    now: datetime,
) -> None:
    store.remove(session, factor)
    outbox.add(session, views.factor_removed(person_id, method, now))


def _new_codes(session: Session, person_id: PersonId) -> tuple[str, ...]:
    many = law.in_force(session, clock.now()).factors.recovery_codes
    codes = tuple(recovery.new_code() for _ in range(many))
    store.replace_codes(session, person_id, [recovery.code_sha256(person_id, code) for code in codes])
    return codes
