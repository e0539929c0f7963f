"""Which kind of pollution is a finding about?

A small weighted rule set: every term of `category_terms` that stands in the problem text adds its weight to one
or more categories. A term counts more in the first sentence, which says what the finding is about, less in the
section heading, and hardly inside 《…》, where it belongs to the name of a rule and not to what was found. The
evidence travels with the answer, so that a reviewer sees which words, where, decided.

The primary category is the sector of the concrete thing an inspector found; `governance` only where nothing
concrete is named. The sectors are a second axis over the same terms (工业, 矿山, 畜禽养殖 …).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Final

from ahocorasick_rs import AhoCorasick, MatchKind

from findings.category_terms import TERMS, Term
from findings.model import Category
from gazetteer.sources.characters import simplified_characters

HEAD_FACTOR: Final = 1.6  # the first sentence says what the finding is about
SECTION_FACTOR: Final = 0.35  # a heading covers many findings
TITLE_FACTOR: Final = 0.2  # inside 《…》: the name of a rule, not what was found
SECOND_HIT: Final = 0.35  # a topic named again adds a little
MOST_HITS: Final = 3  # and from then on nothing
HEAD_LENGTH: Final = 14  # a first sentence shorter than this is a headline; the next one belongs to it
LABEL_FLOOR: Final = 1.9  # below this a category is an aside
LABEL_SHARE: Final = 0.2  # of the strongest category's score
CONCRETE_FLOOR: Final = 1.9  # from here on something concrete is named

_WORDS: Final = tuple((words, term) for term in TERMS for words in term.words)
_MATCHER: Final = AhoCorasick([words for words, _ in _WORDS], matchkind=MatchKind.LeftmostLongest)
# One of these stands in nearly every sentence of a text in traditional characters; only then is their table read.
_TRADITIONAL: Final = frozenset("產業環處廢氣對國發開關問題實現區縣鎮鄉們經過為與無義務號廠煙塵養場滯")
_TITLES: Final = re.compile(r"《[^《》]{1,80}》")
_SENTENCE_END: Final = re.compile(r"[。；;！!]")


@dataclass(frozen=True, slots=True)
class CategoryEvidence:
    """A term that was seen: which words, at which code point of the problem (-1: in the heading), what they add."""

    category: Category
    words: str
    at: int
    weight: float


@dataclass(frozen=True, slots=True)
class Classification:
    """Labels strongest first, the primary one, the sectors, and every piece of evidence."""

    categories: tuple[Category, ...]
    primary: Category
    sectors: tuple[str, ...]
    evidence: tuple[CategoryEvidence, ...] = field(default=())


def classify(problem: str, section: str | None = None) -> Classification:
    """Name the categories of a finding from its problem text and the heading it stands under.

    An empty text, or one without any known term, is `other`.
    """
    evidence: list[CategoryEvidence] = []
    sectors: dict[str, float] = defaultdict(float)
    for term, words, at, factor in _hits(problem):
        evidence += (CategoryEvidence(c, words, at, weight * factor) for c, weight in term.weights.items())
        for sector in term.sectors:
            sectors[sector] += factor * max(term.weights.values())
    for term, words, _, _ in _hits_of_section(section or ""):
        evidence += (CategoryEvidence(c, words, -1, weight * SECTION_FACTOR) for c, weight in term.weights.items())
    scores: dict[Category, float] = defaultdict(float)
    for piece in evidence:
        scores[piece.category] += piece.weight
    return Classification(*_labels(scores), _strong_sectors(sectors), tuple(evidence))


def _hits(problem: str) -> list[tuple[Term, str, int, float]]:
    """Every term in the text, the longest one at each place, from left to right: (term, words, at, factor)."""
    text = _comparable(problem)
    titles = [match.span() for match in _TITLES.finditer(problem)]
    head_end = _head_end(problem)
    found: list[tuple[Term, str, int, float]] = []
    seen: dict[int, int] = defaultdict(int)
    for which, at, _ in _MATCHER.find_matches_as_indexes(text):
        words, term = _WORDS[which]
        if seen[id(term)] < MOST_HITS:
            factor = TITLE_FACTOR if any(a <= at < b for a, b in titles) else HEAD_FACTOR if at < head_end else 1.0
            found.append((term, words, at, factor * SECOND_HIT if seen[id(term)] else factor))
            seen[id(term)] += 1
    return found


@lru_cache(maxsize=512)
def _hits_of_section(section: str) -> tuple[tuple[Term, str, int, float], ...]:
    """The terms of a heading, which many findings stand under."""
    return tuple(_hits(section))


def _comparable(problem: str) -> str:
    """The text in upper case and simplified characters, each at its place."""
    text = problem.upper()
    if len(text) != len(problem):  # a few letters grow in upper case; offsets must not move
        text = problem
    return text if _TRADITIONAL.isdisjoint(text) else text.translate(_to_simplified())


@cache
def _to_simplified() -> dict[int, str]:
    return str.maketrans(simplified_characters())


def _head_end(problem: str) -> int:
    for match in _SENTENCE_END.finditer(problem):
        if match.start() >= HEAD_LENGTH:
            return match.start()
    return len(problem)


def _labels(scores: Mapping[Category, float]) -> tuple[tuple[Category, ...], Category]:
    strongest = max(scores.values(), default=0.0)
    floor = max(LABEL_FLOOR, LABEL_SHARE * strongest)
    labels = sorted((c for c, score in scores.items() if score >= floor), key=lambda c: -scores[c])
    concrete = [c for c in labels if c is not Category.GOVERNANCE]
    primary: Category
    if concrete and scores[concrete[0]] >= CONCRETE_FLOOR:
        primary = concrete[0]
    elif scores.get(Category.GOVERNANCE, 0.0) > 0:
        primary = Category.GOVERNANCE
    else:
        primary = max(scores, key=lambda c: scores[c], default=Category.OTHER)
    if primary in labels:
        labels.remove(primary)
    return (primary, *labels), primary


def _strong_sectors(sectors: Mapping[str, float]) -> tuple[str, ...]:
    strongest = max(sectors.values(), default=0.0)
    ranked = sorted(sectors, key=lambda sector: -sectors[sector])
    return tuple(s for s in ranked if sectors[s] >= max(LABEL_FLOOR, 0.35 * strongest))
