"""Documents are stored whole or not at all, once, and later ones add to what earlier ones said."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import Engine, text

from app.db.errors import DatabaseUnavailable
from app.db.tables import METADATA
from app.services.reading import Known, Rejected, files_in
from app.services.storing import Stored

if TYPE_CHECKING:
    from tests.app.conftest import Desk


def snapshot(engine: Engine) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table with the transaction that wrote it."""
    with engine.connect() as connection:
        return {
            table: sorted(
                tuple(row) for row in connection.execute(text(f'SELECT xmin::text, t::text FROM "{table}" t')).all()
            )
            for table in METADATA.tables
        }


def counts(engine: Engine) -> dict[str, int]:
    return {table: len(rows) for table, rows in snapshot(engine).items()}


def test_stores_what_the_document_says(engine: Engine, desk: Desk) -> None:
    (stored,) = desk.keep(engine, desk.write(desk.progress))
    assert isinstance(stored, Stored)
    assert stored.findings == 2
    with engine.connect() as connection:
        row = connection.execute(text("SELECT * FROM layers.findings WHERE number = 2")).mappings().one()
        assert row["status"] == "on_schedule"
        assert row["deadlines"] == ["2022-12-31"]
        assert row["responsible_units"] == ["武陟县人民政府", "市城管局"]
        assert row["sample"] is True
        counties = connection.execute(text("SELECT DISTINCT county, county_code FROM sites ORDER BY 2")).all()
        assert set(counties) >= {("修武县", "410821"), ("武陟县", "410823")}
        text_of = connection.execute(
            text(
                'SELECT s.text, substr(d.text, s.start + 1, s."end" - s.start) AS spelled '
                "FROM sites s JOIN reports r ON r.id = s.report_id JOIN documents d ON d.id = r.document_id"
            )
        ).all()
        assert text_of
        assert all(row.text == row.spelled for row in text_of)
        assert connection.execute(text("SELECT count(*) FROM areas")).scalar_one() >= 10
        assert connection.execute(text("SELECT bool_and(ST_IsValid(geom)) FROM areas")).scalar_one()


def test_every_site_begins_its_history(engine: Engine, desk: Desk) -> None:
    desk.keep(engine, desk.write(desk.progress))
    with engine.connect() as connection:
        agree = connection.execute(
            text(
                "SELECT count(*) FILTER (WHERE p.geom IS NOT DISTINCT FROM s.geom AND p.source = s.source "
                "AND p.stored_by = 'tester') = count(*) FROM sites s LEFT JOIN site_positions p ON p.site_id = s.id"
            )
        ).scalar_one()
    assert agree


def test_the_same_file_twice_changes_nothing(engine: Engine, desk: Desk) -> None:
    path = desk.write(desk.progress)
    desk.keep(engine, path)
    before = snapshot(engine)
    renamed = desk.write(desk.progress, "另一个名字.txt")
    assert [type(told) for told in desk.keep(engine, path, renamed)] == [Known, Known]
    assert snapshot(engine) == before


def test_two_at_once_store_it_once(engine: Engine, desk: Desk) -> None:
    path = desk.write(desk.progress)
    with ThreadPoolExecutor(2) as pool:
        told = list(pool.map(lambda _: desk.keep(engine, path)[0], range(2)))
    assert sorted(type(one).__name__ for one in told) == ["Known", "Stored"]
    assert counts(engine)["documents"] == 1
    assert counts(engine)["findings"] == 2


def test_a_later_document_adds_reports_and_overwrites_nothing(engine: Engine, desk: Desk) -> None:
    desk.keep(engine, desk.write(desk.progress))
    before = snapshot(engine)
    later = desk.progress.replace("2023年6月30日", "2024年6月30日").replace(
        "达到序时进度。（1）正在清运", "已完成。（1）已清运"
    )
    (stored,) = desk.keep(engine, desk.write(later, "后续.txt"))
    assert isinstance(stored, Stored)
    assert stored.again == 2
    after = snapshot(engine)
    assert all(set(before[table]) <= set(after[table]) for table in before)
    assert len(after["findings"]) == 2
    assert len(after["reports"]) == 4
    with engine.connect() as connection:
        current = connection.execute(text("SELECT document, status FROM layers.findings WHERE number = 2")).one()
        assert tuple(current) == ("后续.txt", "completed")
        shown = connection.execute(text("SELECT DISTINCT document FROM layers.sites")).scalars().all()
        assert shown == ["后续.txt"]


def test_the_newest_report_speaks_whatever_the_order_of_arrival(engine: Engine, desk: Desk) -> None:
    later = desk.progress.replace("2023年6月30日", "2024年6月30日").replace(
        "达到序时进度。（1）正在清运", "已完成。（1）已清运"
    )
    desk.keep(engine, desk.write(later, "后续.txt"), desk.write(desk.progress, "较早.txt"))
    with engine.connect() as connection:
        current = connection.execute(text("SELECT document, status FROM layers.findings WHERE number = 2")).one()
    assert tuple(current) == ("后续.txt", "completed")


