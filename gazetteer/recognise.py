"""Which stretches of a text are names of places, and of what kind?

One pass of a multi-pattern matcher (Aho–Corasick, compiled) finds the gazetteer's names, the words that end a
name and the words after which one begins; the grammar then reads every name from its end, from left to right, so
that a name already read bounds the next. Lists share their type word (`recognise_lists`), and names that a document
introduces are looked for in the whole of it once more, in their short forms (`recognise_again`). The cost is linear
in the text: every walk is bounded by the longest name.
"""

from __future__ import annotations

from collections.abc import Iterable

from ahocorasick_rs import AhoCorasick, Implementation

from gazetteer.grammar import Known, Page, Span, compound, is_han, readable, stands_as_unit
from gazetteer.grammar_fixed import fixed_names
from gazetteer.grammar_words import HAMLET_ENDS, NAME_BEGINS_AFTER, TYPE_WORDS, Form, TypeWord
from gazetteer.model import Evidence, Kind, Mention
from gazetteer.recognise_again import introduced_names
from gazetteer.recognise_lists import listed_names
from gazetteer.recognise_names import KnownName
from gazetteer.weights import EVIDENCE

_TYPES: dict[str, TypeWord] = {word.word: word for word in TYPE_WORDS}
_UNITS = (Kind.PROVINCE, Kind.CITY, Kind.COUNTY)
_WATER_ENDS = frozenset("河江湖渠溪沟库")
_LIST_MARKS = frozenset("、—和及与至")
# A shortened unit right before one of these is the first part of another name: 某某路, 某某河.
_SWALLOWS_SHORT = frozenset((Form.WATER, Form.HILL, Form.ROAD, Form.UNIT))


class Recogniser:
    """Finds place names with the names of one prefecture; build once, use for any number of texts."""

    def __init__(self, names: Iterable[KnownName]) -> None:
        known: dict[str, KnownName] = {}
        for name in names:
            held = known.get(name.text)
            if held is None or _rank(name) < _rank(held):
                known[name.text] = name
        self._known = list(known.values())
        self._types = list(_TYPES.values())
        words = [*known, *_TYPES, *NAME_BEGINS_AFTER]
        self._matcher = AhoCorasick(words, implementation=Implementation.ContiguousNFA)

    def mentions(self, text: str) -> tuple[Mention, ...]:
        """Every place name in the text, in order, none inside another."""
        page, hits = self._read(text)
        bases = [hit for hit, name in hits if name.kind is Kind.VILLAGE and not name.full]
        spans = [
            Span(k.start, k.end, k.kind, "gazetteer" if k.full else "gazetteer_short")
            for k in page.known_by_end.values()
        ]
        spans += [*_compounds(page), *fixed_names(text)]
        chosen = _without_overlap(spans)
        chosen = _without_overlap([*chosen, *listed_names(page, chosen, bases)])
        chosen = _without_overlap([*chosen, *introduced_names(page, chosen)])
        chosen = _without_overlap([*chosen, *_hamlets(page, bases)])
        return tuple(_mention(text, span) for span in chosen)

    def _read(self, text: str) -> tuple[Page, list[tuple[Known, KnownName]]]:
        """Find all words in one pass and decide which known names are believed."""
        page = Page(text)
        hits: list[tuple[Known, KnownName]] = []
        known_count, type_count = len(self._known), len(self._types)
        for index, start, end in self._matcher.find_matches_as_indexes(readable(text), overlapping=True):
            if index < known_count:
                name = self._known[index]
                hits.append((Known(start, end, name.kind, name.full, name.text.endswith("区")), name))
                if name.kind in _UNITS or name.kind is Kind.FUNCTIONAL_ZONE:
                    page.unit_starts.add(start)
            elif index < known_count + type_count:
                word = self._types[index - known_count]
                held = page.types_by_end.get(end)
                if held is None or len(held.word) < len(word.word):
                    page.types_by_end[end] = word
            elif end - start > page.stop_by_end.get(end, 0):
                page.stop_by_end[end] = end - start
        swallowing = {end - len(word.word) for end, word in page.types_by_end.items() if word.form in _SWALLOWS_SHORT}
        hits.sort(key=lambda pair: (pair[0].start, -pair[0].end))
        reached = 0
        for hit, name in hits:
            if hit.start >= reached and _believed(page, hit, name, swallowing):
                page.known_by_end[hit.end] = hit
                reached = hit.end
        return page, hits


