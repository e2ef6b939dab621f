"""A cycle begins with its basis document and ends by law, extensions included."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from contracts.credits.cycles import BasisKind, CycleState, CycleUnsound
from contracts.credits.policies import PolicyMissing
from services.credits.domain.cycle import Basis, Cycle, Extension, begin, state
from services.credits.domain.policy import Policies
from tests.builders.credits import (
    NOW,
    PERSON,
    THERAPY,
    TODAY,
    a_basis,
    a_cycle,
    a_decree,
    a_policy,
    policies,
)


def a_begun_cycle(
    issued_on: date = date(2024, 3, 1),
    *,
    law: Policies | None = None,
    decrees: tuple[Extension, ...] = (),
    **basis: Any,
) -> Cycle:
    document = a_basis(issued_on, **basis)
    return begin(PERSON, THERAPY, document, law or policies(), decrees, at=NOW, today=TODAY)


def test_a_cycle_lasts_five_years() -> None:
    """Periodic accreditation at least once in five years (S10)."""
    cycle = a_begun_cycle(date(2024, 3, 1))

    assert (cycle.starts_on, cycle.ends_before) == (date(2024, 3, 1), date(2029, 3, 1))


def test_the_length_is_that_of_the_day_the_document_was_issued() -> None:
    law = policies(
        a_policy("cycle.length", "5", before=date(2025, 1, 1)),
        a_policy("cycle.length", "6", since=date(2025, 1, 1)),
    )

    assert a_begun_cycle(date(2024, 12, 31), law=law).ends_before == date(2029, 12, 31)
    assert a_begun_cycle(date(2025, 1, 1), law=law).ends_before == date(2031, 1, 1)


def test_a_document_of_a_day_to_come_opens_nothing() -> None:
    with pytest.raises(CycleUnsound) as refused:
        a_begun_cycle(date(2026, 11, 24))

    assert refused.value.details == {"basis_issued_on": "date.future"}


@pytest.mark.parametrize("issued_on", [date(1986, 4, 1), date(2015, 12, 31), date(2021, 11, 23)])
def test_a_document_that_has_expired_opens_nothing(issued_on: date) -> None:
    with pytest.raises(CycleUnsound) as refused:
        a_begun_cycle(issued_on)

    assert refused.value.details == {"basis_issued_on": "basis.expired"}


def test_a_document_in_its_last_day_still_opens_a_cycle() -> None:
    assert a_begun_cycle(date(2021, 11, 24)).ends_before == date(2026, 11, 24)


@pytest.mark.parametrize("typed", ["0", "000000", "00-00 000", "№ 0", " "])
def test_zeros_for_a_number_are_an_unknown_one(typed: str) -> None:
    """The portal lets people type zeros when the extract has no number yet (S11)."""
    assert Basis.typed(BasisKind.REGISTER_EXTRACT, typed, typed, TODAY) == a_basis(TODAY)


@pytest.mark.parametrize("typed", ["0010", "А-0", "770100123"])
def test_a_number_with_anything_but_zeros_is_kept(typed: str) -> None:
    assert Basis.typed(BasisKind.CERTIFICATE, None, typed, TODAY).number == typed


def test_where_the_law_wants_a_number_a_cycle_does_not_begin_without_one() -> None:
    law = policies(a_policy("cycle.document_number_may_be_unknown", "no"))

    with pytest.raises(CycleUnsound) as refused:
        a_begun_cycle(law=law, number=None)

    assert refused.value.details == {"basis_number": "required"}


def test_without_a_length_in_the_law_no_cycle_begins() -> None:
    with pytest.raises(PolicyMissing):
        a_begun_cycle(law=policies(without="cycle.length"))


@pytest.mark.parametrize("issued_on", [date(2020, 1, 2), date(2020, 6, 15), date(2021, 1, 1)])
def test_what_expires_in_2025_holds_to_the_end_of_2026(issued_on: date) -> None:
    """The decree of January 2026 (S7, S8)."""
    cycle = a_begun_cycle(issued_on, decrees=(a_decree(),))

    assert cycle.ends_before == date(2027, 1, 1)
    assert cycle.extensions[0].legal_act == "a decree"


@pytest.mark.parametrize("issued_on", [date(2020, 1, 1), date(2021, 1, 2)])
def test_what_expires_before_or_after_2025_is_not_extended(issued_on: date) -> None:
    cycle = a_cycle(issued_on)

    assert not cycle.extend([a_decree()], NOW)


def test_a_decree_for_certificates_leaves_extracts_alone() -> None:
    cycle = a_cycle(date(2020, 6, 15), basis=BasisKind.REGISTER_EXTRACT)

    assert not cycle.extend([a_decree(bases=(BasisKind.CERTIFICATE,))], NOW)


def test_one_decree_may_follow_another() -> None:
    cycle = a_cycle(date(2020, 6, 15))
    second = a_decree(
        code="2027-01",
        expires_from=date(2026, 12, 1),
        expires_to=date(2026, 12, 31),
        extended_to=date(2027, 6, 30),
    )

    cycle.extend([second, a_decree()], NOW)

    assert cycle.ends_before == date(2027, 7, 1)
    assert [applied.extension for applied in cycle.extensions] == ["2026-01", "2027-01"]


def test_a_decree_applied_again_changes_nothing() -> None:
    cycle = a_cycle(date(2020, 6, 15))
    cycle.extend([a_decree()], NOW)

    assert not cycle.extend([a_decree()], NOW)


def test_a_cycle_is_closed_from_the_day_after_its_last() -> None:
    end = a_cycle(date(2021, 11, 24)).ends_before

    assert state(end, date(2026, 11, 23)) is CycleState.OPEN
    assert state(end, date(2026, 11, 24)) is CycleState.CLOSED
