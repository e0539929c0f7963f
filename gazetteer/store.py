"""The layout of the built file: one SQLite database, written once and then only read.

Places are numbered so that a unit's number `n` and its `last` span everything below it: whether a place lies within
another is a comparison, and one index on (name, number) answers "this name within that unit" on every level. Words
that repeat 700,000 times (kinds, precisions, sources) are numbers: their positions in the tuples below, and for
sources in the table `source`.

Search goes by spelling, not by place: `spelling` holds each distinct name once, with the best rank of a place that
bears it. `sound` finds spellings by pinyin and initials. `slip` finds those within one edit of a query: two words are,
when they or what is left of them after leaving out one character agree.
"""

from __future__ import annotations

from gazetteer.model import Kind, Precision

FORMAT = 2
"""Raised when the layout or the way of merging changes; a file of another format is built anew."""

KINDS = tuple(Kind)
PRECISIONS = tuple(Precision)

OFFICIAL, SHORT, FORM, FORMER, ALIAS, PART, EARLIER = range(7)
HOW = ("official", "short", "form", "former", "alias", "part", "earlier kind")
"""How a name is known: the official one; 平遥 for 平遥县; 段村 for 段村镇; a name it had, or has in an older source; as
another source spells it; the whole that a split village was part of; 洪善乡 for 洪善街道, by rule and not by record."""

SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE source (
    number INTEGER PRIMARY KEY, key TEXT NOT NULL, title TEXT NOT NULL, package TEXT NOT NULL, version TEXT NOT NULL,
    edition TEXT NOT NULL, licence TEXT NOT NULL, datum TEXT NOT NULL);
CREATE TABLE place (
    n INTEGER PRIMARY KEY, last INTEGER NOT NULL, parent INTEGER, id TEXT NOT NULL, name TEXT NOT NULL,
    kind INTEGER NOT NULL, lon REAL, lat REAL, precision INTEGER NOT NULL, uncertainty_m REAL, extent_m REAL,
    source INTEGER NOT NULL, sources INTEGER NOT NULL, names TEXT);
CREATE TABLE name (
    key TEXT NOT NULL, n INTEGER NOT NULL, how INTEGER NOT NULL, until INTEGER NOT NULL,
    PRIMARY KEY (key, n)) WITHOUT ROWID;
CREATE TABLE former_code (code TEXT PRIMARY KEY, n INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE also (unit INTEGER NOT NULL, member INTEGER NOT NULL, PRIMARY KEY (unit, member)) WITHOUT ROWID;
CREATE TABLE area (
    n INTEGER PRIMARY KEY, west REAL NOT NULL, south REAL NOT NULL, east REAL NOT NULL, north REAL NOT NULL,
    wkb BLOB NOT NULL);
CREATE TABLE spelling (number INTEGER PRIMARY KEY, key TEXT NOT NULL, rank INTEGER NOT NULL);
CREATE TABLE sound (
    key TEXT NOT NULL, rank INTEGER NOT NULL, spelling INTEGER NOT NULL,
    PRIMARY KEY (key, rank, spelling)) WITHOUT ROWID;
CREATE TABLE slip (hash INTEGER NOT NULL, spelling INTEGER NOT NULL, PRIMARY KEY (hash, spelling)) WITHOUT ROWID;
CREATE TABLE remark (kind TEXT NOT NULL, line TEXT NOT NULL);
"""

UPPER = f"kind <= {KINDS.index(Kind.FUNCTIONAL_ZONE)}"
"""The condition that finds the few units above the townships through their index."""

INDEXES = f"""
CREATE UNIQUE INDEX place_id ON place (id);
CREATE INDEX place_unit ON place (kind, n) WHERE {UPPER};
CREATE INDEX spelling_key ON spelling (key, rank);
"""
