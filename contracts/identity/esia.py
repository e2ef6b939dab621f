"""Госуслуги (ЕСИА): logging in with it, and linking an account to it.

Owner: services/identity. Vocabulary: docs/glossary.md, "Identity".

An authorisation is begun here, given at Госуслуги, and finished here with what they sent
back. Who began it keeps its ticket: without it the answer of Госуслуги opens nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated
from uuid import UUID

from contracts.identity.accounts import AlreadyRegistered, Trust, UnknownPerson
from contracts.identity.sessions import LogInAnswer
from kernel.messages import ANYONE, Conflict, Event, Forbidden, Invalid, NotFound, Nothing, Operation
from kernel.values import Code, Length, Line, OrganisationId, PersonId, Secret

# ЕСИА's codes are signed documents of their own.
EsiaCode = Annotated[str, Length(1, 8192)]
Address = Annotated[str, Length(1, 2000)]


class EsiaNotOffered(NotFound, ru="Вход через Госуслуги здесь не подключён."):
    """Logging in through ESIA is not set up here."""


class ReturnAddressRefused(Invalid, ru="На этот адрес вернуться нельзя."):
    """People are sent back to known addresses only."""


class StateMismatch(Forbidden, ru="Ответ Госуслуг относится к другому входу. Начните сначала."):
    """The answer belongs to no authorisation that was begun here by the same caller."""


class AuthorisationExpired(Forbidden, ru="Время входа через Госуслуги истекло. Начните сначала."):
    """The authorisation was begun too long ago."""


class AuthorisationUsed(Conflict, ru="Этот вход через Госуслуги уже завершён. Начните сначала."):
    """The answer has been taken already; it counts once."""


class AuthorisationDenied(Forbidden, ru="Госуслуги не подтвердили вход, или вы не дали доступ к данным."):
    """ESIA refused, or the person did; details give its own code."""


class IdTokenRefused(Forbidden, ru="Ответ Госуслуг не прошёл проверку. Начните сначала."):
    """What ESIA said of the person cannot be believed; details name what is wrong with it."""


class EsiaLinkedElsewhere(Conflict, ru="Эти Госуслуги уже привязаны к другой учётной записи."):
    """This ESIA account is linked to another account."""


class AccountLinked(Conflict, ru="К учётной записи уже привязаны другие Госуслуги."):
    """Another ESIA account is linked to this account."""


class OtherPerson(Conflict, ru="Госуслуги и учётная запись принадлежат разным людям."):
    """ESIA knows a person who is not the one of this account; details name the fields that differ."""


class AccountExists(
    Conflict, ru="У вас уже есть учётная запись. Подтвердите, что она ваша, чтобы привязать её."
):
    """The person has an account; details hold an offer to link it, once it is proved to be theirs."""


class ProfileInsufficient(Conflict, ru="Данных Госуслуг не хватает, чтобы открыть учётную запись."):
    """ESIA does not confirm enough to open an account; details name what is missing."""


class NotLinked(NotFound, ru="Учётная запись не привязана к Госуслугам."):
    """The account is not linked to ESIA."""


class OnlyWayIn(Conflict, ru="У учётной записи нет пароля: без Госуслуг в неё не войти."):
    """Without ESIA nobody could log in to this account: it has no password."""


@dataclass(frozen=True, kw_only=True)
class BeginEsiaLogIn:
    """Begin to log in through Госуслуги. return_to: one of the known addresses; the first one if absent."""

    return_to: Address | None = None


@dataclass(frozen=True, kw_only=True)
class BeginEsiaLink:
    """Begin to link one's account to Госуслуги. return_to: as when logging in."""

    return_to: Address | None = None


@dataclass(frozen=True, kw_only=True)
class EsiaAuthorisation:
    """Where to send the person, and what to keep until they are back.

    url: the page of Госуслуги. state: comes back with the person and must be this one.
    ticket: kept by who began, told to nobody, sent along to finish.
    """

    url: str
    state: UUID
    ticket: str
    expires_at: datetime


