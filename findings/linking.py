"""Which finding of a new document is one that is already held?

The plan of 2021 and the progress list of 2023 print the same problem, sometimes shortened or reworded, often under
another number. Two findings of one region and inspection are the same matter when the rarer runs of characters of
the shorter text stand in the longer one. Runs that many findings share (厂区道路未硬化 …) say little, so each run
counts by how few findings have it; and the opening words, which name the place or the plant, must agree for
themselves, since two plants are often blamed in the same words. Links are one to one, best first.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

RUN: Final = 3  # characters in a run
SAME: Final = 0.6  # share of the shorter text's weight that must stand in the longer one
SAME_WITH_NUMBER: Final = 0.45  # the same when both print the same number
OPENING: Final = 24  # characters that name the place or the plant
SAME_OPENING: Final = 0.6  # share of either opening that must stand in the other text
MOST_COMMON: Final = 60  # a run in more findings than this is no clue at all

_NOISE: Final = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Matter:
    """What linking looks at: a key of the caller's, the printed number and the problem text."""

    key: int
    number: int | None
    problem: str


def link(new: Sequence[Matter], held: Sequence[Matter]) -> dict[int, int]:
    """Keys of new findings to keys of the held findings that they report on again."""
    if not new or not held:
        return {}
    new_runs = [_runs(matter.problem) for matter in new]
    held_runs = [_runs(matter.problem) for matter in held]
    in_new, in_held = (Counter(run for each in side for run in each) for side in (new_runs, held_runs))
    weight = {run: max(in_new[run], in_held[run]) ** -2.0 for run in in_new | in_held}
    where: dict[str, list[int]] = defaultdict(list)
    for index, runs in enumerate(held_runs):
        for run in runs:
            where[run].append(index)
    held_weight = [sum(weight[run] for run in runs) for runs in held_runs]

    pairs: list[tuple[float, int, int]] = []
    for i, runs in enumerate(new_runs):
        shared: dict[int, float] = defaultdict(float)
        for run in runs:
            if len(where[run]) <= MOST_COMMON:
                for j in where[run]:
                    shared[j] += weight[run]
        own = sum(weight[run] for run in runs)
        for j, common in shared.items():
            likeness = common / min(own, held_weight[j])
            numbered = new[i].number is not None and new[i].number == held[j].number
            if likeness >= (SAME_WITH_NUMBER if numbered else SAME) and _same_opening(
                new[i], held[j], runs, held_runs[j]
            ):
                pairs.append((likeness + 0.1 * numbered, i, j))

    links: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in sorted(pairs, reverse=True):
        if new[i].key not in links and j not in taken:
            links[new[i].key] = held[j].key
            taken.add(j)
    return links


def _same_opening(a: Matter, b: Matter, a_runs: frozenset[str], b_runs: frozenset[str]) -> bool:
    a_opening, b_opening = _runs(a.problem, OPENING), _runs(b.problem, OPENING)
    return max(len(a_opening & b_runs) / len(a_opening), len(b_opening & a_runs) / len(b_opening)) >= SAME_OPENING


def _runs(problem: str, length: int | None = None) -> frozenset[str]:
    """The runs in the first `length` characters of a text without its punctuation; a very short text is one run."""
    plain = _NOISE.sub("", problem)[:length]
    return frozenset(plain[at : at + RUN] for at in range(max(1, len(plain) - RUN + 1))) if plain else frozenset()
