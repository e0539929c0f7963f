"""Which kind of ours is an OpenStreetMap object, and how surely does its point stand for it?

One row per tag, the first that fits decides. A node of a settlement is set somewhere in its middle; a node of a works
or plant somewhere on its premises. Areas say themselves how far they reach.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from gazetteer.model import Kind


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag with the kind that it means and the radius of a lone node, in metres; `value` "*" is any."""

    key: str
    value: str
    kind: Kind
    uncertainty_m: float


TAGS: tuple[Tag, ...] = (
    Tag("place", "town", Kind.TOWNSHIP, 1000),
    Tag("place", "village", Kind.VILLAGE, 500),
    Tag("place", "hamlet", Kind.VILLAGE, 500),
    Tag("place", "isolated_dwelling", Kind.VILLAGE, 300),
    Tag("place", "suburb", Kind.TOWNSHIP, 1000),
    Tag("place", "neighbourhood", Kind.VILLAGE, 500),
    Tag("waterway", "river", Kind.RIVER, 100),
    Tag("waterway", "stream", Kind.RIVER, 100),
    Tag("waterway", "canal", Kind.RIVER, 100),
    Tag("waterway", "ditch", Kind.RIVER, 100),
    Tag("waterway", "drain", Kind.RIVER, 100),
    Tag("waterway", "dam", Kind.FACILITY, 200),
    Tag("water", "reservoir", Kind.FACILITY, 1000),
    Tag("landuse", "reservoir", Kind.FACILITY, 1000),
    Tag("natural", "water", Kind.RIVER, 1000),
    Tag("natural", "peak", Kind.MOUNTAIN, 200),
    Tag("man_made", "wastewater_plant", Kind.FACILITY, 300),
    Tag("man_made", "water_works", Kind.FACILITY, 300),
    Tag("man_made", "tailings_pond", Kind.FACILITY, 500),
    Tag("man_made", "mineshaft", Kind.MINE, 200),
    Tag("man_made", "adit", Kind.MINE, 200),
    Tag("man_made", "works", Kind.ENTERPRISE, 300),
    Tag("landuse", "quarry", Kind.MINE, 500),
    Tag("landuse", "landfill", Kind.FACILITY, 300),
    Tag("landuse", "industrial", Kind.PARK, 1000),
    Tag("amenity", "waste_transfer_station", Kind.FACILITY, 200),
    Tag("amenity", "waste_disposal", Kind.FACILITY, 200),
    Tag("amenity", "fuel", Kind.FACILITY, 100),
    Tag("power", "plant", Kind.FACILITY, 500),
    Tag("boundary", "protected_area", Kind.RESERVE, 5000),
    Tag("boundary", "national_park", Kind.RESERVE, 5000),
    Tag("leisure", "nature_reserve", Kind.RESERVE, 5000),
    Tag("highway", "motorway", Kind.ROAD, 50),
    Tag("highway", "trunk", Kind.ROAD, 50),
    Tag("highway", "primary", Kind.ROAD, 50),
    Tag("highway", "secondary", Kind.ROAD, 50),
    Tag("highway", "tertiary", Kind.ROAD, 50),
    Tag("highway", "unclassified", Kind.ROAD, 50),
    Tag("highway", "residential", Kind.ROAD, 50),
    Tag("railway", "rail", Kind.ROAD, 50),
)

KEYS = tuple(dict.fromkeys(tag.key for tag in TAGS))
LINE_KINDS = (Kind.RIVER, Kind.ROAD)
_NAMES = ("name:zh", "name:zh-Hans", "name")
_OTHER_NAMES = ("alt_name", "old_name", "short_name", "official_name", "name:zh-Hant", "loc_name", "ref")


def tag_of(tags: Mapping[str, str]) -> Tag | None:
    """Give the row that an object's tags fit first; None for what is no place of ours."""
    return next((tag for tag in TAGS if (value := tags.get(tag.key)) and tag.value in {value, "*"}), None)


def name_of(tags: Mapping[str, str]) -> str:
    """Give the Chinese name; empty when there is none."""
    return next((name for key in _NAMES if (name := tags.get(key, "").strip()) and _is_chinese(name)), "")


def other_names_of(tags: Mapping[str, str]) -> tuple[str, ...]:
    """Give the other names, several in one tag parted by semicolons; of a road also its number (G234)."""
    own = name_of(tags)
    given = [part.strip() for key in _OTHER_NAMES for part in tags.get(key, "").split(";")]
    return tuple(dict.fromkeys(part for part in given if part and part != own))


def _is_chinese(name: str) -> bool:
    return any("\u4e00" <= char <= "\u9fff" for char in name)
