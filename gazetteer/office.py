"""What places has an office added to the built-in gazetteer, from which source, and which of two positions is better?

Imported and learned places lie beside the built-in file, never in it: each belongs to a source that can be removed
again, and says whether it may be passed on. Several sources may speak of one place; they then share its `entity`: the
id of the built-in place, or kind, name and county. The best of them answers: a person's word before all, then the
better precision, then the smaller radius. `PlaceStore` is what keeps them: a file (`gazetteer.office_file`) or tables
in PostGIS (`app.services.places`), which give the same answers.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from gazetteer.model import Kind, Place, Precision
from geo.position import Position

BUILT_IN = "cn:"
"""How ids of the built-in gazetteer begin."""

UNIT_KINDS = (Kind.PROVINCE, Kind.CITY, Kind.COUNTY, Kind.FUNCTIONAL_ZONE, Kind.TOWNSHIP, Kind.VILLAGE)
_PRECISIONS = tuple(Precision)
_ID_LENGTH = 16


@dataclass(frozen=True, slots=True)
class OfficeSource:
    """Where an office's places are from.

    `key` names it in commands (`gazetteer remove KEY`), `importer` is the format it was read from. `person` is true
    when a person of the office placed them. `imported_at` is a time with its zone, in ISO 8601.
    """

    key: str
    title: str
    importer: str
    licence: str
    edition: str
    datum: str
    redistributable: bool
    person: bool
    imported_at: str
    imported_by: str


@dataclass(frozen=True, slots=True)
class OfficePlace:
    """One place of one source.

    `entity` says which place it is, whatever the source: a built-in id, or kind, name and county. `id` is the same,
    made short, with a number where one source knows several places of one entity. `aliases` are pairs of a name and
    how it is known (`store.HOW`). `held` are the units that hold it as paths of ids from the province down; a river
    has one for each county it crosses. `wkb` is the geometry of a line or an area, WGS-84. `code` is the code that
    the source knows it by. `placed_at`, `placed_by` tell when and by whom it was placed, where the source says so.
    """

    id: str
    entity: str
    source: str
    name: str
    kind: Kind
    position: Position
    precision: Precision
    uncertainty_m: float
    extent_m: float | None = None
    aliases: tuple[tuple[str, str], ...] = ()
    held: tuple[str, ...] = ()
    code: str | None = None
    wkb: bytes | None = None
    placed_at: str | None = None
    placed_by: str | None = None


@dataclass(frozen=True, slots=True)
class OfficeName:
    """A name of an office's place in its lightest form, for building matchers."""

    name: str
    entity: str
    id: str
    kind: Kind
    aliases: tuple[tuple[str, str], ...]


class PlaceStore(Protocol):
    """Keeps an office's places; every method answers from one consistent state, every change is one transaction."""

    def stamp(self) -> str:
        """Give a word that changes with every change."""

    def sources(self) -> tuple[OfficeSource, ...]:
        """Give all sources in the order of their keys."""

    def counts(self) -> Mapping[str, int]:
        """Give the number of places of each source."""

    def named(self, keys: Sequence[str], paths: Sequence[str] | None) -> list[OfficePlace]:
        """Give the places with one of these clean names, held by one of these units; None: anywhere."""

    def of_entities(self, entities: Sequence[str]) -> list[OfficePlace]:
        """Give what all sources know of these entities."""

    def built_in(self) -> frozenset[str]:
        """Give the ids of the built-in places that any source speaks of."""

    def by_ids(self, ids: Sequence[str]) -> list[OfficePlace]:
        """Give the places with these ids, of all sources."""

    def names_within(self, paths: Sequence[str]) -> list[OfficeName]:
        """Give the names of all places held by one of these units."""

    def beginning(self, key: str, most: int) -> list[OfficePlace]:
        """Give places with a clean name that begins like this, shortest first."""

    def places(self, source: str | None = None) -> Iterator[OfficePlace]:
        """Give every place, of one source or of all, in the order of sources and ids."""

    def replace(self, source: OfficeSource, places: Iterable[OfficePlace]) -> int:
        """Store a source with all its places, in the place of what it held before; give how many."""

    def put(self, source: OfficeSource, places: Iterable[OfficePlace]) -> None:
        """Add places to a source, each in the place of one with the same id."""

    def remove(self, key: str) -> int:
        """Remove a source with its places; give how many there were, -1 when there is no such source."""

    def close(self) -> None:
        """Let go of files and connections."""


Rank = tuple[bool, int, float]


def rank(precision: Precision, uncertainty_m: float | None, *, person: bool) -> Rank:
    """Give what positions of one place are ordered by, best first."""
    return (not person, _PRECISIONS.index(precision), float("inf") if uncertainty_m is None else uncertainty_m)


def rank_of(place: OfficePlace, sources: Mapping[str, OfficeSource]) -> Rank:
    return rank(place.precision, place.uncertainty_m, person=sources[place.source].person)


def builtin_rank(place: Place) -> Rank:
    return rank(place.precision, place.uncertainty_m, person=False)


def best(places: Iterable[OfficePlace], sources: Mapping[str, OfficeSource]) -> list[OfficePlace]:
    """Keep, for each entity, what its best source says of it; in the order of entities and ids."""
    groups: dict[str, list[OfficePlace]] = {}
    for place in places:
        groups.setdefault(place.entity, []).append(place)
    chosen: list[OfficePlace] = []
    for _, group in sorted(groups.items()):
        winner = min(group, key=lambda place: (rank_of(place, sources), place.source, place.id)).source
        chosen += sorted((place for place in group if place.source == winner), key=lambda place: place.id)
    return chosen


def entity_of(kind: Kind, clean_name: str, county: str | None) -> str:
    """Name a place that the built-in gazetteer does not hold."""
    return f"{kind.value}|{clean_name}|{county or ''}"


def own_id(entity: str, number: int = 0) -> str:
    """Give the id of a place: that of the built-in gazetteer, or one of the office's own, the same in every import."""
    if entity.startswith(BUILT_IN):
        return entity
    digest = hashlib.sha256(f"{entity}|{number}".encode()).hexdigest()[:_ID_LENGTH]
    return f"own:{digest}"


def path_of(ids: Sequence[str]) -> str:
    """Write a chain of ids so that what lies in a unit begins like the unit."""
    return "".join(f"{place_id}/" for place_id in ids)


def path_range(path: str) -> tuple[str, str]:
    """Give the bounds of all paths, or ids, that begin with one: from the first, up to and without the second."""
    return path, path[:-1] + chr(ord(path[-1]) + 1)


def shared_path(paths: Sequence[str]) -> tuple[str, ...]:
    """Give the ids that all paths begin with."""
    chains = [path.split("/")[:-1] for path in paths]
    shared: list[str] = []
    for level in zip(*chains, strict=False):
        if len(set(level)) > 1:
            break
        shared.append(level[0])
    return tuple(shared)
