"""What a place is, how precisely it is known, and what is concluded about a name in a text.

These values travel through every room to the right; they are complete once built.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from geo.position import Position


class Kind(StrEnum):
    """What sort of place a name stands for; the words of the public contract."""

    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"
    FUNCTIONAL_ZONE = "functional_zone"
    TOWNSHIP = "township"
    VILLAGE = "village"
    RIVER = "river"
    SECTION = "section"
    MINE = "mine"
    PARK = "park"
    RESERVE = "reserve"
    MOUNTAIN = "mountain"
    ROAD = "road"
    FACILITY = "facility"
    ENTERPRISE = "enterprise"
    OTHER = "other"


class Precision(StrEnum):
    """What a position stands for, best first; the words of the public contract."""

    EXACT = "exact"
    PLACE = "place"
    LINE = "line"
    TOWNSHIP = "township"
    COUNTY = "county"
    CITY = "city"
    PROVINCE = "province"
    UNLOCATED = "unlocated"


@dataclass(frozen=True, slots=True)
class Place:
    """One entry of the gazetteer.

    `id` is stable between builds. `admin` holds the official names of the units above it, from the province
    down, without the place itself; `admin_ids` their ids in the same order. `position` is None when no source
    knows one for this very place; then `precision` is UNLOCATED and callers climb the chain.
    `uncertainty_m` is the radius that should hold the true place. `source` names the data source of the
    position where there is one, otherwise of the name. `extent_m` is the radius around `position` (or, without one,
    around any point of it) that should hold anything that lies in this place: what a site is uncertain by that is
    known only to its township. `also_in` are ids of units that hold it too, by another source or for their
    management (a functional zone).
    """

    id: str
    name: str
    kind: Kind
    adcode: str | None
    admin: tuple[str, ...]
    admin_ids: tuple[str, ...]
    position: Position | None
    precision: Precision
    uncertainty_m: float | None
    source: str
    aliases: tuple[str, ...] = ()
    extent_m: float | None = None
    also_in: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """One named reason, with what it adds to the score and where in the text it was seen."""

    name: str
    weight: float
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Mention:
    """A name seen in a text: code points `start` to `end` (exclusive) spell `text`."""

    start: int
    end: int
    text: str
    kind: Kind
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a mention may stand for, with the reasons that speak for it."""

    place: Place
    score: float
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Resolution:
    """Which place a mention stands for.

    `choice` is None when it could not be told; `reason` then says why. `name` is the full name (修武 → 修武县)
    and `admin` the chain above, both known even for places the gazetteer does not hold, from the containers
    in the text. `runners_up` are ordered best first.
    """

    mention: Mention
    name: str
    admin: tuple[str, ...]
    choice: Candidate | None
    runners_up: tuple[Candidate, ...] = ()
    reason: str = ""
