"""Which units hold an imported place, and is it one that the built-in gazetteer has by name?

The position says in which county it lies. What the file states about county and township must agree, otherwise the
record is reported and not used: one of the two is wrong, and nobody but a person can tell which.
"""

from __future__ import annotations

from collections.abc import Sequence

from gazetteer.importers.outlines import Outlines
from gazetteer.importers.record import Record
from gazetteer.importers.refusing import Refused
from gazetteer.index import Gazetteer
from gazetteer.model import Kind, Place
from gazetteer.names import clean
from gazetteer.office import path_of
from geo.position import Position

_UPPER = (Kind.PROVINCE, Kind.CITY, Kind.COUNTY, Kind.FUNCTIONAL_ZONE)
_KNOWN = (Kind.FUNCTIONAL_ZONE, Kind.TOWNSHIP, Kind.VILLAGE)


class Containers:
    """The units of the built-in gazetteer, asked for many records; `within` is what all of them must lie in."""

    def __init__(self, gazetteer: Gazetteer, outlines: Outlines, within: str | None) -> None:
        self._gazetteer = gazetteer
        self._outlines = outlines
        self._within = gazetteer.place(within) if within is not None else None
        self._units: dict[str, Place] = {}
        self._stated: dict[str, tuple[Place, ...]] = {}
        self._names: dict[tuple[str, ...], tuple[str, ...]] = {}
        self._paths: dict[tuple[str, str], str] = {}

    def counties(self, found: Sequence[str], position: Position, stated: str) -> tuple[str, ...]:
        """Give the ids of the counties that hold a record, once what it states agrees with where it is.

        Raises
        ------
        Refused
        """
        named = self._named_units(stated) if stated else ()
        wanted = [*named, *([self._within] if self._within is not None else [])]
        if not found:
            found = [unit.id for unit in wanted if self._outlines.is_near(position.lon, position.lat, unit.id)][:1]
        if not found:
            raise Refused("坐标不在我国任何县的范围内", "its position lies in no county of the country")
        if self._within is not None:
            found = self._agreeing(found, position, (self._within,), self._within.name)
        return tuple(self._agreeing(found, position, named, stated) if named else found)

    def _agreeing(self, found: Sequence[str], position: Position, named: Sequence[Place], stated: str) -> Sequence[str]:
        """Give those of the counties found that lie in a unit of the stated name, or the stated one close by."""
        fitting = [county for county in found if any(self._fits(self.unit(county), unit) for unit in named)]
        if fitting:
            return fitting
        for unit in named:
            if unit.kind is Kind.COUNTY and self._outlines.is_near(position.lon, position.lat, unit.id):
                return [unit.id]
        where = self.unit(found[0]).name
        raise Refused(
            f"坐标落在{where}，与所写的“{stated}”不符", f"its position lies in {where}, it is said to be in {stated}"
        )

    def _fits(self, county: Place, unit: Place) -> bool:
        if unit.kind is Kind.FUNCTIONAL_ZONE:  # has no outline; its management's city holds it
            return unit.admin_ids[-1] in (*county.admin_ids, county.id)
        return unit.id in (*county.admin_ids, county.id)

    def known(self, record: Record, name: str, counties: Sequence[str]) -> Place | None:
        """Give the built-in place that a record of a unit speaks of; None where there is none of its name.

        Raises
        ------
        Refused
            When several bear the name and nothing in the record tells which.
        """
        if record.kind not in _KNOWN or len(counties) != 1:
            return None
        county = self.unit(counties[0])
        within = county.admin_ids[-1] if record.kind is Kind.FUNCTIONAL_ZONE and county.admin_ids else county.id
        found = self._gazetteer.named(name, within, (record.kind,))
        if record.township and len(found) > 1:
            township = self._township(county.id, record.township)
            found = tuple(p for p in found if township is not None and township.id in p.admin_ids) or found
        if len(found) > 1:
            official = tuple(place for place in found if place.name == clean(name))
            found = official or found
        if len(found) > 1:
            raise Refused(
                f"{county.name}有 {len(found)} 处“{name}”，请写明乡镇",
                f"{county.name} has {len(found)} places called {name}; state the township",
            )
        return found[0] if found else None

    def path(self, county: str, township: str) -> str:
        """Give the path of the county, of the township in it where the record states one that is known."""
        key = (county, township)
        path = self._paths.get(key)
        if path is None:
            place = self.unit(county)
            inner = self._township(county, township) if township else None
            unit = inner if inner is not None else place
            path = self._paths[key] = path_of((*unit.admin_ids, unit.id))
        return path

    def names(self, chain: tuple[str, ...]) -> tuple[str, ...]:
        """Give the official names of a chain of units."""
        names = self._names.get(chain)
        if names is None:
            names = self._names[chain] = tuple(self.unit(place_id).name for place_id in chain)
        return names

    def unit(self, place_id: str) -> Place:
        unit = self._units.get(place_id)
        if unit is None:
            found = self._gazetteer.place(place_id)
            assert found is not None, "ids of units come from the gazetteer"
            unit = self._units[place_id] = found
        return unit

    def _township(self, county: str, name: str) -> Place | None:
        found = self._gazetteer.named(name, county, (Kind.TOWNSHIP,))
        return found[0] if len(found) == 1 else None

    def _named_units(self, stated: str) -> tuple[Place, ...]:
        """Give the units that a cell names: by code, by name, by a whole chain (某省某市某县), the last of which counts."""
        units = self._stated.get(stated)
        if units is None:
            text = stated.strip()
            coded = self._gazetteer.place(text[:6]) if text[:6].isdigit() and len(text) >= 6 else None
            units = (coded,) if coded is not None else ()
            for at in range(len(text) - 1):
                if units:
                    break
                units = self._gazetteer.named(text[at:], None, _UPPER)
            self._stated[stated] = units
        return units