def test_workers_store_the_same(engine: Engine, desk: Desk) -> None:
    bad = desk.write("", "空.txt")
    files = [*(path for path in desk.samples if path.suffix == ".txt"), bad, desk.write(desk.progress)]
    told = desk.keep(engine, *files, workers=2)
    names = [one.name if isinstance(one, Stored) else None for one in told]
    assert names == [None if path == bad else path.name for path in files]


def broken_docx() -> bytes:
    whole = next((Path(__file__).parents[2] / "samples").glob("*.docx")).read_bytes()
    return whole[: len(whole) // 2]


def docx_without_body() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<broken")
    return buffer.getvalue()


BAD: dict[str, Callable[[], bytes]] = {
    "空.txt": lambda: b"",
    "空白.txt": lambda: b" \n\n ",
    "程序.bin": lambda: bytes(range(256)) * 64,
    "半个.docx": broken_docx,
    "无正文.docx": docx_without_body,
    "太大.txt": lambda: "整改情况。".encode() * 3_500_000,
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_named_and_the_others_are_done(engine: Engine, desk: Desk, name: str) -> None:
    bad = desk.folder / name
    bad.write_bytes(BAD[name]())
    before, rejected, after = desk.keep(
        engine, desk.write(desk.progress, "一.txt"), bad, desk.write(desk.hostile, "二.txt")
    )
    assert isinstance(before, Stored)
    assert isinstance(after, Stored)
    assert isinstance(rejected, Rejected)
    assert name in rejected.zh
    assert name in rejected.en
    assert not rejected.defect, "a sentence of the reader, not a defect that was caught"
    assert "Traceback" not in rejected.zh
    assert counts(engine)["documents"] == 2


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16", "utf-8-sig"])
def test_other_encodings_give_the_same_findings(engine: Engine, desk: Desk, encoding: str) -> None:
    path = desk.folder / "编码.txt"
    path.write_text(desk.progress, encoding=encoding)
    (stored,) = desk.keep(engine, path)
    assert isinstance(stored, Stored)
    assert stored.findings == 2


def test_a_folder_gives_its_documents(desk: Desk) -> None:
    inside = desk.write(desk.progress, "b.txt")
    desk.write("x", "c.unknown")
    assert list(files_in([desk.folder])) == [inside]


def test_a_folder_without_documents_is_one_sentence(desk: Desk) -> None:
    (rejected,) = files_in([desk.folder])
    assert isinstance(rejected, Rejected)
    assert str(desk.folder) in rejected.zh


@pytest.mark.parametrize("table", ["reports", "mentions", "sites", "site_positions"])
def test_a_failure_in_the_middle_leaves_nothing(engine: Engine, desk: Desk, table: str) -> None:
    desk.keep(engine, desk.write(desk.hostile, "先.txt"))
    before = snapshot(engine)
    fail_at(engine, table, "RAISE EXCEPTION 'the disk is full'")
    (told,) = desk.keep(engine, desk.write(desk.progress))
    assert isinstance(told, Rejected)
    assert "disk" not in told.zh + told.en
    assert snapshot(engine) == before


def test_a_server_that_dies_in_the_middle_leaves_nothing(engine: Engine, desk: Desk) -> None:
    before = snapshot(engine)
    fail_at(engine, "sites", "PERFORM pg_terminate_backend(pg_backend_pid()); PERFORM pg_sleep(1)")
    with pytest.raises(DatabaseUnavailable, match="Run the same command again"):
        desk.keep(engine, desk.write(desk.progress))
    assert snapshot(engine) == before


def fail_at(engine: Engine, table: str, action: str) -> None:
    with engine.begin() as connection:
        connection.execute(
            text(f"CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {action}; RETURN NULL; END $$")
        )
        connection.execute(text(f"CREATE TRIGGER fail AFTER INSERT ON {table} EXECUTE FUNCTION fail()"))


def test_hostile_text_is_stored_as_it_is(engine: Engine, desk: Desk) -> None:
    desk.keep(engine, desk.write(desk.hostile))
    with engine.connect() as connection:
        section, problem = connection.execute(text("SELECT section, problem FROM findings")).one()
    assert "DROP TABLE findings" in section
    assert "<img src=x onerror=alert(1)>" in problem


def test_a_name_that_is_no_text_is_stored_readably(engine: Engine, desk: Desk) -> None:
    (stored,) = desk.keep(engine, desk.write(desk.progress, os.fsdecode(b"\xff.txt")))
    assert isinstance(stored, Stored)
    assert stored.name == "\ufffd.txt"
