"""Which place of the office's own does a name mean that is no unit: a company, a plant, a mine, a section, a river?

The built-in gazetteer holds units only, so the resolver finds their containers and no place. Where the office has
imported or learned such a place, this step chooses it: by the name as printed, by the full name, or by its brand, and
only inside the unit that the text states. Names that fit several places stay open, with the places as runners-up.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from gazetteer.grammar_brands import bare_brand
from gazetteer.grammar_words import LEGAL_FORMS
from gazetteer.importers.forms import without_units
from gazetteer.model import Candidate, Evidence, Kind, Mention, Place, Resolution
from gazetteer.office import UNIT_KINDS
from gazetteer.overlay import OfficeGazetteer
from gazetteer.scope import home
from gazetteer.weights import OWN

_LINES = (Kind.RIVER, Kind.ROAD)
_STATED = ("container_adjacent", "container_embedded", "container_list", "container_bracket", "container_remembered")
_SHORTEST_TAIL = 2
_COUNTY_DEPTH = 3


def with_own_places(resolutions: Sequence[Resolution], gazetteer: object, region: str | None) -> tuple[Resolution, ...]:
    """Choose the office's own places for names that stand for no unit; without such places nothing changes."""
    if not isinstance(gazetteer, OfficeGazetteer) or region is None:
        return tuple(resolutions)
    within = home(region, gazetteer)
    return tuple(_settled(resolution, gazetteer, within) for resolution in resolutions)


def _settled(resolution: Resolution, gazetteer: OfficeGazetteer, within: str) -> Resolution:
    mention = resolution.mention
    if resolution.choice is not None or mention.kind in UNIT_KINDS:
        return resolution
    for name, how in _spellings(resolution):
        found = [
            p for p in gazetteer.named(name, within) if p.kind not in UNIT_KINDS and _compatible(p.kind, mention.kind)
        ]
        fitting = [_candidate(p, resolution, how) for p in found if _inside(p, resolution, gazetteer)]
        if not fitting:
            continue
        fitting.sort(key=lambda candidate: (-candidate.score, candidate.place.id))
        best, *others = fitting
        if others and others[0].score >= best.score:
            return replace(resolution, runners_up=tuple(fitting), reason="本单位地名库中有几处同名，无法区分")
        admin = best.place.admin if len(best.place.admin) > len(resolution.admin) else resolution.admin
        return replace(resolution, admin=admin, choice=best, runners_up=tuple(others), reason="")
    return resolution


def _spellings(resolution: Resolution) -> Iterator[tuple[str, str]]:
    """Give the spellings to look for, the surest first."""
    mention = resolution.mention
    whole = (resolution.name, mention.text)
    yield from ((name, "own_name") for name in whole)
    # Lists leave the county out that documents put in front, and documents the legal form that lists have.
    bare = tuple(without_units(name, resolution.admin) for name in whole)
    yield from ((name, "own_other_name") for name in bare)
    if mention.kind is Kind.ENTERPRISE:
        for name in (*whole, *bare):
            form = next((form for form in LEGAL_FORMS if name.endswith(form)), "")
            yield name.removesuffix(form), "own_other_name"
        if len(brand := bare_brand(resolution.name)) > _SHORTEST_TAIL:
            yield brand, "own_other_name"
    if mention.kind is Kind.SECTION:  # 某河某县某某断面: the section's own name is at the end
        base = mention.text.removesuffix("断面")
        for at in range(1, len(base) - _SHORTEST_TAIL + 1):
            yield base[at:], "own_other_name"


def _compatible(own: Kind, told: Kind) -> bool:
    """A line is never a point; what a works, a mine and a plant are called overlaps, so these stand for each other."""
    if own in _LINES or told in _LINES or Kind.SECTION in (own, told):
        return own is told
    return True


def _inside(place: Place, resolution: Resolution, gazetteer: OfficeGazetteer) -> bool:
    """True when the place lies in the county, and township, that the text states next to the name."""
    if not _is_stated(resolution.mention) or len(resolution.admin) < _COUNTY_DEPTH:
        return True
    stated = resolution.admin[_COUNTY_DEPTH - 1 :]
    if place.kind in _LINES:
        return True
    held = (*place.admin, place.name)
    return stated[0] in held and (len(held) <= _COUNTY_DEPTH + 1 or len(stated) < 2 or stated[1] in held)


def _is_stated(mention: Mention) -> bool:
    return any(evidence.name in _STATED for evidence in mention.evidence)


def _candidate(place: Place, resolution: Resolution, how: str) -> Candidate:
    names = ["own_name" if place.name in {resolution.name, resolution.mention.text} else "own_other_name"]
    if how == "own_other_name":
        names = [how]
    if place.kind is resolution.mention.kind:
        names.append("own_kind")
    if resolution.admin and resolution.admin[-1] in place.admin:
        names.append("own_container")
    parts = tuple(Evidence(name, OWN[name].weight, place.source) for name in names)
    return Candidate(place, sum(part.weight for part in parts), parts)
