"""Applications: filed by a specialist, checked by rules, recommended on by a reviewer.

Owner: services/admission. Vocabulary: docs/glossary.md, "Admission".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from contracts.identity.accounts import UnknownPerson
from kernel.identifiers import PersonInn, Snils
from kernel.messages import ANYONE, Conflict, Event, Forbidden, Invalid, NotFound, Operation, StaleVersion
from kernel.values import ApplicationId, Code, Limit, Line, PersonId, Role, Text


class ApplicationState(StrEnum):
    """checking: the automatic checks run; review: with a reviewer; commission: before it."""

    CHECKING = "checking"
    REVIEW = "review"
    COMMISSION = "commission"
    ADMITTED = "admitted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class CheckName(StrEnum):
    IDENTITY = "identity"
    HOURS = "hours"
    DOCUMENTS = "documents"


class CheckVerdict(StrEnum):
    """unknown: the answer has not arrived. Nobody is refused for that."""

    PASSED = "passed"
    FAILED = "failed"
    UNKNOWN = "unknown"


class RecommendationKind(StrEnum):
    ADMIT = "admit"
    REFUSE = "refuse"


class UnknownApplication(NotFound, ru="Такого заявления нет."):
    """There is no such application."""


class UnknownAdmissionKind(Invalid, ru="Такого вида допуска нет."):
    """There is no such kind of admission."""


class ApplicationUnsound(Invalid, ru="Заявление противоречит правилам."):
    """The application contradicts a rule."""


class IdentityDiffers(Invalid, ru="Данные заявления не совпадают с данными учётной записи."):
    """The typed personal data differ from the account; details name the fields."""


class PersonNotConfirmed(Forbidden, ru="Подтвердите личность через Госуслуги, чтобы подать заявление."):
    """Only persons whom ESIA confirms may file here; link the account to it first."""


class AlreadyApplied(Conflict, ru="По этой специальности уже есть заявление на рассмотрении."):
    """An application for this speciality is under way already."""


class ApplicationMoveRefused(Conflict, ru="В нынешнем состоянии заявления это действие невозможно."):
    """The application's state does not allow this."""


class ConflictOfInterest(Forbidden, ru="Вы не можете рассматривать это заявление."):
    """The applicant cannot judge, and nobody judges the same application twice."""


@dataclass(frozen=True, kw_only=True)
class SubmitApplication:
    """Apply for admission. kind: a code of the dictionary of admission kinds.

    starts_on: the day from which the specialist wants to practise; place: where.
    """

    kind: Code
    speciality: Code
    surname: Line
    name: Line
    patronymic: Line | None = None
    snils: Snils
    inn: PersonInn
    place: Text
    starts_on: date


@dataclass(frozen=True, kw_only=True)
class Reason:
    """Why an application is, or would be, refused. code: R01 … R17; stable for ever."""

    code: str
    text: str
    legal_basis: str
    hint: str


@dataclass(frozen=True, kw_only=True)
class Check:
    """One automatic check: verdict, the reasons it gives, and the facts it looked at."""

    name: CheckName
    verdict: CheckVerdict
    checked_at: datetime | None
    reasons: tuple[Reason, ...]
    evidence: dict[str, str]


@dataclass(frozen=True, kw_only=True)
class Recommendation:
    kind: RecommendationKind
    reviewer_id: PersonId
    rationale: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Application:
    """number: НМО-YYYY-NNNNNNN-C, gap-free within the year, C a check digit."""

    application_id: ApplicationId
    number: str
    person_id: PersonId
    kind: str
    speciality: str
    place: str
    starts_on: date
    submitted_at: datetime
    state: ApplicationState
    checks: tuple[Check, ...]
    recommendation: Recommendation | None
    version: int


@dataclass(frozen=True, kw_only=True)
class ReadApplication:
    application_id: ApplicationId


@dataclass(frozen=True, kw_only=True)
class WithdrawApplication:
    application_id: ApplicationId
    version: int


