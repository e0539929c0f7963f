"""The layout of the built file: one SQLite database, written once and then only read.

Places are numbered so that a unit's number and `last` span everything below it: whether a place lies within another is
a comparison, and one index on (name, number) answers "this name within that unit" on every level.
"""

from __future__ import annotations

FORMAT = 1
"""Raised when the layout changes; a file of another format is built anew."""

SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE place (
    n INTEGER PRIMARY KEY, last INTEGER NOT NULL, parent INTEGER, id TEXT NOT NULL, name TEXT NOT NULL,
    kind TEXT NOT NULL, code TEXT, lon REAL, lat REAL, precision TEXT NOT NULL, uncertainty_m REAL, extent_m REAL,
    source TEXT NOT NULL, sources TEXT NOT NULL);
CREATE TABLE name (
    key TEXT NOT NULL, n INTEGER NOT NULL, how TEXT NOT NULL, since TEXT, until TEXT,
    PRIMARY KEY (key, n)) WITHOUT ROWID;
CREATE TABLE also (unit INTEGER NOT NULL, member INTEGER NOT NULL, PRIMARY KEY (unit, member)) WITHOUT ROWID;
CREATE TABLE area (
    n INTEGER PRIMARY KEY, west REAL NOT NULL, south REAL NOT NULL, east REAL NOT NULL, north REAL NOT NULL,
    wkb BLOB NOT NULL);
CREATE TABLE remark (kind TEXT NOT NULL, line TEXT NOT NULL);
"""

INDEXES = """
CREATE UNIQUE INDEX place_id ON place (id);
CREATE INDEX place_code ON place (code) WHERE code IS NOT NULL;
CREATE INDEX place_parent ON place (parent);
CREATE INDEX name_n ON name (n);
CREATE INDEX also_member ON also (member);
"""

INSERT_PLACE = "INSERT INTO place VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)"
INSERT_NAME = "INSERT OR IGNORE INTO name VALUES (?,?,?,?,?)"
