"""Keep an office's places in one SQLite file beside the built gazetteer, for reading without a database.

Written in one transaction by whoever imports, read by many processes at once. The file is made with the first change;
before that every question is answered with nothing.
"""

from __future__ import annotations

import json
import sqlite3
import threading
import uuid
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from gazetteer.errors import DamagedOffice
from gazetteer.model import Kind, Precision
from gazetteer.names import clean
from gazetteer.office import BUILT_IN, OfficeName, OfficePlace, OfficeSource, path_range
from geo.position import Position

FORMAT = "1"
_WAIT_S = 30.0
_AT_ONCE = 500
_SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE source (
    key TEXT PRIMARY KEY, title TEXT NOT NULL, importer TEXT NOT NULL, licence TEXT NOT NULL, edition TEXT NOT NULL,
    datum TEXT NOT NULL, redistributable INTEGER NOT NULL, person INTEGER NOT NULL, imported_at TEXT NOT NULL,
    imported_by TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE place (
    n INTEGER PRIMARY KEY, id TEXT NOT NULL, entity TEXT NOT NULL, source TEXT NOT NULL, name TEXT NOT NULL,
    kind TEXT NOT NULL, lon REAL NOT NULL, lat REAL NOT NULL, precision TEXT NOT NULL, uncertainty_m REAL NOT NULL,
    extent_m REAL, aliases TEXT NOT NULL, held TEXT NOT NULL, code TEXT, wkb BLOB, placed_at TEXT, placed_by TEXT);
CREATE TABLE name (key TEXT NOT NULL, n INTEGER NOT NULL, PRIMARY KEY (key, n)) WITHOUT ROWID;
CREATE TABLE held (path TEXT NOT NULL, n INTEGER NOT NULL, PRIMARY KEY (path, n)) WITHOUT ROWID;
CREATE UNIQUE INDEX place_source ON place (source, id);
CREATE INDEX place_id ON place (id);
CREATE INDEX place_entity ON place (entity);
CREATE INDEX held_place ON held (n, path);
"""
_COLUMNS = (
    "id, entity, source, name, kind, lon, lat, precision, uncertainty_m, extent_m, aliases, held, code, wkb, "
    "placed_at, placed_by"
)
_P_COLUMNS = ", ".join(f"p.{column.strip()}" for column in _COLUMNS.split(","))
_ENTITIES = "SELECT DISTINCT entity FROM place WHERE entity >= ? AND entity < ?"
_STATES = "SELECT key, value FROM meta WHERE key >= 'state:' AND key < 'state;'"
_MARKS = ", ".join("?" * (_COLUMNS.count(",") + 1))


class OfficeFile:
    """An office's places in a file; one may be used by many threads."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._local = threading.local()
        self._lock = threading.Lock()
        self._connections: list[sqlite3.Connection] = []

    def close(self) -> None:
        with self._lock:
            for connection in self._connections:
                connection.close()
            self._connections.clear()
            self._local = threading.local()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def stamp(self) -> str:
        rows = self._rows("SELECT value FROM meta WHERE key = 'stamp'")
        return str(rows[0][0]) if rows else ""

    def follows(self) -> str:
        """Give the name of the database that the file repeats; empty while it stands for itself."""
        rows = self._rows("SELECT value FROM meta WHERE key = 'follows'")
        return str(rows[0][0]) if rows else ""

    def sources(self) -> tuple[OfficeSource, ...]:
        rows = self._rows(
            "SELECT key, title, importer, licence, edition, datum, redistributable, person, imported_at, imported_by "
            "FROM source ORDER BY key"
        )
        found = []
        for key, title, importer, licence, edition, datum, redistributable, person, at, who in rows:
            passed_on, placed = bool(redistributable), bool(person)
            found.append(OfficeSource(key, title, importer, licence, edition, datum, passed_on, placed, at, who))
        return tuple(found)

    def counts(self) -> dict[str, int]:
        return dict(self._rows("SELECT source, count(*) FROM place GROUP BY source ORDER BY source"))

    def named(self, keys: Sequence[str], paths: Sequence[str] | None) -> list[OfficePlace]:
        if not keys or (paths is not None and not paths):
            return []
        where, values = f"a.key IN ({_marks(keys)})", list(keys)
        if paths is not None:
            ranges, bounds = _ranges(paths)
            where += f" AND EXISTS (SELECT 1 FROM held h WHERE h.n = p.n AND ({ranges}))"
            values += bounds
        return self._places(
            f"SELECT DISTINCT {_P_COLUMNS} FROM name a JOIN place p ON p.n = a.n WHERE {where} ORDER BY p.source, p.id",
            values,
        )

    def of_entities(self, entities: Sequence[str]) -> list[OfficePlace]:
        return self._having("entity", entities)

    def built_in(self) -> frozenset[str]:
        low, high = path_range(BUILT_IN)
        return frozenset(row[0] for row in self._rows(_ENTITIES, (low, high)))

    def by_ids(self, ids: Sequence[str]) -> list[OfficePlace]:
        return self._having("id", ids)

    def names_within(self, paths: Sequence[str]) -> list[OfficeName]:
        if not paths:
            return []
        ranges, bounds = _ranges(paths)
        rows = self._rows(
            "SELECT p.name, p.entity, p.id, p.kind, p.aliases FROM place p WHERE p.n IN "
            f"(SELECT h.n FROM held h WHERE {ranges}) ORDER BY p.source, p.id",
            bounds,
        )
        return [OfficeName(name, entity, i, Kind(kind), _pairs(aliases)) for name, entity, i, kind, aliases in rows]

    def beginning(self, key: str, most: int) -> list[OfficePlace]:
        return self._places(
            f"SELECT {_P_COLUMNS} FROM (SELECT n, min(length(key)) AS size FROM name WHERE key >= ? AND key < ? "
            "GROUP BY n) f JOIN place p ON p.n = f.n ORDER BY f.size, p.name, p.source, p.id LIMIT ?",
            [key, key + "\U0010ffff", most],
        )

    def places(self, source: str | None = None) -> Iterator[OfficePlace]:
        where, values = ("WHERE source = ?", [source]) if source is not None else ("", [])
        for row in self._rows(f"SELECT {_COLUMNS} FROM place {where} ORDER BY source, id", values):
            yield _place(row)

    def replace(self, source: OfficeSource, places: Iterable[OfficePlace]) -> int:
        with self._writing() as connection:
            _remove(connection, source.key)
            return _add(connection, source, places)

    def put(self, source: OfficeSource, places: Iterable[OfficePlace]) -> None:
        given = list(places)
        with self._writing() as connection:
            for place in given:
                _forget(connection, "source = ? AND id = ?", (source.key, place.id))
            _add(connection, source, given)

    def remove(self, key: str) -> int:
        if not any(source.key == key for source in self.sources()):
            return -1
        with self._writing() as connection:
            return _remove(connection, key)

    def states(self) -> dict[str, str]:
        """Give the word of each source's state in the database that the file repeats."""
        return {key.removeprefix("state:"): value for key, value in self._rows(_STATES)}

    def follow(
        self,
        database: str,
        stamp: str,
        changed: Iterable[tuple[OfficeSource, str, Iterable[OfficePlace]]],
        gone: Iterable[str],
    ) -> None:
        """Hold what a database holds, under its stamp: the sources that changed, each with its state, none that went."""
        with self._writing() as connection:
            for key in gone:
                _remove(connection, key)
                connection.execute("DELETE FROM meta WHERE key = ?", (f"state:{key}",))
            for source, state, places in changed:
                _remove(connection, source.key)
                _add(connection, source, places)
                connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (f"state:{source.key}", state))
            connection.execute("INSERT OR REPLACE INTO meta VALUES ('follows', ?), ('stamp', ?)", (database, stamp))

    def _having(self, column: str, values: Sequence[str]) -> list[OfficePlace]:
        found: list[OfficePlace] = []
        for at in range(0, len(values), _AT_ONCE):
            some = values[at : at + _AT_ONCE]
            found += self._places(
                f"SELECT {_COLUMNS} FROM place WHERE {column} IN ({_marks(some)}) ORDER BY source, id", list(some)
            )
        return found

    def _places(self, sql: str, values: list[Any]) -> list[OfficePlace]:
        return [_place(row) for row in self._rows(sql, values)]

    def _rows(self, sql: str, values: Sequence[Any] = ()) -> list[Any]:
        connection = self._connection()
        if connection is None:
            return []
        try:
            return connection.execute(sql, values).fetchall()
        except sqlite3.DatabaseError as error:
            raise self._damaged() from error

    def _connection(self) -> sqlite3.Connection | None:
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None and self.path.is_file() and self.path.stat().st_size:
            connection = self._opened()
        return connection

    def _opened(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self.path, timeout=_WAIT_S, check_same_thread=False)
        try:
            held = connection.execute("SELECT value FROM meta WHERE key = 'format'").fetchone()
        except sqlite3.DatabaseError as error:
            connection.close()
            raise self._damaged() from error
        if held is None or held[0] != FORMAT:
            connection.close()
            raise self._damaged()
        with self._lock:
            self._connections.append(connection)
        self._local.connection = connection
        return connection

    def _writing(self) -> sqlite3.Connection:
        """Begin a change of the file, which is made first when there is none; used in a `with` it ends by itself."""
        if self._connection() is None:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            fresh = sqlite3.connect(self.path, timeout=_WAIT_S)
            with fresh:
                fresh.execute("BEGIN IMMEDIATE")
                if not fresh.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
                    for statement in _SCHEMA.split(";"):
                        fresh.execute(statement)
                    fresh.execute("INSERT INTO meta VALUES ('format', ?)", (FORMAT,))
            fresh.close()
        connection = self._connection()
        assert connection is not None
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT OR REPLACE INTO meta VALUES ('stamp', ?)", (uuid.uuid4().hex,))
        return connection

    def _damaged(self) -> DamagedOffice:
        return DamagedOffice(
            f"本单位地名文件 {self.path} 已损坏或由其他版本生成；请移走该文件后重新导入（有数据库时会自动恢复）。",
            f"the office's places in {self.path} are damaged or of another version; move the file away and import "
            "again (with a database it comes back by itself).",
        )


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))


