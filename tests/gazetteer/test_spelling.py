"""Sounds, initials and slips of names."""

from __future__ import annotations

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

import gazetteer.spelling
from gazetteer.spelling import MOST_SOUNDS, initials, one_apart, slips, sounds

words = st.text(alphabet="甲乙丙丁戊", max_size=6)


def test_the_examples_hold() -> None:
    assert doctest.testmod(gazetteer.spelling).failed == 0


def test_many_readings_stay_few() -> None:
    table: dict[str, tuple[str, ...]] = dict.fromkeys("甲乙丙丁戊", ("a", "b", "c"))
    heard = sounds("甲乙丙丁戊", table)
    assert 1 < len(heard) <= MOST_SOUNDS
    assert heard[0] == ("a",) * 5


def test_initials_are_first_letters() -> None:
    assert initials(("bei", "zhu", "cun")) == "bzc"


@pytest.mark.parametrize(
    ("a", "b", "one"),
    [
        ("臧集", "藏集", True),
        ("柏山镇", "柏山", True),
        ("柏山", "山柏", True),
        ("柏山", "柏山", False),
        ("", "柏山", False),
        ("甲乙丙", "丙乙甲", False),
        ("甲乙丙", "丁甲乙丙", True),
        ("甲乙丙丁", "甲丙乙丁", True),
        ("甲乙丙丁", "乙甲丁丙", False),
    ],
)
def test_tells_one_slip_from_none_and_many(a: str, b: str, one: bool) -> None:
    assert one_apart(a, b) is one


@given(words, words)
def test_a_slip_is_one_both_ways(a: str, b: str) -> None:
    assert one_apart(a, b) == one_apart(b, a)


@given(words.filter(lambda w: len(w) > 1), st.integers(0, 5), st.sampled_from("甲乙丙丁戊"))
def test_every_slip_is_found(word: str, at: int, other: str) -> None:
    """What search relies on: a name one slip away is one apart and shares a key."""
    at %= len(word)
    slipped = {
        word[:at] + other + word[at + 1 :],
        word[:at] + other + word[at:],
        word[:at] + word[at + 1 :],
        word[:at] + word[at + 1 : at + 2] + word[at] + word[at + 2 :],
    } - {word}
    for wrong in slipped:
        assert one_apart(wrong, word)
        assert len(wrong) < 2 or not slips(wrong).isdisjoint(slips(word))