@dataclass(frozen=True, kw_only=True)
class FinishEsiaLogIn:
    """Log in with what Госуслуги sent back.

    code: what they sent; error: what they sent instead. device: how the session will be listed.
    """

    state: UUID
    ticket: Secret
    code: EsiaCode | None = None
    error: Code | None = None
    device: Line | None = None


@dataclass(frozen=True, kw_only=True)
class LinkEsia:
    """Link the caller's account with what Госуслуги sent back. code, error: as when logging in."""

    state: UUID
    ticket: Secret
    code: EsiaCode | None = None
    error: Code | None = None


@dataclass(frozen=True, kw_only=True)
class EsiaOrganisation:
    """An organisation that a person belongs to, as Госуслуги know it.

    organisation_id: the same organisation in the register of the suite, if it is there.
    """

    name: str
    ogrn: str | None
    inn: str | None
    is_chief: bool
    organisation_id: OrganisationId | None


@dataclass(frozen=True, kw_only=True)
class EsiaLink:
    """How an account is linked.

    trust: what Госуслуги say of their own account. refreshed_at: when they last told the profile.
    confirmed: the fields of the profile that are theirs; every other one was typed by hand.
    passport_masked: absent unless it was asked for.
    """

    trust: Trust
    linked_at: datetime
    refreshed_at: datetime
    confirmed: tuple[str, ...]
    organisations: tuple[EsiaOrganisation, ...]
    passport_masked: str | None = None


@dataclass(frozen=True, kw_only=True)
class OwnEsia:
    """is_offered: whether Госуслуги are set up here. link: absent while the account is not linked."""

    is_offered: bool
    link: EsiaLink | None


@dataclass(frozen=True, kw_only=True)
class EsiaLinked(Event, name="identity.esia.linked", subject="person_id"):
    """An account has been linked to Госуслуги."""

    person_id: PersonId
    trust: Trust


@dataclass(frozen=True, kw_only=True)
class EsiaUnlinked(Event, name="identity.esia.unlinked", subject="person_id"):
    """An account is no longer linked to Госуслуги."""

    person_id: PersonId


@dataclass(frozen=True, kw_only=True)
class TrustChanged(Event, name="identity.user.trust_changed", subject="person_id"):
    """Госуслуги vouch for a person more, or less, than before."""

    person_id: PersonId
    trust: Trust


@dataclass(frozen=True, kw_only=True)
class ProfileUpdated(Event, name="identity.user.profile_updated", subject="person_id"):
    """Fields of a profile have changed. fields: their names. source: who said so, like `esia`."""

    person_id: PersonId
    fields: tuple[str, ...]
    source: str


# Behind each of these stands a conversation with Госуслуги.
PATIENCE = 10.0
_BEGINNING = (EsiaNotOffered, ReturnAddressRefused)
_FINISHING = (
    EsiaNotOffered,
    StateMismatch,
    AuthorisationExpired,
    AuthorisationUsed,
    AuthorisationDenied,
    IdTokenRefused,
    AccountLinked,
    AccountExists,
    ProfileInsufficient,
    AlreadyRegistered,
)
begin_esia_log_in = Operation(
    "identity",
    "begin_esia_log_in",
    BeginEsiaLogIn,
    EsiaAuthorisation,
    _BEGINNING,
    roles=ANYONE,
    once=False,
    deadline=PATIENCE,
)
finish_esia_log_in = Operation(
    "identity",
    "finish_esia_log_in",
    FinishEsiaLogIn,
    LogInAnswer,
    _FINISHING,
    roles=ANYONE,
    once=False,
    deadline=PATIENCE,
)
begin_esia_link = Operation(
    "identity",
    "begin_esia_link",
    BeginEsiaLink,
    EsiaAuthorisation,
    _BEGINNING,
    once=False,
    deadline=PATIENCE,
)
link_esia = Operation(
    "identity",
    "link_esia",
    LinkEsia,
    EsiaLink,
    (*_FINISHING, EsiaLinkedElsewhere, OtherPerson, UnknownPerson),
    once=False,
    deadline=PATIENCE,
)
my_esia = Operation("identity", "my_esia", Nothing, OwnEsia, reads=True)
unlink_esia = Operation(
    "identity", "unlink_esia", Nothing, Nothing, (NotLinked, OnlyWayIn, UnknownPerson), once=False
)
