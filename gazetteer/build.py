"""Build the gazetteer file: read the sources, merge them, place them, write one SQLite file.

The file appears complete or not at all: it is written beside its target and renamed. Two builds at once wait for each
other. What it was made from is remembered inside it, so that a stale file is noticed (`gazetteer.index`).
"""

from __future__ import annotations

import fcntl
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import shapely

from gazetteer import store
from gazetteer.merge import Tree, add_source, frame, split_villages, townships_below
from gazetteer.model import Kind
from gazetteer.names import village_base
from gazetteer.positions import Areas, place_areas, place_townships, place_units
from gazetteer.sources import villages
from gazetteer.sources.divisions import divisions
from gazetteer.sources.files import data_checksum
from gazetteer.sources.geonames import points
from gazetteer.sources.polygons import polygons
from gazetteer.tree import Unit, Village

Progress = Callable[[str, int, int], None]
"""Called with the name of the step, what is done and what there is to do."""

STEPS = ("frame", "statistics", "dictionary", "areas", "points", "write", "index")


def build(target: Path, progress: Progress | None = None, without: frozenset[str] = frozenset()) -> Path:
    """Build the gazetteer of the whole country.

    Parameters
    ----------
    target
        The file to make; folders above it are made too, an existing file is replaced at the end.
    without
        Keys of village sources to leave out, to measure what the others know.
    """
    target.parent.mkdir(parents=True, exist_ok=True)

    def step(name: str) -> None:
        if progress is not None:
            progress(name, STEPS.index(name), len(STEPS))

    with _lock(target.with_suffix(".lock")):
        step("frame")
        dictionary, short_names = villages.dictionary()
        tree = frame(divisions(), short_names)
        step("statistics")
        if villages.STATISTICS not in without:
            add_source(tree, villages.statistics(), villages.STATISTICS)
        step("dictionary")
        if villages.DICTIONARY not in without:
            add_source(tree, dictionary, villages.DICTIONARY)
        del dictionary
        for root in tree.roots:
            for township in townships_below(root):
                split_villages(township)
        step("areas")
        areas = place_areas(tree, polygons())
        place_units(tree, areas)
        step("points")
        place_townships(tree, areas, points())
        step("write")
        fresh = target.with_suffix(".new")
        fresh.unlink(missing_ok=True)
        try:
            _write(tree, areas, fresh, step)
            fresh.replace(target)
        finally:
            fresh.unlink(missing_ok=True)
    if progress is not None:
        progress("done", len(STEPS), len(STEPS))
    return target


@contextmanager
def _lock(path: Path) -> Iterator[None]:
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _write(tree: Tree, areas: Areas, path: Path, step: Callable[[str], None]) -> None:
    connection = sqlite3.connect(path)
    try:
        connection.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA page_size=8192;")
        connection.executescript(store.SCHEMA)
        writer = _Writer(connection, areas)
        for root in tree.roots:
            writer.unit(root, None)
        writer.finish()
        step("index")
        connection.executescript(store.INDEXES)
        connection.executemany(
            "INSERT INTO remark VALUES (?,?)", ((k, line) for k, lines in tree.report.remarks.items() for line in lines)
        )
        connection.executemany(
            "INSERT INTO meta VALUES (?,?)", [("format", str(store.FORMAT)), ("data", data_checksum())]
        )
        connection.commit()
        connection.execute("ANALYZE")
        connection.commit()
    finally:
        connection.close()
    with path.open("rb+") as file:
        os.fsync(file.fileno())


class _Writer:
    """Numbers the places in the order of the tree and writes them with their names and areas."""

    def __init__(self, connection: sqlite3.Connection, areas: Areas) -> None:
        self.connection = connection
        self.areas = areas
        self.count = 0
        self.numbers: dict[str, int] = {}
        self.also: list[tuple[Unit, Unit]] = []
        self.places: list[tuple[object, ...]] = []
        self.names: list[tuple[object, ...]] = []

    def unit(self, unit: Unit, parent: int | None) -> None:
        self.count += 1
        n = self.numbers[unit.id] = self.count
        self.also += [(unit, member) for member in unit.also]
        self.names.append((unit.name, n, "official", None, None))
        for alias, how in unit.aliases.items():
            since, until = unit.periods.get(alias, (None, None))
            self.names.append((alias, n, how, since, until))
        for child in unit.children:
            self.unit(child, n)
        for village in unit.villages.values():
            self.village(village, unit, n)
        at = unit.position
        sources = ",".join(sorted(unit.sources))
        self.places.append(
            (n, self.count, parent, unit.id, unit.name, unit.kind.value, unit.code or None, at.lon if at else None,
             at.lat if at else None, unit.precision, unit.uncertainty_m, unit.extent_m,
             unit.position_source or sources.split(",", 1)[0], sources)
        )  # fmt: skip
        area = self.areas.get(unit.id)
        if area is not None:
            self.connection.execute("INSERT INTO area VALUES (?,?,?,?,?,?)", (n, *area.bounds, shapely.to_wkb(area)))
        if len(self.places) > 20_000:
            self.flush()

    def village(self, village: Village, unit: Unit, parent: int) -> None:
        self.count += 1
        n = self.count
        place_id = f"cn:{village.code}" if village.code else f"{unit.id}/{village.name}"
        sources = ",".join(sorted(village.sources))
        self.places.append(
            (n, n, parent, place_id, village.name, Kind.VILLAGE.value, village.code or None, None, None,
             "unlocated", None, None, sources.split(",", 1)[0], sources)
        )  # fmt: skip
        self.names.append((village.name, n, "official", None, None))
        base = village_base(village.name)
        if base != village.name:
            self.names.append((base, n, "form", None, None))
        for alias, how in village.aliases.items():
            self.names.append((alias, n, how, None, None))
            if how == "alias" and (base := village_base(alias)) != alias:
                self.names.append((base, n, "form", None, None))

    def flush(self) -> None:
        self.connection.executemany(store.INSERT_PLACE, self.places)
        self.places.clear()

    def finish(self) -> None:
        self.flush()
        self.names.sort(key=lambda row: (row[0], row[1]))
        self.connection.executemany(store.INSERT_NAME, self.names)
        self.connection.executemany(
            "INSERT OR IGNORE INTO also VALUES (?,?)",
            [(self.numbers[unit.id], self.numbers[member.id]) for unit, member in self.also],
        )
