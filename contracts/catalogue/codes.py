"""Confirmation codes (ИКП): a provider hands them to those who were there, and they claim by themselves.

A code vouches like a row of a report: whatever comes first completes the enrolment, and nothing does twice.
Only keyed hashes of codes are kept.

Owner: services/catalogue. Vocabulary: docs/glossary.md, "Enrolment and attendance".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, NewType
from uuid import UUID

from contracts.catalogue.activities import PROVIDERS, ActivityMoveRefused, NotYourActivity, UnknownActivity
from contracts.catalogue.enrolments import SPECIALISTS, Enrolment, NoSeats, SpecialityNotCovered
from kernel.messages import Conflict, Event, Forbidden, Invalid, NotFound, Operation
from kernel.values import ActivityId, Code, Limit, Line, OrganisationId, PersonId, Range

CodeBatchId = NewType("CodeBatchId", UUID)


class UnknownCodeBatch(NotFound, ru="Такого набора кодов нет."):
    """There is no such batch of codes."""


class CodesUnsound(Invalid, ru="Коды на таких условиях не выдаются."):
    """Codes are not issued on these terms."""


class CodesTaken(Conflict, ru="Коды этого набора уже получены. Отзовите его и запросите другой."):
    """The codes of this batch were given already, or it is revoked; revoke it and ask for another."""


class UnknownConfirmationCode(NotFound, ru="Такого кода нет. Проверьте его.", is_suspect=False):
    """There is no such code; details say how many tries are left."""


class ConfirmationCodeVoid(Conflict, ru="Код больше не действует."):
    """The code counts no longer; details name the rule."""


class ConfirmationCodeSpent(Conflict, ru="Код уже использован другим человеком."):
    """Somebody else has claimed with this code."""


class AlreadyCompleted(Conflict, ru="Ваше участие в этом мероприятии уже подтверждено."):
    """The activity is completed already, by whatever way."""


class SpecialityNeeded(Invalid, ru="Вы не записаны на это мероприятие: укажите специальность."):
    """Whoever has not enrolled must say for which speciality the code shall count."""


class TooManyCodeTries(Forbidden, ru="Слишком много неверных кодов."):
    """Too many wrong codes; details say when to try again."""


@dataclass(frozen=True, kw_only=True)
class IssueCodes:
    """attended_on: the day for which the codes vouch."""

    activity_id: ActivityId
    count: Annotated[int, Range(1, 5000)]
    attended_on: date


@dataclass(frozen=True, kw_only=True)
class PickCodeBatch:
    batch_id: CodeBatchId


@dataclass(frozen=True, kw_only=True)
class ListCodeBatches:
    activity_id: ActivityId
    cursor: Line | None = None
    limit: Limit = 20


@dataclass(frozen=True, kw_only=True)
class CodeBatch:
    """expires_on: the last day on which they may be redeemed. taken_at: when they were given, once.

    redeemed: how many have been. refused: the code of the rule under which one was refused, because its
    day has turned out to earn nothing.
    """

    batch_id: CodeBatchId
    activity_id: ActivityId
    count: int
    redeemed: int
    attended_on: date
    expires_on: date
    issued_at: datetime
    taken_at: datetime | None
    revoked_at: datetime | None
    refused: str | None = None


@dataclass(frozen=True, kw_only=True)
class CodeBatchPage:
    items: tuple[CodeBatch, ...]
    next_cursor: str | None


@dataclass(frozen=True, kw_only=True)
class TakenCodes:
    """The codes, for the only time: `XXXX-XXXX-XXXX-XXXX`."""

    batch_id: CodeBatchId
    codes: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class RedeemCode:
    """Blanks, hyphens, case and look-alike letters are forgiven. speciality: of whoever has not enrolled."""

    code: Code
    speciality: Code | None = None


@dataclass(frozen=True, kw_only=True)
class CodesRefused(Event, name="catalogue.codes.refused", subject="batch_id"):
    """A code was refused, because nothing was earned on its day; the others of its batch are worth no more.

    person_id: who asked for the codes. rule: the code of the rule that refuses them.
    """

    batch_id: CodeBatchId
    person_id: PersonId
    activity_id: ActivityId
    provider_id: OrganisationId
    title: str
    attended_on: date
    rule: str


@dataclass(frozen=True, kw_only=True)
class CodeGuessingSuspected(Event, name="catalogue.code.guessing_suspected", subject="person_id"):
    """Somebody has tried so many wrong codes that they may not try for a while. times: how often by now."""

    person_id: PersonId
    times: int
    closed_until: datetime


_OWN = (UnknownActivity, NotYourActivity)

issue_codes = Operation(
    "catalogue",
    "issue_codes",
    IssueCodes,
    CodeBatch,
    (*_OWN, ActivityMoveRefused, CodesUnsound),
    roles=PROVIDERS,
)
# Not once: what is kept for a repeat would be the codes themselves.
take_codes = Operation(
    "catalogue",
    "take_codes",
    PickCodeBatch,
    TakenCodes,
    (UnknownCodeBatch, CodesTaken),
    roles=PROVIDERS,
    once=False,
    deadline=30.0,
)
revoke_codes = Operation(
    "catalogue", "revoke_codes", PickCodeBatch, CodeBatch, (UnknownCodeBatch,), roles=PROVIDERS
)
list_code_batches = Operation(
    "catalogue", "list_code_batches", ListCodeBatches, CodeBatchPage, _OWN, roles=PROVIDERS, reads=True
)
# Naturally once: the same code again is the same completion. A wrong try is recorded though it is refused.
redeem_code = Operation(
    "catalogue",
    "redeem_code",
    RedeemCode,
    Enrolment,
    (
        UnknownConfirmationCode,
        ConfirmationCodeVoid,
        ConfirmationCodeSpent,
        AlreadyCompleted,
        SpecialityNeeded,
        SpecialityNotCovered,
        NoSeats,
        ActivityMoveRefused,
        TooManyCodeTries,
    ),
    roles=SPECIALISTS,
    once=False,
)
