"""Where on a river or road does something lie that a text places on it? With lines that an office has imported.

A stretch is the part of the line inside the unit it is told for, a section the point nearest to the village it is
named after, a confluence or crossing the point where both lines meet. None of it is answered without the geometry of
the line, and no answer is surer than what it was derived from.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gazetteer.model import Kind, Place, Precision
from gazetteer.office import UNIT_KINDS
from gazetteer.overlay import OfficeGazetteer
from geo.position import Position

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

FARTHEST_NAMESAKE_M = 5000.0
"""A river that passes a village farther off than this is not the one its section is on."""
WIDEST_GAP_M = 500.0
"""Lines that should meet and stop this short of each other still do: maps end a brook at the bank."""
LINE_UNCERTAINTY_M = 100.0
"""How far a drawn line lies from the middle of the water or road, where its source says nothing."""

_POINTS = (Precision.EXACT, Precision.PLACE)
_TWO_RIVERS = re.compile(r"([\u4e00-\u9fff])([\u4e00-\u9fff])([河江水渠沟溪])")


@dataclass(frozen=True, slots=True)
class LinePosition:
    """A point on a line: how sure, on whose line, and by which reasoning."""

    position: Position
    uncertainty_m: float
    line: Place
    reason: str


class Lines:
    """The lines that an office knows, for texts about one region; built once for many questions."""

    def __init__(self, gazetteer: OfficeGazetteer, within: str) -> None:
        self._gazetteer = gazetteer
        self._within = within
        self._known: dict[tuple[str, Kind], tuple[Place, BaseGeometry] | None] = {}

    def stretch(self, name: str, kind: Kind, admin: Iterable[str]) -> LinePosition | None:
        """Give the middle of a line's part inside the lowest of some units that has an outline."""
        line = self._line(name, kind)
        if line is None:
            return None
        for unit_id in reversed(self._ids(admin)):
            area = self._gazetteer.polygon(unit_id)
            if area is None:
                continue
            from gazetteer import lines  # noqa: PLC0415 - shapes are loaded where a line is known, not for every text

            found = lines.stretch(line[1], area, LINE_UNCERTAINTY_M)
            unit = self._gazetteer.place(unit_id)
            if found is None or unit is None:
                return None
            return LinePosition(found.position, found.uncertainty_m, line[0], f"{name}在{unit.name}境内的一段")
        return None

    def beside(self, name: str, kind: Kind, place: Place) -> LinePosition | None:
        """Give the point of a line nearest to the place that something on it is named after."""
        line = self._line(name, kind)
        if line is None or place.position is None or place.precision not in _POINTS:
            return None
        from gazetteer import lines  # noqa: PLC0415 - as above

        found = lines.nearest_point(line[1], place.position, place.uncertainty_m or 0.0, LINE_UNCERTAINTY_M)
        if found.distance_m > FARTHEST_NAMESAKE_M:
            return None
        return LinePosition(found.position, found.uncertainty_m, line[0], f"{name}上距{place.name}最近处")

    def meeting(self, first: str, second: str, kind: Kind) -> LinePosition | None:
        """Give where two lines meet."""
        a, b = self._line(first, kind), self._line(second, kind)
        if a is None or b is None:
            return None
        from gazetteer import lines  # noqa: PLC0415 - as above

        found = lines.meeting(a[1], b[1], WIDEST_GAP_M, LINE_UNCERTAINTY_M)
        return (
            None
            if found is None
            else LinePosition(found.position, found.uncertainty_m, a[0], f"{first}与{second}交汇处")
        )

    def two_in_one(self, name: str) -> tuple[str, str] | None:
        """Take a name that joins two rivers apart, when both are known and it is none itself: 某甲河 → 某河, 甲河."""
        match = _TWO_RIVERS.fullmatch(name)
        if match is None or self._line(name, Kind.RIVER) is not None:
            return None
        first, second = match.group(1) + match.group(3), match.group(2) + match.group(3)
        both = self._line(first, Kind.RIVER) is not None and self._line(second, Kind.RIVER) is not None
        return (first, second) if both else None

    def namesake(self, name: str, admin: Iterable[str]) -> Place | None:
        """Give the one village, else township, of a name in the lowest of some units that has any, if its point is known."""
        for unit_id in reversed(self._ids(admin)):
            for kind in (Kind.VILLAGE, Kind.TOWNSHIP):
                found = self._gazetteer.named(name, unit_id, (kind,))
                if found:
                    return found[0] if len(found) == 1 and found[0].precision in _POINTS else None
        return None

    def _ids(self, admin: Iterable[str]) -> tuple[str, ...]:
        """Give the ids of a chain of units as the text has it, as far as each name means one unit."""
        ids: list[str] = []
        for name in admin:
            found = self._gazetteer.named(name, ids[-1] if ids else None, UNIT_KINDS)
            if len(found) != 1:
                break
            ids.append(found[0].id)
        return tuple(ids)

    def _line(self, name: str, kind: Kind) -> tuple[Place, BaseGeometry] | None:
        """Give the one line of a name in the region; of several none, since nothing tells which."""
        key = (name, kind)
        if key not in self._known:
            found = [
                (place, geometry)
                for place in self._gazetteer.named(name, self._within, (kind,))
                if (geometry := self._gazetteer.geometry(place.id)) is not None and geometry.area == 0
            ]
            self._known[key] = found[0] if len(found) == 1 else None
        return self._known[key]
