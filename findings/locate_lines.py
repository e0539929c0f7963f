"""Which sites lie on a river or road, and where on it? Sections named after villages, stretches, confluences.

Works with the lines that an office has imported; without them the sites stay as they are. A position on the line
replaces one that is worse, and the middle of a whole river whenever the text says which part of it is meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from findings.model import LocatedMention, Site
from gazetteer.line_positions import LinePosition, Lines
from gazetteer.model import Evidence, Kind, Precision
from gazetteer.overlay import OfficeGazetteer
from gazetteer.scope import home

_LINES = (Kind.RIVER, Kind.ROAD)
_MEETING_AFTER = re.compile(r"(?:的)?(?:汇合|交汇|汇流|汇入|交叉|入.{0,2}口|路口)")
_AND = re.compile(r"与|和|、|及|同")
_INTO = re.compile(r"汇入|流入|注入|入")
_SECTION_END = re.compile(r"(?:国控|省控|市控|县控|考核|出境|入境|监测)*断面$")
_BRACKET = re.compile(r"[（(][^（()）]*[）)]")
_CLAUSE_LENGTH = 40


def on_lines(
    text: str, found: Sequence[Site], mentions: Sequence[LocatedMention], gazetteer: object, region: str | None
) -> Iterator[Site]:
    """Give the sites of one finding, those on a known line with their place on it; `mentions` are the finding's."""
    if not isinstance(gazetteer, OfficeGazetteer) or region is None:
        yield from found
        return
    known = Lines(gazetteer, home(region, gazetteer))
    for site in found:
        where = _where(text, site, mentions, known)
        yield site if where is None or not _is_better(where, site) else _placed(site, where)


def _where(text: str, site: Site, mentions: Sequence[LocatedMention], known: Lines) -> LinePosition | None:
    if site.kind is Kind.SECTION:
        return _section(text, site, mentions, known)
    if site.kind not in _LINES:
        return None
    return _meeting(text, site, mentions, known) or known.stretch(site.name, site.kind, site.admin)


def _section(text: str, site: Site, mentions: Sequence[LocatedMention], known: Lines) -> LinePosition | None:
    """The river is named right before the section, or in its own words; the village is what the section is called."""
    base = _SECTION_END.sub("", _BRACKET.sub("", site.name))
    river = _river_before(text, site, mentions)
    if river is None:
        return None
    base = base.removeprefix(river)
    namesakes = (known.namesake(base[at:], site.admin) for at in range(max(1, len(base) - 1)))
    namesake = next((place for place in namesakes if place is not None), None)
    return None if namesake is None else known.beside(river, Kind.RIVER, namesake)


def _river_before(text: str, site: Site, mentions: Iterable[LocatedMention]) -> str | None:
    rivers = [
        m.resolution
        for m in mentions
        if m.resolution.mention.kind is Kind.RIVER
        and site.start - _CLAUSE_LENGTH <= m.resolution.mention.start < site.end
    ]
    if not rivers:
        return None
    last = rivers[-1]
    between = text[last.mention.end : site.start]
    return None if any(mark in between for mark in "。；\n") else last.name


def _meeting(text: str, site: Site, mentions: Sequence[LocatedMention], known: Lines) -> LinePosition | None:
    """Two lines side by side with a word of meeting after them, one that flows into the other, or a name of both."""
    own = [m.resolution for m in mentions if m.resolution.mention.kind is site.kind]
    for first, second in pairwise(own):
        if site.name not in {first.name, second.name}:
            continue
        between = text[first.mention.end : second.mention.start]
        after = _MEETING_AFTER.match(text, second.mention.end)
        if (_AND.fullmatch(between) and after) or _INTO.fullmatch(between):
            return known.meeting(first.name, second.name, site.kind)
    for one in own:
        both = known.two_in_one(one.name) if one.name == site.name else None
        if both is not None and _MEETING_AFTER.match(text, one.mention.end):
            return known.meeting(*both, site.kind)
    return None


def _is_better(where: LinePosition, site: Site) -> bool:
    """A surveyed point stays; a whole river, and anything less sure, gives way."""
    if site.precision in (Precision.EXACT, Precision.PLACE):
        return False
    return site.precision is Precision.LINE or site.uncertainty_m is None or where.uncertainty_m < site.uncertainty_m


def _placed(site: Site, where: LinePosition) -> Site:
    return replace(
        site,
        position=where.position,
        precision=Precision.LINE,
        uncertainty_m=where.uncertainty_m,
        source=where.line.source,
        positioned_by=where.line.id,
        evidence=(*(e for e in site.evidence if e.name != "position"), Evidence("position", 1.0, where.reason)),
        reason=where.reason,
    )
