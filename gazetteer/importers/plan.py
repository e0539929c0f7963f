"""What would an import change? Records become places of the office, are compared with what is known, or refused.

Nothing is stored here: the same plan is printed by a dry run and stored by an import. A record is refused, with the
reason, when it cannot be used honestly: it lies in another county than it says, several built-in places bear its
name, its name says only what it is, its position is too rough to say anything.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

import numpy as np
import shapely

from gazetteer import store
from gazetteer.importers.containers import Containers
from gazetteer.importers.forms import other_names
from gazetteer.importers.kinds import is_bare_type
from gazetteer.importers.outlines import Outlines
from gazetteer.importers.record import Progress, Reading, Record, Refusal
from gazetteer.importers.refusing import Refused
from gazetteer.importers.systems import ToWgs84
from gazetteer.index import Gazetteer
from gazetteer.lines import middle
from gazetteer.model import Kind, Place, Precision
from gazetteer.names import clean, village_name
from gazetteer.office import (
    OfficePlace,
    OfficeSource,
    PlaceStore,
    Rank,
    builtin_rank,
    entity_of,
    own_id,
    path_of,
    rank_of,
    shared_path,
)
from geo.datums import SHIFTED_UNCERTAINTY_M, is_shifted
from geo.geodesy import distance_m
from geo.position import Position
from geo.shapes import centre, cover_radius_m

COARSEST_M = 20_000.0
"""A point known no better than this says less than the county it lies in."""
LONGEST_NAME = 60
SAME_PLACE_M = 1.0
_STEP = 5000
_AT_ONCE = 5000
_UPPER = (Kind.PROVINCE, Kind.CITY, Kind.COUNTY)
_FORM, _ALIAS = store.HOW[store.FORM], store.HOW[store.ALIAS]

Change = Literal["new", "better", "same"]


@dataclass(slots=True)
class Plan:
    """What an import would store (`places` with `changes`, side by side) and what it refuses."""

    source: OfficeSource
    places: list[OfficePlace] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    repeated: int = 0

    def count(self) -> dict[str, int]:
        """Give the number of records by what becomes of them."""
        counted = Counter[str](self.changes)
        names = ("new", "better", "same")
        return {name: counted[name] for name in names} | {"repeated": self.repeated, "refused": len(self.refused)}


@dataclass(frozen=True, slots=True)
class _Placed:
    """A record in WGS-84: its point, what holds it, and its shape where it has one."""

    record: Record
    position: Position
    uncertainty_m: float
    extent_m: float | None
    precision: Precision
    wkb: bytes | None
    counties: tuple[str, ...]


def plan(
    reading: Reading,
    source: OfficeSource,
    gazetteer: Gazetteer,
    held: PlaceStore,
    *,
    shift: tuple[float, ...] = (),
    within: str | None = None,
    progress: Progress | None = None,
) -> Plan:
    """Say what an import would change.

    Parameters
    ----------
    gazetteer
        The built-in one, without the office's places: those are compared with one by one.
    within
        Id of the unit that everything must lie in.
    """
    made = Plan(source, refused=list(reading.refused), notes=list(reading.notes))
    outlines = Outlines(gazetteer)
    containers = Containers(gazetteer, outlines, within)
    builtin: dict[str, Place] = {}
    seen: dict[str, list[OfficePlace]] = defaultdict(list)
    for at, item in enumerate(_placed(reading, outlines, shift)):
        if progress is not None and at % _STEP == 0:
            progress("check", at, len(reading.records))
        try:
            place = _place(item, source, containers, builtin)
            kept = _numbered(place, seen[place.entity])
        except Refused as reason:
            made.refused.append(Refusal(item.record.where, item.record.name, reason.zh, reason.en))
            continue
        if kept is None:
            made.repeated += 1
        else:
            seen[place.entity].append(kept)
            made.places.append(kept)
    made.changes = list(_changes(made.places, source, builtin, held))
    return made


def _placed(reading: Reading, outlines: Outlines, shift: tuple[float, ...]) -> Iterator[_Placed]:
    """Bring all records to WGS-84 and find their counties, together: one by one it would take minutes."""
    system = ToWgs84(reading.datum, None if reading.epsg is None else f"EPSG:{reading.epsg}", shift)
    shifted = is_shifted(reading.datum) and reading.epsg is None
    records = reading.records
    lon, lat = system.arrays([r.lon for r in records], [r.lat for r in records])
    lon, lat = lon.copy(), lat.copy()
    shapes = {at: system.geometry(r.geometry) for at, r in enumerate(records) if r.geometry is not None}
    for at, drawn in shapes.items():
        point = middle(drawn) if drawn.area == 0 else centre(drawn)
        lon[at], lat[at] = point.lon, point.lat
    lines = [at for at, shape in shapes.items() if shape.area == 0]
    crossed = dict(zip(lines, outlines.crossed([shapes[at] for at in lines]), strict=True)) if lines else {}
    possible = np.isfinite(lon) & np.isfinite(lat) & (np.abs(lon) <= 180) & (np.abs(lat) <= 90)
    counties = outlines.counties(np.where(possible, lon, 0.0), np.where(possible, lat, 0.0))
    for at, record in enumerate(records):
        position = Position(float(lon[at]), float(lat[at])) if possible[at] else Position(0.0, 0.0)
        shape = shapes.get(at)
        extent_m = None if shape is None else cover_radius_m(shape, position)
        precision = record.precision if at not in crossed else Precision.LINE
        if shifted and precision is Precision.EXACT:
            precision = Precision.PLACE
        least_m = max(extent_m or 0.0, SHIFTED_UNCERTAINTY_M if shifted else 0.0)
        own = crossed.get(at) or [county for county in (counties[at],) if county is not None]
        yield _Placed(
            record,
            position,
            max(record.uncertainty_m, least_m),
            extent_m,
            precision,
            None if shape is None else shapely.to_wkb(shape),
            tuple(own),
        )


def _place(item: _Placed, source: OfficeSource, containers: Containers, builtin: dict[str, Place]) -> OfficePlace:
    """Make the place that a record speaks of.

    Raises
    ------
    Refused
    """
    record = item.record
    name = village_name(record.name) if record.kind is Kind.VILLAGE else " ".join(record.name.split())
    _require_name(name)
    if item.position == Position(0.0, 0.0):
        raise Refused("没有可用的坐标", "it has no usable coordinates")
    if item.precision is not Precision.LINE and item.extent_m is None and item.uncertainty_m > COARSEST_M:
        raise Refused(
            f"坐标太粗（±{item.uncertainty_m / 1000:.0f} 公里），不如所在县精确",
            f"its position is too rough (±{item.uncertainty_m / 1000:.0f} km), worse than its county",
        )
    if record.kind in _UPPER:
        raise Refused("县级及以上政区以内置边界为准", "counties and what is above them are known by their outlines")
    counties = containers.counties(item.counties, item.position, record.county)
    known = containers.known(record, name, counties)
    if known is not None:
        builtin[known.id] = known
        held: tuple[str, ...] = (path_of(known.admin_ids),)
        entity, units = known.id, known.admin
    else:
        held = tuple(containers.path(county, record.township) for county in counties)
        chain = shared_path(held)
        entity = entity_of(record.kind, clean(name), chain[2] if len(chain) > 2 else path_of(chain))
        units = containers.names(chain)
    aliases = dict.fromkeys(other_names(name, record.kind, units), _FORM)
    aliases.update((a, _ALIAS) for alias in record.aliases if (a := alias.strip()) and not is_bare_type(a))
    aliases.pop(name, None)
    return OfficePlace(
        id=own_id(entity),
        entity=entity,
        source=source.key,
        name=name,
        kind=known.kind if known is not None else record.kind,
        position=item.position,
        precision=item.precision,
        uncertainty_m=round(item.uncertainty_m, 3),
        extent_m=item.extent_m,
        aliases=tuple(aliases.items()),
        held=held,
        code=record.code,
        wkb=item.wkb,
        placed_at=record.placed_at,
        placed_by=record.placed_by,
    )


def _require_name(name: str) -> None:
    if not name:
        raise Refused("没有名称", "it has no name")
    if len(name) > LONGEST_NAME:
        raise Refused(f"名称超过 {LONGEST_NAME} 个字", f"its name is longer than {LONGEST_NAME} characters")
    if not name.isprintable():
        raise Refused("名称含有不可显示的字符", "its name holds characters that cannot be shown")
    if is_bare_type(name):
        raise Refused(f"“{name}”只是类别，不是名称", f"“{name}” only says what it is, not which")


def _numbered(place: OfficePlace, before: Sequence[OfficePlace]) -> OfficePlace | None:
    """Tell apart places of one name and county in one file; None for one that the file repeats.

    Raises
    ------
    Refused
        When the file puts one built-in place in two spots.
    """
    for other in before:
        away = distance_m(place.position, other.position)
        if away <= SAME_PLACE_M:
            return None
        if place.entity.startswith("cn:"):
            if away <= place.uncertainty_m + other.uncertainty_m:
                return None
            raise Refused(
                f"文件中同一地方有两处坐标，相距 {away:.0f} 米", f"the file has it in two spots, {away:.0f} m apart"
            )
    return replace(place, id=own_id(place.entity, len(before))) if before else place


def _changes(
    places: Sequence[OfficePlace], source: OfficeSource, builtin: dict[str, Place], held: PlaceStore
) -> Iterator[Change]:
    """Compare each place with the best that is known of it so far."""
    sources: dict[str, Any] = {s.key: s for s in held.sources()}
    for at in range(0, len(places), _AT_ONCE):
        some = places[at : at + _AT_ONCE]
        known: dict[str, list[OfficePlace]] = defaultdict(list)
        if sources:
            for place in held.of_entities(list({p.entity for p in some})):
                known[place.entity].append(place)
        for place in some:
            ranks: list[Rank] = [rank_of(other, sources) for other in known[place.entity]]
            if place.entity in builtin:
                ranks.append(builtin_rank(builtin[place.entity]))
            if not ranks:
                yield "new"
            else:
                yield "better" if rank_of(place, {source.key: source}) < min(ranks) else "same"
