"""Answer questions about places from the built file: by id, by name within a unit, by what lies in or around it.

The file is opened read-only and shared: the system keeps one copy of its pages for all processes, so opening costs
next to nothing. One `Gazetteer` may be used by many threads; each gets its own connection.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote

from gazetteer import store
from gazetteer.errors import DamagedGazetteer, NoGazetteer, StaleGazetteer
from gazetteer.model import Kind, Place
from gazetteer.names import clean, unit_short, village_base, village_name
from gazetteer.sources.files import Source, data_checksum
from gazetteer.stats import Row, counts
from geo.position import Position

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from gazetteer.build import Progress

_COLUMNS = "n, parent, id, name, kind, lon, lat, precision, uncertainty_m, extent_m, source, names"
_P_COLUMNS = ", ".join(f"p.{column.strip()}" for column in _COLUMNS.split(","))
_NAMED = f"SELECT {_P_COLUMNS} FROM name a JOIN place p ON p.n = a.n WHERE a.key = ? AND a.n BETWEEN ? AND ?"
_VILLAGE = store.KINDS.index(Kind.VILLAGE)
_EVERYWHERE = ((0, 1 << 60),)
_MOST_DIRECTORIES = 8


class NameRow(NamedTuple):
    """A name of a place in its lightest form, for building matchers; `how` is a word of `store.HOW`."""

    name: str
    place_id: str
    kind: str
    how: str


class PlaceName(NamedTuple):
    """A name of one place: how it is known, and the year a former name ended, where that is known."""

    name: str
    how: str
    until: int | None


class _Above(NamedTuple):
    """What a place inherits: the names and ids of its chain."""

    names: tuple[str, ...]
    ids: tuple[str, ...]


class Gazetteer:
    """The built gazetteer; use `Gazetteer.open`."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._uri = f"file:{quote(str(path.resolve()))}?mode=ro&immutable=1"
        self._local = threading.local()
        self._lock = threading.Lock()
        self._connections: list[sqlite3.Connection] = []
        self._above: dict[int | None, _Above] = {None: _Above((), ())}
        self._spans: dict[str | None, tuple[tuple[int, int], ...]] = {None: _EVERYWHERE}
        self._sources: tuple[Source, ...] = ()
        self._also: dict[int, tuple[str, ...]] = {}
        self._directories: dict[str, dict[str, tuple[NameRow, ...]]] = {}

    @classmethod
    def open(cls, path: Path) -> Gazetteer:
        """Open a built file.

        Raises
        ------
        NoGazetteer, StaleGazetteer, DamagedGazetteer
        """
        if not path.is_file():
            raise NoGazetteer(
                f"还没有地名库文件 {path}；请先运行 zhenggai gazetteer build。",
                f"there is no gazetteer file {path} yet; run zhenggai gazetteer build first.",
            )
        gazetteer = cls(path)
        try:
            gazetteer._begin()
        except sqlite3.DatabaseError as error:
            gazetteer.close()
            raise DamagedGazetteer(
                f"地名库文件 {path} 已损坏；请运行 zhenggai gazetteer build 重建。",
                f"the gazetteer file {path} is damaged; run zhenggai gazetteer build to make it again.",
            ) from error
        except StaleGazetteer:
            gazetteer.close()
            raise
        return gazetteer

    def _begin(self) -> None:
        meta = dict(self._rows("SELECT key, value FROM meta"))
        if meta.get("format") != str(store.FORMAT) or meta.get("data") != data_checksum():
            raise StaleGazetteer(
                f"地名库文件 {self.path} 由其他版本的程序或数据生成；请运行 zhenggai gazetteer build 重建。",
                f"the gazetteer file {self.path} was made by another version; "
                "run zhenggai gazetteer build to make it again.",
            )
        pages, size = self._rows("SELECT page_count, page_size FROM pragma_page_count, pragma_page_size")[0]
        if pages * size != self.path.stat().st_size:
            raise sqlite3.DatabaseError("the file was cut short")
        columns = "key, title, package, version, edition, licence, datum"
        self._sources = tuple(Source(*row) for row in self._rows(f"SELECT {columns} FROM source ORDER BY number"))
        for member, unit in self._rows("SELECT a.member, p.id FROM also a JOIN place p ON p.n = a.unit ORDER BY p.n"):
            self._also[member] = (*self._also.get(member, ()), unit)

    def close(self) -> None:
        with self._lock:
            for connection in self._connections:
                connection.close()
            self._connections.clear()
            self._local = threading.local()

    def __enter__(self) -> Gazetteer:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def place(self, place_id: str) -> Place | None:
        """Give one place by its id, or a unit by its code of today or of former years."""
        rows = self._rows(f"SELECT {_COLUMNS} FROM place WHERE id = ?", (_as_id(place_id),)) or self._rows(
            f"SELECT {_P_COLUMNS} FROM former_code f JOIN place p ON p.n = f.n WHERE f.code = ?",
            (place_id.removeprefix("cn:"),),
        )
        return self._place(rows[0]) if rows else None

    def named(self, name: str, within: str | None = None, kinds: Iterable[Kind] | None = None) -> tuple[Place, ...]:
        """Give the places of exactly this name, official or other, in the order of their codes.

        Parameters
        ----------
        within
            Id or code of a unit that holds the places; an unknown one holds none.
        """
        key = clean(name)
        rows = [row for low, high in self._span(within) for row in self._rows(_NAMED, (key, low, high))]
        if not rows and (village := village_name(key)) != key:
            return self.named(village, within, kinds)
        if not rows and (base := village_base(key)) != key:  # a village that became a 社区, or the other way round
            rows = [row for low, high in self._span(within) for row in self._rows(_NAMED, (base, low, high))]
            rows = [row for row in rows if row[4] == _VILLAGE]
        if kinds is not None:
            wanted = {store.KINDS.index(k) for k in kinds}
            rows = [row for row in rows if row[4] in wanted]
        return tuple(self._place(row) for row in rows)

    def named_many(self, names: Sequence[str], within: str) -> list[tuple[NameRow, ...]]:
        """Give, for each of many names, the places of this name within a unit, in their lightest form.

        The unit's names are read once and kept, for the units asked for last; best for counties and prefectures.
        """
        directory = self._directories.get(within)
        if directory is None:
            fresh: dict[str, tuple[NameRow, ...]] = {}
            for row in self.descendants(within):
                fresh[row.name] = (*fresh.get(row.name, ()), row)
            with self._lock:
                while len(self._directories) >= _MOST_DIRECTORIES:
                    del self._directories[next(iter(self._directories))]
                directory = self._directories[within] = fresh
        find = directory.get
        # Most names are written clean, so other forms are made only of those not found as they are.
        return [find(name) or _found_otherwise(name, directory) for name in names]

    def names(self, place_id: str) -> tuple[PlaceName, ...]:
        """Give every name of a place, the official one first."""
        rows = self._rows(
            "SELECT n, name, names, kind FROM place WHERE id = ?",
            (_as_id(place_id),),
        )
        if not rows:
            return ()
        n, name, encoded, kind = rows[0]
        known = [(name, store.OFFICIAL), *_decoded(name, encoded, kind)]
        ends = {
            key: year
            for key, how in known
            if how == store.FORMER
            for (year,) in self._rows("SELECT until FROM name WHERE key = ? AND n = ?", (key, n))
        }
        return tuple(PlaceName(key, store.HOW[how], ends.get(key) or None) for key, how in known)

    def official_name(self, place_id: str, year: int) -> str | None:
        """Give the official name that a place had in a year: that of today unless a former one ended later.

        Examples
        --------
        A county that became a district in 2019 has its old name in documents of that year.
        """
        names = self.names(place_id)
        # Short forms of a former name (淮阳) end with it too; the name itself is the one that says what the unit was.
        ended = [(n.until, n.name) for n in names if n.until and n.until >= year and unit_short(n.name) != n.name]
        if ended:
            return min(ended)[1]
        return names[0].name if names else None

    def children(self, place_id: str) -> tuple[Place, ...]:
        """Give the places directly below a unit, and those it holds though they lie below another."""
        spans = self._span(place_id)
        rows: list[Any] = []
        for low, high in spans[:1]:
            rows += self._rows(
                f"SELECT {_COLUMNS} FROM place WHERE n BETWEEN ? AND ? AND parent = ?", (low + 1, high, low)
            )
        for low, _ in spans[1:]:
            rows += self._rows(f"SELECT {_COLUMNS} FROM place WHERE n = ?", (low,))
        return tuple(self._place(row) for row in rows)

    def descendants(self, place_id: str, kinds: Iterable[Kind] | None = None) -> tuple[NameRow, ...]:
        """Give every name of a unit and of every place below it, light and fast: what a matcher is built from."""
        return tuple(
            row
            for low, high in self._span(place_id)
            for row in self._light(
                "SELECT id, name, kind, names FROM place WHERE n BETWEEN ? AND ?", (low, high), kinds
            )
        )

    def unit_names(self) -> tuple[NameRow, ...]:
        """Give every name of every province, city and county of the country, light and fast as `descendants`."""
        kinds = (Kind.PROVINCE, Kind.CITY, Kind.COUNTY)
        return tuple(self._light(f"SELECT id, name, kind, names FROM place WHERE {store.UPPER}", (), kinds))

    def _light(self, sql: str, values: tuple[object, ...], kinds: Iterable[Kind] | None) -> Iterable[NameRow]:
        wanted = range(len(store.KINDS)) if kinds is None else {store.KINDS.index(k) for k in kinds}
        words = [kind.value for kind in store.KINDS]
        for place_id, name, kind, encoded in self._rows(sql, values):
            if kind in wanted:
                word = words[kind]
                yield NameRow(name, place_id, word, "official")
                for alias, how in _decoded(name, encoded, kind):
                    yield NameRow(alias, place_id, word, store.HOW[how])

    def counties(self, within: str | None = None) -> tuple[Place, ...]:
        """Give the counties of a unit, or of the country."""
        statement = f"SELECT {_COLUMNS} FROM place WHERE {store.UPPER} AND kind = ? AND n BETWEEN ? AND ? ORDER BY n"
        county = store.KINDS.index(Kind.COUNTY)
        rows = [row for low, high in self._span(within)[:1] for row in self._rows(statement, (county, low, high))]
        return tuple(self._place(row) for row in rows)

    def polygon(self, place_id: str) -> BaseGeometry | None:
        """Give the area of a county, city or province, WGS-84; None where no source has one."""
        import shapely  # noqa: PLC0415 - reading text needs no shapes

        rows = self._rows("SELECT wkb FROM area WHERE n = (SELECT n FROM place WHERE id = ?)", (_as_id(place_id),))
        return shapely.from_wkb(rows[0][0]) if rows else None

    def at(self, position: Position) -> str | None:
        """Give the id of the county that a position lies in, of the city where there are no counties; None abroad."""
        import shapely  # noqa: PLC0415 - reading text needs no shapes

        rows = self._rows(
            "SELECT p.id, a.wkb FROM area a JOIN place p ON p.n = a.n "
            "WHERE ? BETWEEN a.west AND a.east AND ? BETWEEN a.south AND a.north ORDER BY p.n DESC",
            (position.lon, position.lat),
        )
        for place_id, wkb in rows:
            if shapely.intersects_xy(shapely.from_wkb(wkb), position.lon, position.lat):
                return str(place_id)
        return None

    def beginning(self, text: str, within: str | None, most: int) -> list[Place]:
        """Give places that lie beside the file and whose names begin like the text: here none, see `overlay`."""
        return []

    def source(self, key: str) -> Source | None:
        """Give a source with its edition, licence and datum by its key, as in `Place.source`."""
        return next((s for s in self._sources if s.key == key), None)

    def sources(self) -> tuple[Source, ...]:
        """Give all sources the file was built from."""
        return self._sources

    def stats(self) -> list[Row]:
        """Count what the file holds, see `gazetteer.stats`."""
        return counts(self)

    def rows(self, sql: str, values: tuple[object, ...] = ()) -> list[Any]:
        """Ask the file itself: for the search and the statistics of this room."""
        return self._rows(sql, values)

    def places(self, numbers: Sequence[int]) -> tuple[Place, ...]:
        """Give places by their numbers in the file, in the order asked."""
        marks = ",".join("?" * len(numbers))
        found = {
            row[0]: row for row in self._rows(f"SELECT {_COLUMNS} FROM place WHERE n IN ({marks})", tuple(numbers))
        }
        return tuple(self._place(found[n]) for n in numbers)

    def spans(self, within: str | None) -> tuple[tuple[int, int], ...]:
        """Give the ranges of numbers of everything in a unit: its own first, then those of members elsewhere."""
        return self._span(within)

    def _connection(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = sqlite3.connect(self._uri, uri=True, check_same_thread=False)
            connection.execute("PRAGMA mmap_size=120000000")  # pages of places and names, one copy for all processes
            with self._lock:
                self._connections.append(connection)
            self._local.connection = connection
        return connection

    def _rows(self, sql: str, values: tuple[object, ...] = ()) -> list[Any]:
        return self._connection().execute(sql, values).fetchall()

    def _span(self, within: str | None) -> tuple[tuple[int, int], ...]:
        spans = self._spans.get(within)
        if spans is None:
            assert within is not None
            own = self._rows("SELECT n, last FROM place WHERE id = ?", (_as_id(within),)) or self._rows(
                "SELECT p.n, p.last FROM former_code f JOIN place p ON p.n = f.n WHERE f.code = ?", (within,)
            )
            if own:
                own += self._rows(
                    "SELECT m.n, m.last FROM also JOIN place m ON m.n = also.member WHERE also.unit = ?", own[0][:1]
                )
            spans = self._spans[within] = tuple((low, high) for low, high in own)
        return spans

    def _place(self, row: Any) -> Place:
        n, parent, place_id, name, kind, lon, lat, precision, uncertainty_m, extent_m, source, encoded = row
        above = self._above.get(parent) or self._chain(parent)
        bare = place_id[3:]
        return Place(
            id=place_id,
            name=name,
            kind=store.KINDS[kind],
            adcode=bare if bare.isdigit() else None,
            admin=above.names,
            admin_ids=above.ids,
            position=None if lon is None else Position(lon, lat),
            precision=store.PRECISIONS[precision],
            uncertainty_m=uncertainty_m,
            source=self._sources[source].key,
            aliases=tuple(alias for alias, _ in _decoded(name, encoded, kind)),
            extent_m=extent_m,
            also_in=self._also.get(n, ()),
        )

    def _chain(self, n: int) -> _Above:
        ((place_id, name, parent),) = self._rows("SELECT id, name, parent FROM place WHERE n = ?", (n,))
        higher = self._above.get(parent) or self._chain(parent)
        above = self._above[n] = _Above((*higher.names, name), (*higher.ids, place_id))
        return above


def _found_otherwise(name: str, directory: dict[str, tuple[NameRow, ...]]) -> tuple[NameRow, ...]:
    """Look a name up by the forms that `Gazetteer.named` tries too."""
    key = clean(name)
    village = village_name(key)
    for form in (key, village):
        if rows := directory.get(form):
            return rows
    return tuple(row for row in directory.get(village_base(village), ()) if row.kind == Kind.VILLAGE)


def _as_id(text: str) -> str:
    """Let a bare code stand for the id of its unit."""
    return f"cn:{text}" if text.isdigit() else text


def _decoded(name: str, encoded: str | None, kind: int) -> list[tuple[str, int]]:
    """Give the other names of a place; that of a village without 村 is not written down but known from the rule."""
    known = [(part[1:], int(part[0])) for part in encoded.split("|")] if encoded else []
    if kind == _VILLAGE and (base := village_base(name)) != name:
        known.insert(0, (base, store.FORM))
    return known


def open_or_build(path: Path, progress: Progress | None = None) -> Gazetteer:
    """Open the file; make it first when it is missing, stale or damaged."""
    try:
        return Gazetteer.open(path)
    except (NoGazetteer, StaleGazetteer, DamagedGazetteer):
        from gazetteer.build import build  # noqa: PLC0415 - building loads shapely and pyproj, opening does not

        return Gazetteer.open(build(path, progress))
