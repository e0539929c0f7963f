"""Write the merged tree into the built file: number the places, store them with their names, areas and search index."""

from __future__ import annotations

import os
import sqlite3
from array import array
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import shapely

from gazetteer import store
from gazetteer.merge import VILLAGE_SOURCES, Tree
from gazetteer.model import Kind, Precision
from gazetteer.names import village_base
from gazetteer.positions import Areas
from gazetteer.sources.characters import readings
from gazetteer.sources.files import data_checksum, sources
from gazetteer.spelling import initials, slips, sounds
from gazetteer.tree import Unit, Village

_VILLAGE = store.KINDS.index(Kind.VILLAGE)
_UNLOCATED = store.PRECISIONS.index(Precision.UNLOCATED)

_Row = tuple[object, ...]


def write(tree: Tree, areas: Areas, path: Path, step: Callable[[str], None]) -> None:
    """Write everything into a new file."""
    path.unlink(missing_ok=True)
    connection = sqlite3.connect(path)
    try:
        connection.executescript("PRAGMA page_size=8192; PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;")
        connection.executescript(store.SCHEMA)
        step("places")
        writer = _Writer(areas)
        connection.executemany("INSERT INTO place VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)", writer.places(tree.roots))
        connection.executemany("INSERT INTO area VALUES (?,?,?,?,?,?)", writer.areas())
        connection.executemany("INSERT OR IGNORE INTO also VALUES (?,?)", writer.also())
        connection.executemany(
            "INSERT INTO former_code VALUES (?,?)", [(c, writer.numbers[u.id]) for c, u in tree.former_codes.items()]
        )
        writer.names.sort()
        connection.executemany("INSERT OR IGNORE INTO name VALUES (?,?,?,?)", writer.names)
        writer.names.clear()
        step("search")
        _write_search(connection, writer)
        connection.executescript(store.INDEXES)
        connection.executemany(
            "INSERT INTO remark VALUES (?,?)", [(kind, line) for kind, lines in tree.remarks.items() for line in lines]
        )
        connection.executemany(
            "INSERT INTO source VALUES (?,?,?,?,?,?,?,?)",
            [
                (number, s.key, s.title, s.package, s.version, s.edition, s.licence, s.datum)
                for number, s in enumerate(sources())
            ],
        )
        meta = [("format", str(store.FORMAT)), ("data", data_checksum()), ("places", str(writer.count))]
        connection.executemany("INSERT INTO meta VALUES (?,?)", meta)
        connection.commit()
        connection.execute("ANALYZE")
        connection.commit()
    finally:
        connection.close()
    with path.open("rb+") as file:
        os.fsync(file.fileno())


class _Writer:
    """Numbers the places in the order of the tree, parents first, and gathers their names on the way."""

    def __init__(self, areas: Areas) -> None:
        self.count = 0
        self.numbers: dict[str, int] = {}
        self.names: list[tuple[str, int, int, int]] = []
        self.ranks: dict[str, int] = {}
        self._areas = areas
        self._also: list[tuple[Unit, Unit]] = []
        self._source = {source.key: number for number, source in enumerate(sources())}
        self._village_sources = [self._sources(bits) for bits in range(1 << len(VILLAGE_SOURCES))]

    def _sources(self, bits: int) -> tuple[int, int]:
        """Give the first source of a village and the bits of all, in the file's numbering."""
        keys = [self._source[key] for at, key in enumerate(VILLAGE_SOURCES) if bits >> at & 1]
        return (keys[0] if keys else 0), sum(1 << key for key in keys)

    def places(self, units: list[Unit], parent: int | None = None) -> Iterator[_Row]:
        for unit in units:
            self.count += 1
            n = self.numbers[unit.id] = self.count
            kind = store.KINDS.index(unit.kind)
            self._also += [(unit, member) for member in unit.also]
            self._name(unit.name, n, store.OFFICIAL, kind)
            for alias, how in unit.aliases.items():
                self._name(alias, n, store.HOW.index(how), kind, unit.until.get(alias, 0))
            yield from self.places(unit.children, n)
            for village in unit.villages.values():
                yield self._village(village, unit, n)
            at = unit.position
            keys = [self._source[key] for key in unit.sources]
            yield (
                n, self.count, parent, unit.id, unit.name, kind, at.lon if at else None, at.lat if at else None,
                store.PRECISIONS.index(unit.precision), unit.uncertainty_m, unit.extent_m,
                self._source[unit.position_source] if unit.position_source else min(keys),
                sum(1 << key for key in keys), _encoded(unit.aliases),
            )  # fmt: skip

    def _village(self, village: Village, unit: Unit, parent: int) -> _Row:
        self.count += 1
        n = self.count
        self._name(village.name, n, store.OFFICIAL, _VILLAGE)
        base = village_base(village.name)
        if base != village.name:
            self.names.append((base, n, store.FORM, 0))
        for alias, how in (village.aliases or {}).items():
            self._name(alias, n, store.HOW.index(how), _VILLAGE)
        source, bits = self._village_sources[village.sources]
        place_id = f"cn:{village.code}" if village.code else f"{unit.id}/{village.name}"
        return (
            n, n, parent, place_id, village.name, _VILLAGE, None, None, _UNLOCATED, None, None, source, bits,
            _encoded(village.aliases),
        )  # fmt: skip

    def _name(self, name: str, n: int, how: int, kind: int, until: int = 0) -> None:
        self.names.append((name, n, how, until))
        rank = kind * len(store.HOW) + how
        if rank < self.ranks.get(name, 1 << 30):
            self.ranks[name] = rank

    def areas(self) -> Iterator[_Row]:
        for place_id, area in self._areas.items():
            yield (self.numbers[place_id], *area.bounds, shapely.to_wkb(area))

    def also(self) -> Iterator[_Row]:
        for unit, member in self._also:
            yield (self.numbers[unit.id], self.numbers[member.id])


def _encoded(aliases: dict[str, str] | None) -> str | None:
    """Write other names into one cell, each behind the digit of how it is known."""
    return "|".join(f"{store.HOW.index(how)}{name}" for name, how in aliases.items()) if aliases else None


def _write_search(connection: sqlite3.Connection, writer: _Writer) -> None:
    spellings = sorted(writer.ranks.items())
    connection.executemany(
        "INSERT INTO spelling VALUES (?,?,?)", ((number, key, rank) for number, (key, rank) in enumerate(spellings))
    )
    said = readings()
    heard: list[tuple[str, int, int]] = []
    hashes, owners = array("q"), array("q")
    for number, (key, rank) in enumerate(spellings):
        pronounced = sounds(key, said)
        heard += [(word, rank, number) for word in {*map("".join, pronounced), *map(initials, pronounced)}]
        missing = slips(key)
        hashes.extend(missing)
        owners.extend([number] * len(missing))
    heard.sort()
    connection.executemany("INSERT INTO sound VALUES (?,?,?)", heard)
    heard.clear()
    slip_hash, slip_owner = np.frombuffer(hashes, np.int64), np.frombuffer(owners, np.int64)
    order = np.lexsort((slip_owner, slip_hash))
    connection.executemany(
        "INSERT INTO slip VALUES (?,?)", zip(slip_hash[order].tolist(), slip_owner[order].tolist(), strict=True)
    )