def _compounds(page: Page) -> Iterable[Span]:
    """Read every type word, from left to right; what is found bounds what follows."""
    inside = {
        at for known in page.known_by_end.values() for at in range(known.start + 1, known.end + (known.kind in _UNITS))
    }
    for end in sorted(page.types_by_end):
        if end in inside:
            continue
        span = compound(page, page.types_by_end[end], end)
        if span is None:
            continue
        if span.form in (Form.UNIT, Form.ZONE):
            page.known_by_end.setdefault(end, Known(span.start, end, span.kind, full=True))
        else:
            page.named_by_end[end] = span
        yield span


def _believed(  # noqa: PLR0911 - one return for each kind of unit
    page: Page, hit: Known, name: KnownName, swallowing: set[int]
) -> bool:
    """False where the characters of a known name are part of another word."""
    text = page.text
    clear = page.clear_before(hit.start)
    if hit.kind is Kind.FUNCTIONAL_ZONE and not hit.full:
        return clear and stands_as_unit(page, hit.start, hit.end)
    if hit.kind in _UNITS and hit.full:
        edge = hit.start == 0 or not is_han(text[hit.start - 1]) or hit.start in page.known_by_end
        return name.home or edge or (clear and hit.end - hit.start > 2)
    if hit.kind in _UNITS:
        if hit.end in swallowing or (not clear and not name.own):
            return False
        return name.home or text[hit.end : hit.end + 1] in _LIST_MARKS or text[hit.start - 1 : hit.start] in _LIST_MARKS
    if hit.kind is Kind.VILLAGE:
        street = name.text.endswith("街") and hit.start not in page.known_by_end  # more likely a road
        return hit.full and clear and not street and text[hit.end : hit.end + 1] not in ("级", "民", "庄")
    if hit.kind is Kind.TOWNSHIP:
        after_water = text[hit.start - 1 : hit.start] in _WATER_ENDS
        return hit.full and (clear or after_water or hit.end - hit.start > 3)
    return clear


def _hamlets(page: Page, bases: list[Known]) -> Iterable[Span]:
    """Villages without their last character (村), right after the unit that holds them."""
    for base in bases:
        above = page.known_by_end.get(base.start)
        if above is None or not above.full or above.kind not in (Kind.TOWNSHIP, Kind.COUNTY):
            continue
        ends = HAMLET_ENDS.match(page.text, base.end) or page.text[base.end - 1] in "庄寨屯湾营店"
        if ends or base.end - base.start > 2:
            yield Span(base.start, base.end, Kind.VILLAGE, "village_base")


def _without_overlap(spans: list[Span]) -> list[Span]:
    """Keep the longer of two that overlap, then the earlier found; in order of the text."""
    taken: list[Span] = []
    covered: set[int] = set()
    for span in sorted(spans, key=lambda span: span.start - span.end):
        if span.start not in covered and span.end - 1 not in covered:
            covered.update(range(span.start, span.end))
            taken.append(span)
    taken.sort(key=lambda span: span.start)
    return taken


def _rank(name: KnownName) -> tuple[bool, bool, int]:
    return not name.home, not name.full, list(Kind).index(name.kind)


def _mention(text: str, span: Span) -> Mention:
    evidence = (Evidence(span.rule, EVIDENCE[span.rule].weight, span.shared),)
    return Mention(span.start, span.end, text[span.start : span.end], span.kind, evidence)
