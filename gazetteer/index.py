"""Answer questions about places from the built file: by id, by name within a unit, by what lies in or around it.

The file is opened read-only and shared: the system keeps one copy of its pages for all processes, so opening costs
next to nothing. One `Gazetteer` may be used by many threads; each gets its own connection.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from gazetteer import store
from gazetteer.errors import DamagedGazetteer, NoGazetteer, StaleGazetteer
from gazetteer.model import Kind, Place, Precision
from gazetteer.names import clean, village_name
from gazetteer.sources.files import data_checksum
from geo.position import Position

if TYPE_CHECKING:
    import shapely

    from gazetteer.build import Progress

_COLUMNS = "n,last,parent,id,name,kind,code,lon,lat,precision,uncertainty_m,extent_m,source"


class NameRow(NamedTuple):
    """A name of a place in its lightest form, for building matchers; `how` is official, short, form, former, …"""

    name: str
    place_id: str
    kind: str
    how: str


class _Node(NamedTuple):
    """What the chain above a place needs."""

    id: str
    name: str
    parent: int | None


class Gazetteer:
    """The built gazetteer; use `Gazetteer.open`."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._uri = f"file:{quote(str(path.resolve()))}?mode=ro&immutable=1"
        self._local = threading.local()
        self._lock = threading.Lock()
        self._connections: list[sqlite3.Connection] = []
        self._nodes: dict[int, _Node] = {}
        self._spans: dict[str, tuple[tuple[int, int], ...]] = {}

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
            meta = dict(gazetteer._rows("SELECT key, value FROM meta"))
        except sqlite3.DatabaseError as error:
            gazetteer.close()
            raise DamagedGazetteer(
                f"地名库文件 {path} 已损坏；请运行 zhenggai gazetteer build 重建。",
                f"the gazetteer file {path} is damaged; run zhenggai gazetteer build to make it again.",
            ) from error
        if meta.get("format") != str(store.FORMAT) or meta.get("data") != data_checksum():
            gazetteer.close()
            raise StaleGazetteer(
                f"地名库文件 {path} 由其他版本的程序或数据生成；请运行 zhenggai gazetteer build 重建。",
                f"the gazetteer file {path} was made by another version; run zhenggai gazetteer build to make it again.",
            )
        return gazetteer

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
        """Give one place by its id, or by the code of its unit."""
        rows = self._rows(f"SELECT {_COLUMNS} FROM place WHERE id = ?", (_as_id(place_id),))
        return self._place(rows[0]) if rows else None

    def named(self, name: str, within: str | None = None, kinds: Iterable[Kind] | None = None) -> tuple[Place, ...]:
        """Give the places of exactly this name, official or other, in the order of their codes.

        Parameters
        ----------
        within
            Id or code of a unit that holds the places; an unknown one holds none.
        """
        keys = list(dict.fromkeys((clean(name), village_name(name))))
        wanted = None if kinds is None else {k.value for k in kinds}
        columns = ",".join(f"p.{c}" for c in _COLUMNS.split(","))
        marks = ",".join("?" * len(keys))
        found: dict[int, tuple[object, ...]] = {}
        for low, high in self._span(within):
            for row in self._rows(
                f"SELECT {columns} FROM name a JOIN place p ON p.n = a.n WHERE a.key IN ({marks}) AND a.n BETWEEN ? AND ?",
                (*keys, low, high),
            ):
                if wanted is None or row[5] in wanted:
                    found[row[0]] = row
        return tuple(self._place(found[n]) for n in sorted(found))

    def children(self, place_id: str) -> tuple[Place, ...]:
        """Give the places directly below a unit."""
        rows = self._rows(
            f"SELECT {_COLUMNS} FROM place WHERE parent = (SELECT n FROM place WHERE id = ?) ORDER BY n",
            (_as_id(place_id),),
        )
        return tuple(self._place(row) for row in rows)

    def descendants(self, place_id: str, kinds: Iterable[Kind] | None = None) -> tuple[NameRow, ...]:
        """Give every name of every place below a unit, light and fast: what a matcher is built from."""
        wanted = None if kinds is None else {k.value for k in kinds}
        rows: list[NameRow] = []
        for low, high in self._span(place_id):
            rows += map(
                NameRow._make,
                self._rows(
                    "SELECT a.key, p.id, p.kind, a.how FROM place p CROSS JOIN name a ON a.n = p.n WHERE p.n BETWEEN ? AND ?",
                    (low, high),
                ),
            )
        return tuple(row for row in rows if wanted is None or row.kind in wanted)

    def unit_names(self) -> tuple[NameRow, ...]:
        """Give every name of every province, city and county of the country, light and fast as `descendants`."""
        rows = self._rows(
            """
            WITH RECURSIVE unit(n) AS (
                SELECT n FROM place WHERE parent IS NULL
                UNION ALL
                SELECT p.n FROM unit CROSS JOIN place p ON p.parent = unit.n WHERE p.kind IN ('city', 'county'))
            SELECT a.key, p.id, p.kind, a.how
            FROM unit CROSS JOIN place p ON p.n = unit.n CROSS JOIN name a ON a.n = p.n
            """
        )
        return tuple(map(NameRow._make, rows))

    def counties(self, within: str | None = None) -> tuple[Place, ...]:
        """Give the counties of a unit, or of the country."""
        rows = [
            row
            for low, high in self._span(within)
            for row in self._rows(
                f"SELECT {_COLUMNS} FROM place WHERE kind = 'county' AND n BETWEEN ? AND ? ORDER BY n", (low, high)
            )
        ]
        return tuple(self._place(row) for row in rows)

    def polygon(self, place_id: str) -> shapely.Geometry | None:
        """Give the area of a county, city or province, WGS-84; None where no source has one."""
        import shapely

        rows = self._rows("SELECT wkb FROM area WHERE n = (SELECT n FROM place WHERE id = ?)", (_as_id(place_id),))
        return shapely.from_wkb(rows[0][0]) if rows else None

    def at(self, position: Position) -> str | None:
        """Give the id of the county that a position lies in, of the city where there are no counties; None abroad."""
        import shapely

        rows = self._rows(
            "SELECT p.id, a.wkb FROM area a JOIN place p ON p.n = a.n "
            "WHERE ? BETWEEN a.west AND a.east AND ? BETWEEN a.south AND a.north ORDER BY p.n DESC",
            (position.lon, position.lat),
        )
        for place_id, wkb in rows:
            if shapely.intersects_xy(shapely.from_wkb(wkb), position.lon, position.lat):
                return str(place_id)
        return None

    def _connection(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = sqlite3.connect(self._uri, uri=True, check_same_thread=False)
            with self._lock:
                self._connections.append(connection)
            self._local.connection = connection
        return connection

    def _rows(self, sql: str, values: tuple[object, ...] = ()) -> list[tuple[object, ...]]:
        return self._connection().execute(sql, values).fetchall()

    def _span(self, within: str | None) -> tuple[tuple[int, int], ...]:
        """Give the ranges of numbers of everything in a unit: its own, and those of members elsewhere."""
        if within is None:
            return ((0, 1 << 60),)
        spans = self._spans.get(within)
        if spans is None:
            own = self._rows("SELECT n, last FROM place WHERE id = ?", (_as_id(within),))
            if own:
                own += self._rows(
                    "SELECT m.n, m.last FROM also JOIN place m ON m.n = also.member WHERE also.unit = ?", own[0][:1]
                )
            spans = self._spans[within] = tuple((int(str(low)), int(str(high))) for low, high in own)
        return spans

    def _place(self, row: tuple[object, ...]) -> Place:
        n, _, parent, place_id, name, kind, code, lon, lat, precision, uncertainty, extent, source = row
        chain: list[_Node] = []
        while parent is not None:
            node = self._node(parent)  # type: ignore[arg-type]
            chain.append(node)
            parent = node.parent
        chain.reverse()
        return Place(
            id=place_id, name=name, kind=Kind(kind), adcode=code,
            admin=tuple(c.name for c in chain), admin_ids=tuple(c.id for c in chain),
            position=None if lon is None else Position(lon, lat),
            precision=Precision(precision), uncertainty_m=uncertainty, source=source,
            aliases=(), extent_m=extent,
        )  # type: ignore[arg-type]  # fmt: skip

    def _node(self, n: int) -> _Node:
        node = self._nodes.get(n)
        if node is None:
            (row,) = self._rows("SELECT id, name, parent FROM place WHERE n = ?", (n,))
            node = self._nodes[n] = _Node._make(row)
        return node


def _as_id(text: str) -> str:
    """Let a bare code stand for the id of its unit."""
    return f"cn:{text}" if text.isdigit() else text


def open_or_build(path: Path, progress: Progress | None = None) -> Gazetteer:
    """Open the file; make it first when it is missing, stale or damaged."""
    try:
        return Gazetteer.open(path)
    except (NoGazetteer, StaleGazetteer, DamagedGazetteer):
        from gazetteer.build import build

        return Gazetteer.open(build(path, progress))
