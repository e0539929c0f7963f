"""Find places by what somebody types: a name, its beginning, its pinyin or initials, with a slip of the pen or without.

Each way of matching is one row of `WAYS`, with what it is worth; ways are tried in that order until there are enough
hits. Between equal ways the larger unit comes first, then the official name, then the shorter one.
"""

from __future__ import annotations

import heapq
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from gazetteer import store
from gazetteer.index import Gazetteer
from gazetteer.model import Kind, Place
from gazetteer.names import clean, village_name
from gazetteer.sources.characters import lookalikes, readings
from gazetteer.spelling import one_apart, slips

WAYS = {
    "exact": 1.0,  # the name as it is, official or other
    "prefix": 0.8,  # the name begins like this
    "pinyin": 0.75,  # it is pronounced like this
    "initials": 0.7,  # its syllables begin with these letters
    "pinyin prefix": 0.6,  # its pronunciation begins like this
    "lookalike": 0.55,  # one character is another that looks like it (藏 for 臧)
    "homophone": 0.5,  # one character is another that sounds like it
    "slip": 0.45,  # one character is wrong, missing, added or swapped
}

_GUESSES = {"lookalike", "homophone", "slip"}
"""Ways that are only tried when nothing was found that is written or pronounced like the query."""

_MOST_SPELLINGS = 60
_LONGEST_QUERY = 40
_BEYOND = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class Hit:
    """A place that was found: under which of its names, by which way, and what that is worth (0 to 1)."""

    place: Place
    name: str
    way: str
    score: float


def search(
    gazetteer: Gazetteer, text: str, within: str | None = None, limit: int = 20, kinds: Collection[Kind] | None = None
) -> list[Hit]:
    """Give the places that a text may mean, best first.

    Parameters
    ----------
    within
        Id or code of the unit to look in; None for the whole country.
    limit
        The most hits to give.
    """
    query = clean(text)[:_LONGEST_QUERY]
    if not query or limit < 1:
        return []
    wanted = None if kinds is None else {store.KINDS.index(k) for k in kinds}
    spans = gazetteer.spans(within)
    found: dict[int, tuple[str, str]] = {}
    certain = False
    for way, names in _spellings(gazetteer, query, everywhere=within is None):
        if len(found) >= limit or (certain and way in _GUESSES):
            break
        for n, name in _bearers(gazetteer, names, spans, wanted):
            found.setdefault(n, (name, way))
            if len(found) >= limit:
                break
        certain = certain or (bool(found) and way not in _GUESSES)
    places = gazetteer.places(list(found))
    hits = [Hit(place, *found[n], WAYS[found[n][1]]) for n, place in zip(found, places, strict=True)]
    hits += _own_hits(gazetteer, query, within=within, limit=limit, kinds=kinds, known={hit.place.id for hit in hits})
    return sorted(hits, key=lambda hit: -hit.score)[:limit]


def _own_hits(
    gazetteer: Gazetteer, query: str, *, within: str | None, limit: int, kinds: Collection[Kind] | None, known: set[str]
) -> Iterator[Hit]:
    """Give what lies beside the file, an office's own places: by the name or its beginning."""
    for place in gazetteer.beginning(query, within, limit):
        if place.id not in known and (kinds is None or place.kind in kinds):
            name = next((n for n in (place.name, *place.aliases) if clean(n).startswith(query)), place.name)
            way = "exact" if clean(name) == query else "prefix"
            yield Hit(place, name, way, WAYS[way])


def _spellings(gazetteer: Gazetteer, query: str, *, everywhere: bool) -> Iterator[tuple[str, list[str]]]:
    """Give names like the query, way by way, best first within each."""
    yield "exact", list(dict.fromkeys((query, village_name(query))))
    most = _MOST_SPELLINGS if everywhere else _MOST_SPELLINGS * 50
    if query.isascii():
        letters = "".join(c for c in query.lower() if c.isalnum())
        same = _sounding(gazetteer, letters, letters, most)
        yield "pinyin", [name for name in same if len(name) != len(letters)]
        yield "initials", [name for name in same if len(name) == len(letters)]
        if len(letters) > 1:
            yield "pinyin prefix", _sounding(gazetteer, letters, letters + _BEYOND, most)
        return
    rows = gazetteer.rows(
        "SELECT key FROM spelling WHERE key >= ? AND key < ? ORDER BY rank, length(key) LIMIT ?",
        (query, query + _BEYOND, most),
    )
    yield "prefix", _names(rows)
    if len(query) > 1:
        yield from _misspelled(gazetteer, query)


def _sounding(gazetteer: Gazetteer, low: str, high: str, most: int) -> list[str]:
    rows = gazetteer.rows(
        "SELECT s.key FROM (SELECT spelling, rank FROM sound WHERE key >= ? AND key <= ? "
        "ORDER BY rank LIMIT ?) f JOIN spelling s ON s.number = f.spelling ORDER BY f.rank, length(s.key)",
        (low, high, most),
    )
    return _names(rows)


def _names(rows: list[Any]) -> list[str]:
    return list(dict.fromkeys(key for (key,) in rows))


def _misspelled(gazetteer: Gazetteer, query: str) -> Iterator[tuple[str, list[str]]]:
    """Sort the names one edit away by how likely a slip it is; a village may be meant without its 村."""
    ways: dict[str, list[tuple[int, str]]] = {"lookalike": [], "homophone": [], "slip": []}
    for meant in (query, query + "村"):
        keys = sorted(slips(meant))
        rows = gazetteer.rows(
            "SELECT DISTINCT s.key, s.rank FROM slip l JOIN spelling s ON s.number = l.spelling "
            f"WHERE l.hash IN ({','.join('?' * len(keys))})",
            tuple(keys),
        )
        for name, rank in rows:
            if one_apart(name, meant):
                ways[_slip(meant, name)].append((rank, name))
    for way, names in ways.items():
        yield way, [name for _, name in heapq.nsmallest(_MOST_SPELLINGS * 5, names)]


def _slip(query: str, name: str) -> str:
    if len(query) == len(name):
        differing = [(a, b) for a, b in zip(query, name, strict=True) if a != b]
        if len(differing) == 1:
            ((a, b),) = differing
            if b in _lookalikes().get(a, "") or a in _lookalikes().get(b, ""):
                return "lookalike"
            if not set(_readings().get(a, ())).isdisjoint(_readings().get(b, ())):
                return "homophone"
    return "slip"


def _bearers(
    gazetteer: Gazetteer,
    names: list[str],
    spans: tuple[tuple[int, int], ...],
    wanted: set[int] | None,
) -> Iterator[tuple[int, str]]:
    """Give places that bear one of these names, in the order of the names, units before villages."""
    for name in names:
        rows = [
            row
            for low, high in spans
            for row in gazetteer.rows(
                "SELECT a.how, p.kind, p.n FROM name a JOIN place p ON p.n = a.n WHERE a.key = ? AND a.n BETWEEN ? AND ?",
                (name, low, high),
            )
        ]
        for _, kind, n in sorted(rows, key=lambda row: (row[1], row[0], row[2])):
            if wanted is None or kind in wanted:
                yield n, name


@cache
def _lookalikes() -> dict[str, str]:
    return lookalikes()


@cache
def _readings() -> dict[str, tuple[str, ...]]:
    return readings()