@dataclass(frozen=True, kw_only=True)
class ListApplications:
    """The caller's own; for reviewers and the commission, those that wait for them."""

    cursor: Line | None = None
    limit: Limit = 20


@dataclass(frozen=True, kw_only=True)
class ApplicationPage:
    items: tuple[Application, ...]
    next_cursor: str | None


@dataclass(frozen=True, kw_only=True)
class Recommend:
    """A reviewer's advice to the commission; it decides nothing by itself."""

    application_id: ApplicationId
    version: int
    kind: RecommendationKind
    rationale: Text


@dataclass(frozen=True, kw_only=True)
class ListAdmissionKinds:
    """on: the day whose list is asked for; today when absent."""

    on: date | None = None


@dataclass(frozen=True, kw_only=True)
class AdmissionKind:
    code: str
    name: str


@dataclass(frozen=True, kw_only=True)
class AdmissionKindList:
    items: tuple[AdmissionKind, ...]


@dataclass(frozen=True, kw_only=True)
class ApplicationSubmitted(Event, name="admission.application.submitted", subject="application_id"):
    """A specialist has applied. Credits and portfolio answer it with what they know."""

    application_id: ApplicationId
    number: str
    person_id: PersonId
    kind: str
    speciality: str
    submitted_on: date


@dataclass(frozen=True, kw_only=True)
class ApplicationChecked(Event, name="admission.application.checked", subject="application_id"):
    """All automatic checks have answered. codes: the reasons against admission, if any."""

    application_id: ApplicationId
    number: str
    person_id: PersonId
    passed: bool
    codes: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ApplicationRecommended(Event, name="admission.application.recommended", subject="application_id"):
    """A reviewer has advised the commission."""

    application_id: ApplicationId
    number: str
    person_id: PersonId
    kind: RecommendationKind


@dataclass(frozen=True, kw_only=True)
class ApplicationWithdrawn(Event, name="admission.application.withdrawn", subject="application_id"):
    """The applicant has withdrawn the application. superseded_by: the one that stays of two of one person."""

    application_id: ApplicationId
    number: str
    person_id: PersonId
    superseded_by: ApplicationId | None = None


SPECIALISTS = frozenset({Role.SPECIALIST})
REVIEWERS = frozenset({Role.REVIEWER})
COMMISSION = frozenset({Role.COMMISSION})

submit_application = Operation(
    "admission",
    "submit_application",
    SubmitApplication,
    Application,
    (
        UnknownAdmissionKind,
        ApplicationUnsound,
        IdentityDiffers,
        PersonNotConfirmed,
        AlreadyApplied,
        UnknownPerson,
    ),
    roles=SPECIALISTS,
    deadline=10.0,
)
read_application = Operation(
    "admission",
    "read_application",
    ReadApplication,
    Application,
    (UnknownApplication,),
    roles=SPECIALISTS | REVIEWERS | COMMISSION,
    reads=True,
)
my_applications = Operation(
    "admission", "my_applications", ListApplications, ApplicationPage, roles=SPECIALISTS, reads=True
)
withdraw_application = Operation(
    "admission",
    "withdraw_application",
    WithdrawApplication,
    Application,
    (UnknownApplication, ApplicationMoveRefused, StaleVersion),
    roles=SPECIALISTS,
)
review_queue = Operation(
    "admission", "review_queue", ListApplications, ApplicationPage, roles=REVIEWERS, reads=True
)
commission_queue = Operation(
    "admission", "commission_queue", ListApplications, ApplicationPage, roles=COMMISSION, reads=True
)
recommend = Operation(
    "admission",
    "recommend",
    Recommend,
    Application,
    (UnknownApplication, ApplicationMoveRefused, ConflictOfInterest, StaleVersion),
    roles=REVIEWERS,
    step_up=True,
)
list_admission_kinds = Operation(
    "admission", "list_admission_kinds", ListAdmissionKinds, AdmissionKindList, roles=ANYONE, reads=True
)
