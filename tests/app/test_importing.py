"""The commands of the office's own places, from the command line on, without and with a database."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from app import cli
from app.db.engine import connect
from app.db.tables import places, sites
from app.services.places import DatabasePlaces
from gazetteer.importers.registry import IMPORTERS

TABLE = "名称,类型,经度,纬度,县\n虚构石料有限公司,企业,113.243481,35.309778,修武县\n虚构纸业有限公司,企业,113.243481,35.309778,温县\n"
TEXT = (
    "示例文件，内容虚构\n\n焦作市生态环境督察整改进展情况\n\n1.修武县虚构石料有限公司扬尘明显。\n\n整改情况：已完成。\n"
)


@pytest.fixture
def home(tmp_path: Path, gazetteer_file: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "home"
    folder.mkdir()
    (folder / "gazetteer.db").symlink_to(gazetteer_file)
    monkeypatch.setenv("ZHENGGAI_DATA_DIR", str(folder))
    monkeypatch.delenv("ZHENGGAI_DATABASE_URL", raising=False)
    monkeypatch.delenv("ZHENGGAI_TIANDITU_KEY", raising=False)
    return folder


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "企业.csv"
    path.write_text(TABLE, "utf-8")
    return path


def run(capsys: pytest.CaptureFixture[bytes], *arguments: object) -> tuple[int, list[dict[str, Any]], str]:
    status = cli.run([str(argument) for argument in arguments])
    out, err = capsys.readouterr()
    return status, [json.loads(line) for line in out.splitlines()], err.decode()


def test_an_import_from_dry_run_to_removal(
    home: Path, table: Path, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    importing = ("gazetteer", "import", "own", table, "--datum", "wgs84")
    status, rows, told = run(capsysbinary, *importing, "--dry-run")
    assert status == 0
    assert rows[0] == {
        "source": "own:企业",
        "stored": False,
        "new": 1,
        "better": 0,
        "same": 0,
        "repeated": 0,
        "refused": 1,
    }
    assert "未存入" in told
    assert "与所写的“温县”不符" in told
    assert not (home / "office.db").exists()

    assert run(capsysbinary, *importing, "--redistributable")[0] == 0
    (source,) = run(capsysbinary, "gazetteer", "sources")[1]
    assert (source["key"], source["places"], source["redistributable"]) == ("own:企业", 1, True)
    (found,) = run(capsysbinary, "gazetteer", "search", "虚构石料有限公司")[1]
    assert (found["precision"], found["source"]) == ("place", "own:企业")

    document = tmp_path / "示例.txt"
    document.write_text(TEXT, "utf-8")
    sites = [row for row in run(capsysbinary, "geoparse", document)[1] if row["record"] == "site"]
    assert [(site["precision"], site["source"]) for site in sites] == [("place", "own:企业")]

    package = tmp_path / "甲.gpkg"
    assert run(capsysbinary, "gazetteer", "export-office", package)[0] == 0
    assert run(capsysbinary, "gazetteer", "import", "office", package)[0] == 0
    assert [row["key"] for row in run(capsysbinary, "gazetteer", "sources")[1]] == ["own:企业", "甲/own:企业"]

    for key in ("own:企业", "甲/own:企业"):
        assert run(capsysbinary, "gazetteer", "remove", key)[0] == 0
    assert run(capsysbinary, "gazetteer", "search", "虚构石料有限公司")[1] == []
    status, _, told = run(capsysbinary, "gazetteer", "remove", "own:企业")
    assert status == 2
    assert "没有名为" in told


def test_with_a_database_the_places_live_there_and_the_file_repeats_them(
    home: Path,
    table: Path,
    tmp_path: Path,
    database_url: str,
    monkeypatch: pytest.MonkeyPatch,
    capsysbinary: pytest.CaptureFixture[bytes],
) -> None:
    assert run(capsysbinary, "gazetteer", "import", "own", table, "--datum", "wgs84", "--as", "早先")[0] == 0
    monkeypatch.setenv("ZHENGGAI_DATABASE_URL", database_url)
    assert run(capsysbinary, "gazetteer", "import", "own", table, "--datum", "wgs84")[0] == 0
    (home / "office.db").unlink()  # what documents are read with comes back from the database
    document = tmp_path / "示例.txt"
    document.write_text(TEXT, "utf-8")
    assert run(capsysbinary, "ingest", document)[0] == 0
    engine = connect(database_url)
    assert {source.key for source in DatabasePlaces(engine).sources()} == {"own:企业", "早先"}
    with engine.connect() as connection:
        kept = connection.execute(
            select(sites.c.source, sites.c.precision, places.c.name).join(places, places.c.id == sites.c.place_id)
        ).all()
    assert [tuple(row) for row in kept] == [("own:企业", "place", "虚构石料有限公司")]
    engine.dispose()
    monkeypatch.delenv("ZHENGGAI_DATABASE_URL")
    assert {row["key"] for row in run(capsysbinary, "gazetteer", "sources")[1]} == {"own:企业", "早先"}


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("own", "FILE"), "--datum"),
        (("own", "FILE", "--datum", "xian80"), "不公开"),
        (("own", "FILE", "--datum", "mars"), "不认识的坐标系"),
        (("own", "FILE", "--crs", "4547m"), "EPSG:4547"),
        (("own", "FILE", "--datum", "wgs84", "--columns", "名称"), "name=名称"),
        (("own", "FILE", "--datum", "wgs84", "--kind", "天书"), "不认识的类型"),
        (("own", "FILE", "--datum", "wgs84", "--uncertainty", "-1"), "正数"),
        (("own", "FILE", "--crs", "EPSG:2383", "--towgs84", "1,2"), "三个或七个"),
        (("sections", "FILE", "--datum", "wgs84", "--county", "1"), "六位"),
        (("nothing", "FILE"), "可用"),
    ],
)
def test_wrong_usage_ends_in_a_sentence(
    arguments: tuple[str, ...], told: str, home: Path, table: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    given = [str(table) if argument == "FILE" else argument for argument in arguments]
    status, rows, err = run(capsysbinary, "gazetteer", "import", *given)
    assert (status, rows) == (2, [])
    assert told in err
    assert err.count("\n") == 1


def test_without_a_key_nobody_is_asked(home: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    status, rows, told = run(capsysbinary, "gazetteer", "ask", "虚构村", "--county", "410821")
    assert (status, rows) == (2, [])
    assert "console.tianditu.gov.cn" in told


def test_the_guide_lists_every_importer() -> None:
    guide = (Path(__file__).parents[2] / "docs" / "importers.md").read_text("utf-8")
    assert all(f"| `{word}` |" in guide for word in IMPORTERS)
