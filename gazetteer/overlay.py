"""Answer questions about places from the built-in file and from the office's own places as if they were one.

`OfficeGazetteer` is a `Gazetteer`: an own place is found by every question that finds a built-in one, and a built-in
place whose position an own source knows better carries that position. So whoever recognises and resolves names needs
to know nothing of this.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gazetteer import store
from gazetteer.index import Gazetteer, NameRow, PlaceName
from gazetteer.model import Kind, Place
from gazetteer.names import clean, village_name
from gazetteer.office import (
    BUILT_IN,
    OfficePlace,
    OfficeSource,
    PlaceStore,
    best,
    builtin_rank,
    path_of,
    rank_of,
    shared_path,
)
from gazetteer.office_file import OfficeFile
from gazetteer.sources.files import Source
from gazetteer.stats import Row

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

OFFICE_FILE = "office.db"


def open_office(path: Path, office: PlaceStore | None = None) -> Gazetteer:
    """Open the built gazetteer with the office's places; by default those of the file beside it.

    Raises
    ------
    NoGazetteer, StaleGazetteer, DamagedGazetteer, DamagedOffice
    """
    Gazetteer.open(path).close()
    held = office or OfficeFile(path.with_name(OFFICE_FILE))
    if not held.sources():
        held.close()
        return Gazetteer.open(path)
    return OfficeGazetteer(path, held)


class OfficeGazetteer(Gazetteer):
    """The built gazetteer and an office's own places; use `open_office`."""

    def __init__(self, path: Path, office: PlaceStore) -> None:
        super().__init__(path)
        self._begin()
        self.office = office
        self._own_sources = {source.key: source for source in office.sources()}
        self._spoken_of: frozenset[str] | None = None
        self._paths: dict[str, tuple[str, ...]] = {}
        self._chains: dict[tuple[str, ...], tuple[str, ...]] = {}

    def close(self) -> None:
        super().close()
        self.office.close()

    def place(self, place_id: str) -> Place | None:
        if place_id.startswith("own:"):
            return next(iter(self._whole(self.office.by_ids([place_id]))), None)
        return super().place(place_id)

    def named(self, name: str, within: str | None = None, kinds: Iterable[Kind] | None = None) -> tuple[Place, ...]:
        wanted = None if kinds is None else frozenset(kinds)
        found = {place.id: place for place in super().named(name, within, wanted)}
        key = clean(name)
        keys = list(dict.fromkeys((key, village_name(key))))
        for place in self._whole(self.office.named(keys, self._held_by(within))):
            if wanted is None or place.kind in wanted:
                found.setdefault(place.id, place)
        return tuple(found.values())

    def names(self, place_id: str) -> tuple[PlaceName, ...]:
        own = self.office.by_ids([place_id])
        known = [*super().names(place_id)]
        known += [
            PlaceName(name, how, None)
            for place in best(own, self._own_sources)
            for name, how in ((place.name, store.HOW[store.ALIAS if known else store.OFFICIAL]), *place.aliases)
        ]
        return tuple({name.name: name for name in reversed(known)}.values())[::-1]

    def children(self, place_id: str) -> tuple[Place, ...]:
        below = super().children(place_id)
        paths = self._held_by(place_id)
        own = [row for row in self.office.names_within(paths or ()) if not row.entity.startswith(BUILT_IN)]
        places = self._whole(self.office.by_ids(list({row.id for row in own})))
        return (*below, *(place for place in places if place.admin_ids and path_of(place.admin_ids) in (paths or ())))

    def descendants(self, place_id: str, kinds: Iterable[Kind] | None = None) -> tuple[NameRow, ...]:
        wanted = None if kinds is None else frozenset(kinds)
        rows = super().descendants(place_id, wanted)
        own = tuple(self._own_names(self._held_by(place_id) or (), wanted))
        if not own:
            return rows
        known = {row[:2] for row in rows}
        return (*rows, *(row for row in dict.fromkeys(own) if row[:2] not in known))

    def polygon(self, place_id: str) -> BaseGeometry | None:
        """Give the area of a unit, of the built-in data before that of an office."""
        held = super().polygon(place_id)
        if held is None and (geometry := self.geometry(place_id)) is not None and geometry.area > 0:
            return geometry
        return held

    def geometry(self, place_id: str) -> BaseGeometry | None:
        """Give the line or area of an office's own place; None where it has a point only."""
        import shapely  # noqa: PLC0415 - reading text needs no shapes

        drawn = (p.wkb for p in best(self.office.by_ids([place_id]), self._own_sources) if p.wkb is not None)
        wkb = next(drawn, None)
        return None if wkb is None else shapely.from_wkb(wkb)

    def source(self, key: str) -> Source | None:
        own = self._own_sources.get(key)
        return _as_source(own) if own is not None else super().source(key)

    def sources(self) -> tuple[Source, ...]:
        return (*super().sources(), *map(_as_source, self._own_sources.values()))

    def stats(self) -> list[Row]:
        own: list[Row] = [{"source": key, "count": count} for key, count in self.office.counts().items()]
        return [*super().stats(), *own]

    def beginning(self, text: str, within: str | None, most: int) -> list[Place]:
        """Give own places with a name that begins like the text, the shortest first."""
        held = self._held_by(within)
        places = self._whole(self.office.beginning(clean(text), most))
        return [p for p in places if held is None or any(path_of((*p.admin_ids, p.id)).startswith(h) for h in held)]

    def _own_names(self, paths: Sequence[str], wanted: frozenset[Kind] | None) -> Iterator[NameRow]:
        for row in self.office.names_within(paths):
            if wanted is not None and row.kind not in wanted:
                continue
            built_in = row.entity.startswith(BUILT_IN)
            yield NameRow(row.name, row.id, row.kind.value, "alias" if built_in else "official")
            # A section without its 断面 is called like the village it is named after, and in a text is that village.
            for name, how in () if row.kind is Kind.SECTION else row.aliases:
                yield NameRow(name, row.id, row.kind.value, how)

    def _held_by(self, within: str | None) -> tuple[str, ...] | None:
        """Give the paths of everything in a unit; of a zone, of its members elsewhere too. None for the country."""
        if within is None:
            return None
        held = self._paths.get(within)
        if held is None:
            unit = super().place(within)
            if unit is None:
                held = ()
            else:
                zone = super().children(unit.id) if unit.kind is Kind.FUNCTIONAL_ZONE else ()
                held = tuple(path_of((*place.admin_ids, place.id)) for place in (unit, *zone))
            self._paths[within] = held
        return held

    def _place(self, row: Any) -> Place:
        """Give a built-in place, with the position of an own source where that is better."""
        place = super()._place(row)
        if place.id not in self._known_better():
            return place
        own = best(self.office.of_entities([place.id]), self._own_sources)
        if not own or rank_of(own[0], self._own_sources) >= builtin_rank(place):
            return place
        return replace(
            place,
            position=own[0].position,
            precision=own[0].precision,
            uncertainty_m=own[0].uncertainty_m,
            # What reached so far around any point of it reaches that much farther around a point that may be off it.
            extent_m=own[0].extent_m or (None if place.extent_m is None else place.extent_m + own[0].uncertainty_m),
            source=own[0].source,
        )

    def _known_better(self) -> frozenset[str]:
        """Give the built-in places that own sources speak of, asked for once: most of a country's are not among them."""
        if self._spoken_of is None:
            self._spoken_of = self.office.built_in()
        return self._spoken_of

    def _whole(self, rows: Sequence[OfficePlace]) -> list[Place]:
        """Give the places that these rows speak of, each with the best that any source knows of it."""
        entities = list(dict.fromkeys(row.entity for row in rows))
        asked = {row.id for row in rows}
        built_in = [entity for entity in entities if entity.startswith(BUILT_IN)]
        found = [place for entity in built_in if (place := super(OfficeGazetteer, self).place(entity)) is not None]
        own = best(self.office.of_entities([e for e in entities if e not in built_in]), self._own_sources)
        for entity in entities:
            rows_of = [row for row in own if row.entity == entity]
            # Where the best source knows several places of one entity, those that were asked for; otherwise all.
            found += map(self._own, [row for row in rows_of if row.id in asked] or rows_of)
        return found

    def _own(self, row: OfficePlace) -> Place:
        ids = shared_path(row.held) if row.held else ()
        names = self._chains.get(ids)
        if names is None:
            above = [super(OfficeGazetteer, self).place(place_id) for place_id in ids]
            names = self._chains[ids] = tuple(place.name if place else "" for place in above)
        return Place(
            id=row.id,
            name=row.name,
            kind=row.kind,
            adcode=None,
            admin=names,
            admin_ids=ids,
            position=row.position,
            precision=row.precision,
            uncertainty_m=row.uncertainty_m,
            source=row.source,
            aliases=tuple(dict.fromkeys(name for name, _ in row.aliases)),
            extent_m=row.extent_m,
        )


def _as_source(own: OfficeSource) -> Source:
    return Source(own.key, own.title, own.importer, "", own.edition, own.licence, own.datum)
