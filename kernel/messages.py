"""The three kinds of promise a contract module makes: operations, events, errors.

Declarations only: how they travel is `kernel.rpc`, `kernel.events`, `kernel.wire`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, ClassVar, Generic, TypeVar
from uuid import UUID

from kernel.values import OrganisationId, PersonId, Role, Strength, new_id

Q = TypeVar("Q")
R = TypeVar("R")

# Who may ask. An operation open to ANYONE answers callers who have not logged in, too;
# one for the LOGGED_IN also those whose roles are withheld until they enrol a second factor.
SIGNED_IN = frozenset(Role) - {Role.SERVICE, Role.WITHHELD}
LOGGED_IN = SIGNED_IN | {Role.WITHHELD}
ANYONE: frozenset[Role] = frozenset()
SERVICES = frozenset({Role.SERVICE})

# For how long a second factor counts as shown just now: OWASP ASVS 5.0, 7.5.3, asks for it and names no time.
# No dated row: each service judges it by itself from the token, and no service reads the rows of another.
STEP_UP_LASTS = timedelta(minutes=15)
STEP_UP_AT = "POST /v1/sessions/step-up"


class ServiceError(Exception):
    """The request could not be carried out.

    A subclass in the owner's contract is one error: its name is the code, the
    first line of its docstring the English message, `ru` the Russian one,
    `details` its facts, as strings. `is_suspect`: False for what honest callers meet often
    (not decided yet); others of the kinds Forbidden and NotFound are noted in the journal.
    `is_wait`: whether the caller only has to wait, as long as `retry_after` of its details says.
    """

    ru: ClassVar[str] = "Запрос не может быть выполнен."
    is_suspect: ClassVar[bool] = True
    is_wait: ClassVar[bool] = False

    def __init_subclass__(
        cls, *, ru: str, is_suspect: bool = True, is_wait: bool = False, **kwargs: Any
    ) -> None:
        super().__init_subclass__(**kwargs)
        cls.ru, cls.is_suspect, cls.is_wait = ru, is_suspect, is_wait

    def __init__(self, details: dict[str, str] | None = None, /, **more: object) -> None:
        self.details = {**(details or {}), **{key: str(value) for key, value in more.items()}}
        super().__init__(self.details)

    @property
    def code(self) -> str:
        return type(self).__name__

    @property
    def message(self) -> str:
        return (type(self).__doc__ or "").split("\n")[0]

    def __str__(self) -> str:
        return f"{self.code}: {self.message} {self.details or ''}".strip()


class Invalid(ServiceError, ru="Запрос не соответствует правилам."):
    """The request does not satisfy its contract.

    details: the dotted path of each offending field -> the code of the broken rule.
    """


class Unauthenticated(ServiceError, ru="Требуется вход в систему."):
    """The caller is not known."""


class Forbidden(ServiceError, ru="Недостаточно прав для этого действия."):
    """The caller may not do this."""


class StepUpRequired(Unauthenticated, ru="Подтвердите вход вторым фактором и повторите действие."):
    """Show your second factor again, then repeat; details say where, and for how many seconds it counts."""


class NotFound(ServiceError, ru="Ничего не найдено."):
    """There is no such thing."""


class Conflict(ServiceError, ru="Запрос противоречит текущему состоянию."):
    """The request contradicts the present state."""


class Unavailable(ServiceError, ru="Сервис временно недоступен. Повторите запрос позже."):
    """A dependency did not answer; the same request may succeed later."""


class StaleVersion(Conflict, ru="Данные изменились с момента чтения. Обновите их и повторите."):
    """The thing has changed since the caller read it."""


class IdempotencyKeyReused(Conflict, ru="Ключ идемпотентности уже использован с другим запросом."):
    """The idempotency key belongs to another request."""


# What any operation may answer without declaring it.
UNIVERSAL: tuple[type[ServiceError], ...] = (
    Invalid,
    Unauthenticated,
    StepUpRequired,
    Forbidden,
    Unavailable,
    IdempotencyKeyReused,
)


@dataclass(frozen=True, kw_only=True)
class Nothing:
    """A request or an answer without content."""


@dataclass(frozen=True)
class Origin:
    """Where a log-in comes from. device, network: keyed hashes. place: a name in `data/networks.csv`."""

    device: str
    network: str
    place: str | None = None


@dataclass(frozen=True, kw_only=True)
class Caller:
    """On whose behalf a request runs. Signed by the process that sends it.

    process: the suite's own process that asks ("gateway", "admission").
    authenticated_at: when the person last proved to be themselves, and strength: how well.
    client_id: the registered program of an organisation that asks without a person; scopes: what for.
    address: where the request came from, as a keyed hash; only where failures are counted by it.
    origin: the same for log-ins, coarse enough to know it again.
    """

    process: str
    person_id: PersonId | None = None
    organisation_id: OrganisationId | None = None
    roles: frozenset[Role] = frozenset()
    session_id: UUID | None = None
    authenticated_at: datetime | None = None
    strength: Strength | None = None
    client_id: UUID | None = None
    scopes: frozenset[str] = frozenset()
    address: str | None = None
    origin: Origin | None = None

    def has(self, *roles: Role) -> bool:
        """Whether the caller holds any of `roles`."""
        return not self.roles.isdisjoint(roles)

    def has_stepped_up(self, now: datetime) -> bool:
        """Whether a second factor was shown lately enough to sign or decide."""
        shown_at = self.authenticated_at if self.strength is Strength.SECOND_FACTOR else None
        return shown_at is not None and now < shown_at + STEP_UP_LASTS

    @property
    def person(self) -> PersonId:
        """The person who asks. Raises: Unauthenticated -- nobody has logged in."""
        if self.person_id is None:
            raise Unauthenticated
        return self.person_id


@dataclass(frozen=True)
class Operation(Generic[Q, R]):
    """One remote operation: who serves it, what it takes, gives and raises.

    roles: who may ask; the callee enforces it. ANYONE, SIGNED_IN, SERVICES or a set of roles.
    callers: the processes that may send it; the broker enforces it.
    reads: changes nothing, so it is answered outside a transaction.
    once: a write that honours an idempotency key. False where a refusal must itself be
        recorded (a wrong code), because a refused request is rolled back whole.
    deadline: seconds after which the caller no longer waits and the callee refuses to begin.
    step_up: it signs or decides, so a second factor must have been shown within STEP_UP_LASTS.
    scope: what a program of an organisation must have been granted to ask; None: only persons may.
    """

    service: str
    name: str
    takes: type[Q]
    gives: type[R]
    raises: tuple[type[ServiceError], ...] = ()
    roles: frozenset[Role] = field(default=SIGNED_IN, kw_only=True)
    callers: tuple[str, ...] = field(default=("gateway",), kw_only=True)
    reads: bool = field(default=False, kw_only=True)
    once: bool = field(default=True, kw_only=True)
    deadline: float = field(default=5.0, kw_only=True)
    step_up: bool = field(default=False, kw_only=True)
    scope: str | None = field(default=None, kw_only=True)

    @property
    def key(self) -> str:
        """Its routing key on the wire: `credits.award`."""
        return f"{self.service}.{self.name}"


TYPE_PREFIX = "ru.nmo"


@dataclass(frozen=True, kw_only=True)
class Event:
    """A fact, in the past tense, that has been committed. It carries no personal data.

    Declared as `class EntryPosted(Event, name="credits.entry.posted", subject="person_id")`:
    the first word of the name is the owner, `subject` the field within which order holds.
    Delivery is at least once; subscribers discard repeats by `event_id`.
    """

    service: ClassVar[str]
    type: ClassVar[str]
    subject_field: ClassVar[str]

    event_id: UUID = field(default_factory=new_id)
    occurred_at: datetime

    def __init_subclass__(cls, *, name: str, subject: str, version: int = 1, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        cls.service = name.split(".")[0]
        cls.type = f"{TYPE_PREFIX}.{name}.v{version}"
        cls.subject_field = subject

    @property
    def subject(self) -> str:
        return str(getattr(self, self.subject_field))
