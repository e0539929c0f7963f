"""Keep an office's places in PostGIS: the same questions and answers as the file's, for a whole office at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

import shapely
from sqlalchemy import Connection, Engine
from sqlalchemy.dialects.postgresql import insert as upsert

from app.db.copying import copy_rows
from app.db.engine import answering
from app.db.statements import places as statements
from app.db.tables import SRID, office_held, office_names, office_places, office_sources
from gazetteer.model import Kind, Precision
from gazetteer.names import clean
from gazetteer.office import OfficeName, OfficePlace, OfficeSource
from gazetteer.office_file import OfficeFile
from geo.position import Position

_STREAMED = 5000


class DatabasePlaces:
    """An office's places in the database; the schema must be there."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def close(self) -> None:
        """Leave the engine to whoever made it."""

    def database(self) -> str:
        """Give the name that this database has for the files that repeat it."""
        return str(self._rows(statements.state())[0][0])

    def stamp(self) -> str:
        return str(self._rows(statements.state())[0][1])

    def sources(self) -> tuple[OfficeSource, ...]:
        return tuple(_source(row) for row in self._rows(statements.all_sources()))

    def counts(self) -> dict[str, int]:
        return {key: count for key, count, _ in self._rows(statements.places_of_sources())}

    def states(self) -> dict[str, str]:
        """Give a word for each source that changes with every change of it."""
        rows = {key: f"{count}/{newest}" for key, count, newest in self._rows(statements.places_of_sources())}
        return {source.key: f"{source.imported_at}/{rows.get(source.key, 0)}" for source in self.sources()}

    def named(self, keys: Sequence[str], paths: Sequence[str] | None) -> list[OfficePlace]:
        if not keys or (paths is not None and not paths):
            return []
        return [_place(row) for row in self._rows(statements.places_named(keys, paths))]

    def of_entities(self, entities: Sequence[str]) -> list[OfficePlace]:
        return [_place(row) for row in self._rows(statements.places_with("entity", entities))] if entities else []

    def built_in(self) -> frozenset[str]:
        return frozenset(row[0] for row in self._rows(statements.built_in_entities()))

    def by_ids(self, ids: Sequence[str]) -> list[OfficePlace]:
        return [_place(row) for row in self._rows(statements.places_with("id", ids))] if ids else []

    def names_within(self, paths: Sequence[str]) -> list[OfficeName]:
        rows = self._rows(statements.names_within(paths)) if paths else []
        return [OfficeName(name, entity, i, Kind(kind), _pairs(aliases)) for name, entity, i, kind, aliases in rows]

    def beginning(self, key: str, most: int) -> list[OfficePlace]:
        return [_place(row) for row in self._rows(statements.places_beginning(key, most))]

    def places(self, source: str | None = None) -> Iterator[OfficePlace]:
        with answering(self._engine) as connection:
            rows = connection.execution_options(yield_per=_STREAMED).execute(statements.all_places(source))
            for row in rows:
                yield _place(row)

    def replace(self, source: OfficeSource, places: Iterable[OfficePlace]) -> int:
        with answering(self._engine) as connection, connection.begin():
            connection.execute(statements.new_stamp())
            connection.execute(statements.without_source(source.key))
            return _add(connection, source, list(places))

    def put(self, source: OfficeSource, places: Iterable[OfficePlace]) -> None:
        given = list(places)
        with answering(self._engine) as connection, connection.begin():
            connection.execute(statements.new_stamp())
            connection.execute(statements.without_places(source.key, [place.id for place in given]))
            _add(connection, source, given)

    def remove(self, key: str) -> int:
        with answering(self._engine) as connection, connection.begin():
            counts = {held: count for held, count, _ in connection.execute(statements.places_of_sources())}
            connection.execute(statements.new_stamp())
            gone = connection.execute(statements.without_source(key)).rowcount
        return counts.get(key, 0) if gone else -1

    def _rows(self, statement: Any) -> Sequence[Any]:
        with answering(self._engine) as connection:
            return connection.execute(statement).all()


def follow(file: OfficeFile, store: DatabasePlaces) -> bool:
    """Let the file repeat the database, source by source where they differ; True when it had to change.

    A file that stood for itself until now first hands its sources over; those that the database has already stay as
    they are there.
    """
    database = store.database()
    if file.follows() != database:
        known = {source.key for source in store.sources()}
        for source in () if file.follows() else file.sources():
            if source.key not in known:
                store.replace(source, file.places(source.key))
    stamp = store.stamp()
    if (file.follows(), file.stamp()) == (database, stamp) or (not store.sources() and not file.sources()):
        return False
    held, states = file.states() if file.follows() == database else {}, store.states()
    changed = [source for source in store.sources() if held.get(source.key) != states[source.key]]
    gone = [source.key for source in file.sources() if source.key not in states]
    file.follow(database, stamp, ((source, states[source.key], store.places(source.key)) for source in changed), gone)
    return True


def _add(connection: Connection, source: OfficeSource, places: list[OfficePlace]) -> int:
    values = asdict(source) | {"imported_at": datetime.fromisoformat(source.imported_at)}
    written = upsert(office_sources).values(values)
    connection.execute(written.on_conflict_do_update(index_elements=["key"], set_=values))
    numbers = connection.execute(statements.new_numbers(len(places))).scalars().all()
    numbered = list(zip(numbers, places, strict=True))
    copy_rows(connection, office_places, (_row(n, source.key, place) for n, place in numbered))
    copy_rows(
        connection,
        office_names,
        (
            {"key": key, "n": n}
            for n, place in numbered
            for key in dict.fromkeys((clean(place.name), *(clean(alias) for alias, _ in place.aliases)))
        ),
    )
    copy_rows(connection, office_held, ({"path": path, "n": n} for n, place in numbered for path in place.held))
    return len(places)


def _row(n: int, source: str, place: OfficePlace) -> Mapping[str, Any]:
    shape = (
        None
        if place.wkb is None
        else shapely.to_wkb(shapely.set_srid(shapely.from_wkb(place.wkb), SRID), hex=True, include_srid=True)
    )
    return {
        "n": n,
        "id": place.id,
        "entity": place.entity,
        "source": source,
        "name": place.name,
        "kind": place.kind.value,
        "geom": f"SRID={SRID};POINT({place.position.lon!r} {place.position.lat!r})",
        "shape": shape,
        "precision": place.precision.value,
        "uncertainty_m": place.uncertainty_m,
        "extent_m": place.extent_m,
        "aliases": [list(pair) for pair in place.aliases],
        "held": list(place.held),
        "code": place.code,
        "placed_at": place.placed_at,
        "placed_by": place.placed_by,
    }


def _source(row: Any) -> OfficeSource:
    values: dict[str, Any] = dict(row._mapping)
    return OfficeSource(**values | {"imported_at": values["imported_at"].astimezone(UTC).isoformat(timespec="seconds")})


def _pairs(aliases: Sequence[Sequence[str]]) -> tuple[tuple[str, str], ...]:
    return tuple((name, how) for name, how in aliases)


def _place(row: Any) -> OfficePlace:
    place_id, entity, source, name, kind, lon, lat, precision, uncertainty_m, extent_m, aliases, held = row[:12]
    return OfficePlace(
        id=place_id,
        entity=entity,
        source=source,
        name=name,
        kind=Kind(kind),
        position=Position(lon, lat),
        precision=Precision(precision),
        uncertainty_m=uncertainty_m,
        extent_m=extent_m,
        aliases=_pairs(aliases),
        held=tuple(held),
        code=row[12],
        wkb=None if row[13] is None else bytes(row[13]),
        placed_at=row[14],
        placed_by=row[15],
    )
