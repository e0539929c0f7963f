"""Which stretches of a text are names of places, and of what kind?

One pass of a multi-pattern matcher (Aho–Corasick, compiled) finds the gazetteer's names, the words that end a
name and the words after which one begins; the grammar then reads every name from its end. Names that a document
introduces are looked for in the whole of it once more, in their short forms (`recognise_again`). The cost is
linear in the text: every walk is bounded by the longest name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ahocorasick_rs import AhoCorasick, Implementation

from gazetteer.grammar import STOPS, TYPES, Known, Page, Span, compound, is_han, stands_as_unit
from gazetteer.grammar_roads import numbered_roads
from gazetteer.grammar_words import ORDINARY_UNITS, Form
from gazetteer.index import Gazetteer
from gazetteer.model import Evidence, Kind, Mention
from gazetteer.recognise_again import introduced_names
from gazetteer.scope import home, units
from gazetteer.weights import EVIDENCE

_SURROGATES = dict.fromkeys(range(55296, 57344), 65533)
_UNITS = (Kind.PROVINCE, Kind.CITY, Kind.COUNTY)
# A shortened unit right before one of these is the first part of another name: 博爱路, 修武河.
_SWALLOWS_SHORT = frozenset((Form.WATER, Form.HILL, Form.ROAD, Form.UNIT))


@dataclass(frozen=True, slots=True)
class KnownName:
    """A spelling the gazetteer knows, the kind it stands for, and whether it is the full name."""

    text: str
    kind: Kind
    full: bool
    home: bool = True


def names_for(gazetteer: Gazetteer, region: str | None) -> Iterator[KnownName]:
    """Give the spellings to look for in a document about one prefecture.

    The prefecture's own names down to the villages, the units of the whole country by their full names, and short
    names as far as a reader of the document would understand them: cities everywhere, counties of the province.
    """
    for row in gazetteer.descendants(home(region, gazetteer)) if region is not None else ():
        kind = Kind(row.kind)
        full = row.how in ("official", "former") or _looks_full(row.name, kind)
        if kind is Kind.TOWNSHIP and any(mark in row.name[1:-2] for mark in "县市"):
            continue
        if full or kind is Kind.FUNCTIONAL_ZONE or (kind in _UNITS and len(row.name) > 1):
            yield KnownName(row.name, kind, full)
    everywhere = units(gazetteer).rows
    districts = {row.place_id for row in everywhere if row.how == "official" and row.name.endswith("区")}
    for row in everywhere:
        kind = Kind(row.kind)
        if row.name in ORDINARY_UNITS:
            continue
        full = row.how in ("official", "former") or _looks_full(row.name, kind)
        if full:
            yield KnownName(row.name, kind, full=True, home=False)
        elif len(row.name) > 1 and row.place_id not in districts:
            if kind is not Kind.COUNTY or (region is not None and row.place_id.startswith(region[:5])):
                yield KnownName(row.name, kind, full=False, home=kind is not Kind.COUNTY)


_FULL_ENDS = {
    Kind.PROVINCE: ("省", "自治区"),
    Kind.CITY: ("市", "地区", "州", "盟"),
    Kind.COUNTY: ("县", "市", "区", "旗"),
    Kind.TOWNSHIP: ("镇", "乡", "街道", "办事处", "苏木"),
    Kind.VILLAGE: ("村", "社区", "嘎查", "街"),
}


def _looks_full(name: str, kind: Kind) -> bool:
    return len(name) > 1 and name.endswith(_FULL_ENDS.get(kind, ()))


class Recogniser:
    """Finds place names with the names of one prefecture; build once, use for any number of texts."""

    def __init__(self, names: Iterable[KnownName]) -> None:
        known: dict[str, KnownName] = {}
        for name in names:
            held = known.get(name.text)
            if held is None or _rank(name) < _rank(held):
                known[name.text] = name
        words = [*known, *TYPES, *STOPS]
        self._known = list(known.values())
        self._types = list(TYPES.values())
        self._matcher = AhoCorasick(words, implementation=Implementation.ContiguousNFA)

    def mentions(self, text: str) -> tuple[Mention, ...]:
        """Every place name in the text, in order, none inside another."""
        text = text.translate(_SURROGATES) if not text.isascii() and _has_surrogate(text) else text
        page = self._read(text)
        spans = [
            *(span for end, word in page.types_by_end.items() if (span := compound(page, word, end))),
            *numbered_roads(text),
        ]
        known = [Span(k.start, k.end, k.kind, "gazetteer" if k.full else "gazetteer_short") for k in _once(page)]
        chosen = _without_overlap([*spans, *known])
        chosen = _without_overlap([*chosen, *introduced_names(page, chosen)])
        return tuple(_mention(text, span) for span in chosen)

    def _read(self, text: str) -> Page:
        page = Page(text)
        hits: list[Known] = []
        known_count, type_count = len(self._known), len(self._types)
        for index, start, end in self._matcher.find_matches_as_indexes(text, overlapping=True):
            if index < known_count:
                name = self._known[index]
                hits.append(Known(start, end, name.kind, name.full, name.text.endswith("区")))
            elif index < known_count + type_count:
                word = self._types[index - known_count]
                held = page.types_by_end.get(end)
                if held is None or len(held.word) < len(word.word):
                    page.types_by_end[end] = word
            elif end - start > page.stop_by_end.get(end, 0):
                page.stop_by_end[end] = end - start
        types_by_start: dict[int, list[int]] = {}
        for end, word in page.types_by_end.items():
            types_by_start.setdefault(end - len(word.word), []).append(end)
        hits.sort(key=lambda hit: (hit.start, -hit.end))
        reached = 0
        for hit in hits:
            if hit.start < reached or not _believed(page, hit, types_by_start):
                continue
            page.known_by_end[hit.end] = hit
            reached = hit.end
        return page


def _rank(name: KnownName) -> tuple[bool, bool, int]:
    return not name.home, not name.full, list(Kind).index(name.kind)


def _has_surrogate(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    return False


def _once(page: Page) -> Iterable[Known]:
    return page.known_by_end.values()


def _believed(page: Page, hit: Known, types_by_start: dict[int, list[int]]) -> bool:
    """False where the characters of a known name are part of another word."""
    text = page.text
    before = text[hit.start - 1 : hit.start]
    clear = not before or not is_han(before) or hit.start in page.known_by_end or hit.start in page.stop_by_end
    if hit.kind is Kind.FUNCTIONAL_ZONE and not hit.full:
        return clear and stands_as_unit(page, hit.start, hit.end)
    if hit.kind in _UNITS:
        if hit.full:
            return clear or hit.end - hit.start > 2
        ends = types_by_start.get(hit.end, ())
        return not any(page.types_by_end[end].form in _SWALLOWS_SHORT for end in ends)
    if hit.kind is Kind.VILLAGE:
        return hit.full and clear and text[hit.end : hit.end + 1] not in ("级", "民", "庄")
    if hit.kind is Kind.TOWNSHIP:
        return hit.full and (clear or hit.end - hit.start > 3)
    return clear


def _without_overlap(spans: list[Span]) -> list[Span]:
    """Keep the longer of two that overlap, then the earlier; in order of the text."""
    taken: list[Span] = []
    spans = sorted(spans, key=lambda span: (span.start - span.end, span.start))
    covered: set[int] = set()
    for span in spans:
        if span.start in covered or span.end - 1 in covered:
            continue
        covered.update(range(span.start, span.end))
        taken.append(span)
    taken.sort(key=lambda span: span.start)
    return taken


def _mention(text: str, span: Span) -> Mention:
    evidence = (Evidence(span.rule, EVIDENCE[span.rule].weight),)
    return Mention(span.start, span.end, text[span.start : span.end], span.kind, evidence)
