"""Lanes keep the order of each subject while several subjects are worked on at once."""

from __future__ import annotations

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from kernel.lanes import Lanes


def taken(lanes: Lanes[str]) -> list[str]:
    return [item for _, item in lanes.take()]


def test_items_of_different_lanes_go_at_once() -> None:
    lanes: Lanes[str] = Lanes(most=5)
    lanes.enter("a", "a1")
    lanes.enter("b", "b1")

    assert taken(lanes) == ["a1", "b1"]


def test_an_item_waits_for_the_one_before_it_in_its_lane() -> None:
    lanes: Lanes[str] = Lanes(most=5)
    lanes.enter("a", "a1")
    lanes.enter("a", "a2")
    assert taken(lanes) == ["a1"]

    lanes.leave("a")

    assert taken(lanes) == ["a2"]


def test_no_more_items_are_out_than_there_may_be() -> None:
    lanes: Lanes[str] = Lanes(most=2)
    for lane in "abc":
        lanes.enter(lane, f"{lane}1")

    assert taken(lanes) == ["a1", "b1"]


def test_clearing_gives_back_what_was_not_begun() -> None:
    lanes: Lanes[str] = Lanes(most=1)
    for item in ("a1", "a2", "b1"):
        lanes.enter(item[0], item)
    assert taken(lanes) == ["a1"]

    assert sorted(lanes.clear()) == ["a2", "b1"]
    lanes.leave("a")
    assert taken(lanes) == []


@given(st.lists(st.sampled_from("abc")), st.integers(1, 3), st.randoms(use_true_random=False))
def test_each_lane_keeps_its_order_whatever_ends_first(
    arrivals: list[str], most: int, chance: Random
) -> None:
    lanes: Lanes[int] = Lanes(most)
    for number, lane in enumerate(arrivals):
        lanes.enter(lane, number)
    begun = out = list(lanes.take())

    while out:
        ended = chance.choice(out)
        lanes.leave(ended[0])
        started = list(lanes.take())
        begun = begun + started
        out = [item for item in out if item != ended] + started

    for lane in "abc":
        assert [number for where, number in begun if where == lane] == [
            number for number, where in enumerate(arrivals) if where == lane
        ]
