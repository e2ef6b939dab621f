"""An account: entries of two legs, sums that follow them, a chain that binds them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.catalogue.activities import ActivityKind
from contracts.credits.ledger import AlreadyReversed, UnknownEntry
from kernel.values import CycleId, new_id
from services.credits.domain.claim import Verdict, judge
from services.credits.domain.ledger import Account, Entry
from services.credits.domain.proof import broken_links
from tests.builders.credits import NOW, PERSON, a_case, a_claim, credits

kinds_and_tenths = st.tuples(st.sampled_from(ActivityKind), st.integers(1, 1440), st.booleans())


def an_account() -> Account:
    return Account(cycle_id=CycleId(new_id()))


def post(account: Account, amount: str | int, kind: ActivityKind = ActivityKind.PROGRAMME) -> Entry:
    claim = a_claim(kind=kind, credits=credits(amount))
    return account.post(claim, Verdict(credits=claim.credits, traces=(), refusal=None), at=NOW)


def reverse(account: Account, entry: Entry, *, is_credited: bool = True) -> Entry:
    return account.reverse(entry, is_credited=is_credited, reason="Ошибка", actor=PERSON, at=NOW)


def test_an_entry_credits_the_cycle_and_debits_the_activity() -> None:
    account = an_account()

    entry = post(account, "36.0")

    assert {leg.account: leg.amount for leg in entry.legs} == {
        f"earned:{account.cycle_id}": Decimal("36.0"),
        f"activity:{entry.activity_id}": Decimal("-36.0"),
    }


def test_a_reversal_is_the_opposite_of_its_entry() -> None:
    account = an_account()
    entry = post(account, 36)

    reversal = reverse(account, entry)

    assert reversal.reverses == entry.entry_id
    assert [leg.amount for leg in reversal.legs] == [-leg.amount for leg in entry.legs]


def test_an_entry_that_no_longer_counts_is_not_reversed_again() -> None:
    account = an_account()

    with pytest.raises(AlreadyReversed):
        reverse(account, post(account, 36), is_credited=False)


def test_a_reversal_itself_is_never_reversed() -> None:
    account = an_account()
    reversal = reverse(account, post(account, 36))

    with pytest.raises(UnknownEntry):
        reverse(account, reversal)


def test_the_traces_of_the_verdict_stay_with_the_entry() -> None:
    verdict = judge(a_case())

    assert an_account().post(a_claim(), verdict, at=NOW).traces == verdict.traces


@given(steps=st.lists(kinds_and_tenths, max_size=20))
def test_sums_follow_the_legs_and_the_chain_holds(steps: list[tuple[ActivityKind, int, bool]]) -> None:
    """Each step posts an entry; some are reversed at once."""
    account, entries = an_account(), list[Entry]()

    for kind, tenths, is_reversed in steps:
        entries.append(post(account, f"{tenths // 10}.{tenths % 10}", kind))
        if is_reversed:
            entries.append(reverse(account, entries[-1]))

    earned = sum(
        (leg.amount for e in entries for leg in e.legs if leg.account.startswith("earned")), Decimal()
    )
    assert sum((leg.amount for e in entries for leg in e.legs), Decimal()) == 0
    assert account.balance.amount == earned == sum(b.credits.amount for b in account.by_kind.values())
    assert list(broken_links(entries)) == []


@pytest.mark.parametrize(
    ("fact", "forged"),
    [
        ("credits", credits(144)),
        ("completed_on", date(2020, 1, 1)),
        ("person_id", new_id()),
        ("title", "Другое"),
        ("reason", "другая"),
        ("legs", []),
        ("number", 7),
    ],
)
def test_a_forged_fact_breaks_the_chain(fact: str, forged: object) -> None:
    account = an_account()
    entries = [post(account, 36), post(account, 18), post(account, 18)]

    setattr(entries[1], fact, forged)

    [broken] = broken_links(entries)
    assert broken.subject == str(entries[1].entry_id)


def test_an_entry_taken_out_breaks_the_chain() -> None:
    account = an_account()
    entries = [post(account, 36), post(account, 18), post(account, 18)]

    assert len(list(broken_links([entries[0], entries[2]]))) == 1
