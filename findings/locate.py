"""Where does each finding of a document lie?

Recognises the places in the text, resolves them with the containers around them, and gives the sites with an honest
position each. Pure in (document, gazetteer): what is built for a region is kept with the gazetteer and never changes.
"""

from __future__ import annotations

import weakref
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from findings.locate_lines import on_lines
from findings.locate_sites import Stretch, sites
from findings.model import Document, Finding, Located, LocatedMention, Site, Zone
from gazetteer.index import Gazetteer
from gazetteer.model import Resolution
from gazetteer.recognise import Recogniser
from gazetteer.recognise_names import names_for
from gazetteer.resolve import Resolver
from gazetteer.resolve_own import with_own_places
from gazetteer.scope import home, prefecture, simplified

_READERS: weakref.WeakKeyDictionary[Gazetteer, dict[str | None, tuple[Recogniser, Resolver]]] = (
    weakref.WeakKeyDictionary()
)


def locate(document: Document, gazetteer: Gazetteer, region: str | None = None) -> Located:
    """Find every place a document names and the sites of its findings.

    Parameters
    ----------
    region
        Code or id of the prefecture or county the document speaks of; without one it is found from the text.
    """
    text = simplified(document.text)
    if region is not None:
        place = gazetteer.place(region)
        region = place.id if place is not None else None
    if region is None:
        region = prefecture(text, gazetteer)
    recogniser, resolver = readers(gazetteer, region)
    resolutions = resolver.resolve(
        text, recogniser.mentions(text), [(finding.start, finding.end) for finding in document.findings]
    )
    resolutions = with_own_places(resolutions, gazetteer, region)
    mentions = _placed(document.findings, resolutions)
    own = _own(gazetteer, region)
    by_finding: defaultdict[int, list[LocatedMention]] = defaultdict(list)
    for mention in mentions:
        if mention.finding is not None:
            by_finding[mention.finding].append(mention)
    found: list[Site] = []
    for finding in document.findings:
        of_finding = by_finding[finding.ordinal]
        listed = sites(text, finding.ordinal, _zones(finding, of_finding), resolver, own)
        found += on_lines(text, listed, of_finding, gazetteer, region)
    if text != document.text:
        mentions = tuple(_as_printed(document.text, mention) for mention in mentions)
        found = [replace(site, text=document.text[site.start : site.end]) for site in found]
    return Located(region, mentions, tuple(found))


def _as_printed(text: str, located: LocatedMention) -> LocatedMention:
    """Give a mention the characters the document has, where it was read in simplified ones."""
    mention = located.resolution.mention
    printed = replace(mention, text=text[mention.start : mention.end])
    return replace(located, resolution=replace(located.resolution, mention=printed))


def readers(gazetteer: Gazetteer, region: str | None) -> tuple[Recogniser, Resolver]:
    """Give the recogniser and resolver of a region, built on first use and kept as long as the gazetteer."""
    held = _READERS.setdefault(gazetteer, {})
    key = home(region, gazetteer) if region is not None else None
    if region not in held:
        same = next(
            (pair[0] for other, pair in held.items() if other is not None and home(other, gazetteer) == key), None
        )
        recogniser = same if same is not None and key is not None else Recogniser(names_for(gazetteer, region))
        held[region] = (recogniser, Resolver(gazetteer, region))
    return held[region]


def _own(gazetteer: Gazetteer, region: str | None) -> frozenset[str]:
    """The document's own city and all above it: named everywhere in it, and too wide to visit."""
    if region is None:
        return frozenset()
    city = gazetteer.place(home(region, gazetteer))
    return frozenset((*city.admin_ids, city.id)) if city is not None else frozenset()


def _stretches(finding: Finding) -> list[tuple[Zone, int, int]]:
    """The zones of a finding as stretches of the text, in order."""
    found: list[tuple[Zone, int, int]] = [("problem", finding.problem.start, finding.problem.end)]
    if finding.goal is not None:
        found.append(("goal", finding.goal.start, finding.goal.end))
    if finding.measures:
        found.append(("measures", finding.measures[0].start, finding.measures[-1].end))
    return found


def _placed(findings: Sequence[Finding], resolutions: Sequence[Resolution]) -> tuple[LocatedMention, ...]:
    """Say of each mention in which finding and zone it stands."""
    placed: list[LocatedMention] = []
    at = 0
    for resolution in resolutions:
        start = resolution.mention.start
        while at < len(findings) and findings[at].end <= start:
            at += 1
        if at == len(findings) or findings[at].start > start:
            placed.append(LocatedMention(None, "preamble", resolution))
            continue
        finding = findings[at]
        zone: Zone = next((z for z, a, b in _stretches(finding) if a <= start < b), "meta")
        placed.append(LocatedMention(finding.ordinal, zone, resolution))
    return tuple(placed)


def _zones(finding: Finding, mentions: Sequence[LocatedMention]) -> list[Stretch]:
    """The zones with their mentions; what stands elsewhere in the finding (responsible units) comes last."""
    zones = [Stretch(zone, a, b, [m for m in mentions if m.zone == zone]) for zone, a, b in _stretches(finding)]
    return [*zones, Stretch("meta", finding.start, finding.end, [m for m in mentions if m.zone == "meta"])]