def _ranges(paths: Sequence[str]) -> tuple[str, list[str]]:
    bounds = [bound for path in paths for bound in path_range(path)]
    return " OR ".join(["h.path >= ? AND h.path < ?"] * len(paths)), bounds


def _pairs(text: str) -> tuple[tuple[str, str], ...]:
    return tuple((name, how) for name, how in json.loads(text)) if text != "[]" else ()


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
        held=tuple(held.split("|")) if held else (),
        code=row[12],
        wkb=row[13],
        placed_at=row[14],
        placed_by=row[15],
    )


def _add(connection: sqlite3.Connection, source: OfficeSource, places: Iterable[OfficePlace]) -> int:
    connection.execute(
        "INSERT OR REPLACE INTO source VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (source.key, source.title, source.importer, source.licence, source.edition, source.datum,
         source.redistributable, source.person, source.imported_at, source.imported_by),
    )  # fmt: skip
    first = n = int(connection.execute("SELECT coalesce(max(n), 0) + 1 FROM place").fetchone()[0])
    names: list[tuple[str, int]] = []
    held: list[tuple[str, int]] = []

    def rows() -> Iterator[tuple[Any, ...]]:
        nonlocal n
        for place in places:
            keys = {clean(place.name), *(clean(alias) for alias, _ in place.aliases)}
            names.extend((key, n) for key in keys)
            held.extend((path, n) for path in place.held)
            yield (
                n, place.id, place.entity, source.key, place.name, place.kind.value, place.position.lon,
                place.position.lat, place.precision.value, place.uncertainty_m, place.extent_m,
                json.dumps(place.aliases, ensure_ascii=False) if place.aliases else "[]", "|".join(place.held),
                place.code, place.wkb, place.placed_at, place.placed_by,
            )  # fmt: skip
            n += 1

    connection.executemany(f"INSERT INTO place (n, {_COLUMNS}) VALUES (?, {_MARKS})", rows())
    # In the order of the tables: page after page, and not here and there.
    connection.executemany("INSERT INTO name VALUES (?, ?)", sorted(names))
    connection.executemany("INSERT INTO held VALUES (?, ?)", sorted(held))
    return n - first


def _remove(connection: sqlite3.Connection, key: str) -> int:
    count = _forget(connection, "source = ?", (key,))
    connection.execute("DELETE FROM source WHERE key = ?", (key,))
    return count


def _forget(connection: sqlite3.Connection, where: str, values: tuple[str, ...]) -> int:
    """Delete places and what is told of them; the names are found through the keys that they were stored under."""
    rows = connection.execute(f"SELECT n, name, aliases, held FROM place WHERE {where}", values).fetchall()
    keys = [
        (clean(name), n) for n, text, aliases, _ in rows for name in (text, *(alias for alias, _ in _pairs(aliases)))
    ]
    connection.executemany("DELETE FROM name WHERE key = ? AND n = ?", keys)
    connection.executemany(
        "DELETE FROM held WHERE path = ? AND n = ?", [(p, n) for n, *_, held in rows for p in held.split("|")]
    )
    connection.execute(f"DELETE FROM place WHERE {where}", values)
    return len(rows)
