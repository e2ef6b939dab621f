"""Attempts, as others see them: never with a key."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from contracts.catalogue import attempts as contract
from contracts.catalogue import module_tests as test_contract
from contracts.catalogue.items import ItemContent
from kernel import cursors
from services.catalogue.domain import attempt as rules
from services.catalogue.domain.attempt import Attempt, Step

State = contract.AttemptState


def progress(
    record: Attempt,
    steps: Sequence[Step],
    contents: Mapping[int, ItemContent],
    stands: tuple[str, ...] | None = None,
) -> contract.AttemptProgress:
    waiting = [step for step in steps if step.answer is None and record.state is State.OPEN]
    return contract.AttemptProgress(
        attempt_id=record.attempt_id,
        activity_id=record.activity_id,
        number=record.number,
        state=record.state,
        started_at=record.started_at,
        ends_at=record.ends_at,
        answered=sum(step.answer is not None for step in steps),
        most=record.terms.items_most,
        is_enough=record.is_enough,
        question=_question(record, waiting[0], contents) if waiting else None,
        stands=stands,
    )


def outcome(
    record: Attempt, steps: Sequence[Step], contents: Mapping[int, ItemContent]
) -> contract.AttemptOutcome:
    """Of an open attempt nothing is told of what was right."""
    is_open = record.state is State.OPEN
    return contract.AttemptOutcome(
        attempt_id=record.attempt_id,
        activity_id=record.activity_id,
        enrolment_id=record.enrolment_id,
        number=record.number,
        state=record.state,
        form=record.terms.form,
        started_at=record.started_at,
        finished_at=record.finished_at,
        share=None if is_open else record.share,
        pass_share=record.terms.pass_share,
        ability=None if is_open else record.ability,
        error=None if is_open else record.error,
        mark=None if is_open else record.mark,
        confidence=None if is_open else record.confidence,
        rule=record.rule,
        steps=() if is_open else tuple(_step(record, step, contents[step.position]) for step in steps),
    )


def page(records: Sequence[Any], limit: int) -> contract.AttemptPage:
    items = tuple(_summary(record) for record in records[:limit])
    cursor = cursors.encode(str(items[-1].attempt_id)) if len(records) > limit else None
    return contract.AttemptPage(items=items, next_cursor=cursor)


def judged(record: Attempt, at: datetime) -> test_contract.ModuleTestPassed | test_contract.ModuleTestFailed:
    is_passed = record.state is State.PASSED
    kind = test_contract.ModuleTestPassed if is_passed else test_contract.ModuleTestFailed
    return kind(
        occurred_at=at,
        attempt_id=record.attempt_id,
        enrolment_id=record.enrolment_id,
        person_id=record.person_id,
        activity_id=record.activity_id,
        provider_id=record.provider_id,
        number=record.number,
        share=record.share or 0,
    )


def _question(record: Attempt, step: Step, contents: Mapping[int, ItemContent]) -> contract.AskedItem:
    content = contents[step.position]
    options = {option.code: option for option in content.options}
    order = rules.shuffled(record.seed, step.position, list(options))
    return contract.AskedItem(
        position=step.position,
        kind=content.kind,
        text=content.text,
        options=tuple(options[code] for code in order),
    )


def _step(record: Attempt, step: Step, content: ItemContent) -> contract.AttemptStep:
    taken = None if step.answered_at is None else step.answered_at - step.asked_at
    return contract.AttemptStep(
        position=step.position,
        item_id=step.item_id,
        item_version=step.version,
        topic=content.topic,
        answer=step.answer,
        is_right=step.is_right,
        seconds=None if taken is None else int(taken.total_seconds()),
        ability=step.ability,
        error=step.error,
        explanation=content.explanation if record.state is State.PASSED else None,
    )


def _summary(record: Any) -> contract.AttemptSummary:
    return contract.AttemptSummary(
        attempt_id=record.attempt_id,
        activity_id=record.activity_id,
        enrolment_id=record.enrolment_id,
        person_id=record.person_id,
        number=record.number,
        state=record.state,
        started_at=record.started_at,
        finished_at=record.finished_at,
        share=None if record.state is State.OPEN else record.share,
    )
