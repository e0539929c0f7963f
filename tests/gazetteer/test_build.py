"""The built file: whole or not at all, noticed when it is stale or damaged."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest

from gazetteer import store
from gazetteer.build import STEPS, build
from gazetteer.errors import DamagedGazetteer, NoGazetteer, StaleGazetteer
from gazetteer.index import Gazetteer
from gazetteer.sources.villages import STATISTICS


def test_says_that_there_is_none(tmp_path: Path) -> None:
    with pytest.raises(NoGazetteer, match="gazetteer build"):
        Gazetteer.open(tmp_path / "none.db")


@pytest.mark.parametrize("content", [b"", b"not a database at all", b"SQLite format 3\x00" + b"\x00" * 4096])
def test_notices_what_is_no_gazetteer(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "g.db"
    path.write_bytes(content)
    with pytest.raises(DamagedGazetteer, match=r"g\.db"):
        Gazetteer.open(path)


def test_notices_a_file_cut_short(tmp_path: Path, gazetteer_file: Path) -> None:
    path = tmp_path / "g.db"
    with gazetteer_file.open("rb") as whole:
        path.write_bytes(whole.read(gazetteer_file.stat().st_size // 2))
    with pytest.raises(DamagedGazetteer):
        Gazetteer.open(path)


@pytest.mark.parametrize(("key", "value"), [("format", str(store.FORMAT - 1)), ("data", "other")])
def test_notices_another_version(tmp_path: Path, gazetteer_file: Path, key: str, value: str) -> None:
    path = tmp_path / "g.db"
    shutil.copyfile(gazetteer_file, path)
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE meta SET value = ? WHERE key = ?", (value, key))
    connection.close()
    with pytest.raises(StaleGazetteer, match="another version"):
        Gazetteer.open(path)


def test_a_build_that_fails_leaves_the_old_file(tmp_path: Path) -> None:
    target = tmp_path / "g.db"
    target.write_text("the old one")

    def interrupt(step: str, _done: int, _total: int) -> None:
        if step == STEPS[1]:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build(target, interrupt)
    assert target.read_text() == "the old one"
    assert not list(tmp_path.glob("*.new"))


def found_in(gazetteer: Gazetteer, name: str, township: str, county: str) -> bool:
    """True when a village is found in its township; the township's id may be another source's."""
    return township in {village.admin[-1] for village in gazetteer.named(name, county)}


@pytest.mark.full
def test_one_source_of_villages_finds_the_villages_of_the_other(tmp_path: Path, gazetteer_file: Path) -> None:
    """5,000 villages of the source that is left out: 88 % are found in the right township."""
    with Gazetteer.open(gazetteer_file) as whole:
        drawn = whole.rows(
            "SELECT v.name, t.name, c.id FROM place v JOIN place t ON t.n = v.parent JOIN place c ON c.n = t.parent "
            "JOIN source s ON v.sources >> s.number & 1 WHERE v.kind = 5 AND s.key = ? ORDER BY v.n * 7919 % 1000003 LIMIT 5000",
            (STATISTICS,),
        )
        both = sum(found_in(whole, *row) for row in drawn)
    with Gazetteer.open(build(tmp_path / "less.db", without=frozenset({STATISTICS}))) as less:
        found = sum(found_in(less, *row) for row in drawn)
    assert both >= 0.995 * len(drawn)
    assert found >= 0.88 * len(drawn)
