"""Manual claims: what was completed outside the feeds, claimed with evidence and decided by an operator.

Owner: services/credits. Vocabulary: docs/glossary.md, "Credits".
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated

from contracts.credits.claim_forms import UnknownClaimForm
from contracts.credits.drafts import OPERATORS
from contracts.credits.ledger import REFUSALS, SPECIALISTS
from contracts.credits.policies import RuleTrace
from kernel.messages import Conflict, Event, Invalid, NotFound, Operation, StaleVersion
from kernel.values import Code, Credits, DocumentId, EntryId, Length, Limit, Line, PersonId, Text

Evidence = Annotated[tuple[DocumentId, ...], Length(0, 20)]


class ManualClaimState(StrEnum):
    """returned: an operator asks for more; it may be revised and submitted again."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class ClaimReason(StrEnum):
    """Why a claim is refused."""

    EVIDENCE_MISSING = "evidence_missing"
    EVIDENCE_UNREADABLE = "evidence_unreadable"
    EVIDENCE_DIFFERS = "evidence_differs"
    NOT_IN_SPECIALITY = "not_in_speciality"
    NOT_EDUCATION = "not_education"
    FALSE_DATA = "false_data"
    OTHER = "other"


class UnknownClaim(NotFound, ru="Такой заявки на зачёт нет."):
    """There is no such claim."""


class ClaimUnsound(Invalid, ru="Заявка на зачёт заполнена не по форме."):
    """The claim does not satisfy its form.

    details: the path of each offending field -> the code of the broken rule.
    """


class ClaimMoveRefused(Conflict, ru="В нынешнем состоянии заявки это действие невозможно."):
    """The claim's state does not allow this."""


class ClaimKnown(Conflict, ru="Заявка на это мероприятие уже рассматривается."):
    """A claim for the same activity is being considered already."""


@dataclass(frozen=True, kw_only=True)
class ClaimContent:
    """What is claimed. A draft may lack anything but its form; the form says what a submission needs.

    details: the form's own fields, by code. evidence: documents of the claimant's portfolio.
    """

    form: Code
    speciality: Code | None = None
    title: Line | None = None
    organiser: Line | None = None
    completed_on: date | None = None
    credits: Credits | None = None
    details: dict[str, str] = field(default_factory=dict)
    evidence: Evidence = ()


@dataclass(frozen=True, kw_only=True)
class ValidateClaim(ClaimContent):
    """Would this claim be taken, and what would it earn? Nothing is kept."""


@dataclass(frozen=True, kw_only=True)
class DraftClaim(ClaimContent):
    """Begin a claim of one's own."""


@dataclass(frozen=True, kw_only=True)
class EnterClaim(ClaimContent):
    """Begin a claim for a specialist, as an operator. Another operator decides on it."""

    person_id: PersonId


@dataclass(frozen=True, kw_only=True)
class ReviseClaim(ClaimContent):
    """Write a draft, or a returned claim, anew: whole, as often as one likes. version: the one read."""

    claim_id: EntryId
    version: int


@dataclass(frozen=True, kw_only=True)
class MoveClaim:
    """version: the one that the caller has read."""

    claim_id: EntryId
    version: int


@dataclass(frozen=True, kw_only=True)
class ReadClaim:
    claim_id: EntryId


@dataclass(frozen=True, kw_only=True)
class CommentOnClaim:
    claim_id: EntryId
    text: Text


@dataclass(frozen=True, kw_only=True)
class ListMyClaims:
    state: ManualClaimState | None = None
    cursor: Line | None = None
    limit: Limit = 20


@dataclass(frozen=True, kw_only=True)
class ClaimVerdict:
    """problems: the path of each offending field -> the code of the broken rule.

    refusal: the error a submission would end with; none where it would be taken.
    credits: what would be posted now. traces: every rule up to the one that is broken.
    """

    problems: dict[str, str]
    refusal: str | None
    credits: Credits | None
    traces: tuple[RuleTrace, ...]


@dataclass(frozen=True, kw_only=True)
class ClaimComment:
    """by_operator: else it is of the claimant."""

    written_at: datetime
    by_operator: bool
    text: str


@dataclass(frozen=True, kw_only=True)
class ManualClaim:
    """receipt: the number given with the first submission. An accepted claim is the entry of its id.

    comments: the oldest first; only where one claim is read.
    """

    claim_id: EntryId
    person_id: PersonId
    form: str
    speciality: str | None
    title: str | None
    organiser: str | None
    completed_on: date | None
    credits: Credits | None
    details: dict[str, str]
    evidence: tuple[DocumentId, ...]
    state: ManualClaimState
    receipt: str | None
    submitted_at: datetime | None
    settled_at: datetime | None
    reason: ClaimReason | None
    version: int
    comments: tuple[ClaimComment, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ManualClaimPage:
    items: tuple[ManualClaim, ...]
    next_cursor: str | None


@dataclass(frozen=True, kw_only=True)
class ClaimChange:
    """One step in the life of a claim. before, after: what its changed fields said."""

    version: int
    changed_at: datetime
    changed_by: PersonId
    state: ManualClaimState
    before: dict[str, object]
    after: dict[str, object]


@dataclass(frozen=True, kw_only=True)
class ClaimHistory:
    """items: the oldest first."""

    items: tuple[ClaimChange, ...]


@dataclass(frozen=True, kw_only=True)
class ManualClaimSubmitted(Event, name="credits.manual_claim.submitted", subject="person_id"):
    """A specialist asks for credits. evidence: documents that operators may read from now on."""

    claim_id: EntryId
    person_id: PersonId
    receipt: str
    title: str
    evidence: tuple[DocumentId, ...]


BOTH = SPECIALISTS | OPERATORS
MOVES = (UnknownClaim, ClaimMoveRefused, StaleVersion)
SUBMITTING = (UnknownClaimForm, ClaimUnsound, ClaimKnown, *REFUSALS)

validate_claim = Operation(
    "credits",
    "validate_claim",
    ValidateClaim,
    ClaimVerdict,
    (UnknownClaimForm,),
    roles=SPECIALISTS,
    once=False,
)
draft_claim = Operation(
    "credits", "draft_claim", DraftClaim, ManualClaim, (UnknownClaimForm,), roles=SPECIALISTS
)
enter_claim = Operation(
    "credits", "enter_claim", EnterClaim, ManualClaim, (UnknownClaimForm,), roles=OPERATORS
)
revise_claim = Operation(
    "credits", "revise_claim", ReviseClaim, ManualClaim, (*MOVES, UnknownClaimForm), roles=BOTH
)
submit_claim = Operation("credits", "submit_claim", MoveClaim, ManualClaim, (*MOVES, *SUBMITTING), roles=BOTH)
withdraw_claim = Operation("credits", "withdraw_claim", MoveClaim, ManualClaim, MOVES, roles=BOTH)
comment_on_claim = Operation(
    "credits", "comment_on_claim", CommentOnClaim, ManualClaim, (UnknownClaim, ClaimMoveRefused), roles=BOTH
)
read_claim = Operation(
    "credits", "read_claim", ReadClaim, ManualClaim, (UnknownClaim,), roles=BOTH, reads=True
)
claim_history = Operation(
    "credits", "claim_history", ReadClaim, ClaimHistory, (UnknownClaim,), roles=BOTH, reads=True
)
my_claims = Operation("credits", "my_claims", ListMyClaims, ManualClaimPage, roles=SPECIALISTS, reads=True)
