"""Every command ends as the contract says: data on stdout, sentences on stderr, status 0, 1 or 2."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from app import cli, contract
from app.settings import FIELDS

if TYPE_CHECKING:
    from tests.app.conftest import Desk

REPOSITORY = Path(__file__).parents[2]

FINDING_KEYS = {
    *("document", "ordinal", "number", "reference", "section", "subsection", "title", "problem", "problem_start"),
    *("problem_end", "status", "status_text", "progress", "closure", "ongoing", "goal", "measures", "leaders"),
    *("lead_units", "responsible_units", "responsible_persons", "deadline_text", "deadlines", "categories"),
    *("primary_category", "unread"),
}
MENTION_KEYS = {
    *("record", "document", "finding", "zone", "start", "end", "text", "kind", "name", "admin", "place_id", "score"),
    "evidence",
}
SITE_KEYS = {
    *("record", "document", "finding", "zone", "start", "end", "text", "kind", "name", "admin", "place_id", "lon"),
    *("lat", "precision", "uncertainty_m", "source", "relation", "evidence"),
}


@pytest.fixture
def home(tmp_path: Path, gazetteer_file: Path, database_url: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder with the gazetteer in it, and a store of its own."""
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "gazetteer.db").symlink_to(gazetteer_file)
    monkeypatch.setenv(FIELDS["data_dir"], str(folder))
    monkeypatch.setenv(FIELDS["database_url"], database_url)
    monkeypatch.setenv(FIELDS["language"], "zh")
    return folder


def test_findings_have_every_key_of_the_contract(
    home: Path, desk: Desk, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    path = desk.write(desk.progress)
    assert cli.run(["findings", str(path)]) == 0
    out, err = capsysbinary.readouterr()
    rows = [json.loads(line) for line in out.splitlines()]
    assert [row["ordinal"] for row in rows] == [1, 2]
    for row in rows:
        assert row.keys() >= FINDING_KEYS
        assert desk.progress[row["problem_start"] : row["problem_end"]] == row["problem"]
    assert err == b""


def test_mentions_and_sites_have_every_key_of_the_contract(
    home: Path, desk: Desk, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert cli.run(["geoparse", str(desk.write(desk.progress)), "--region", "410800"]) == 0
    rows = [json.loads(line) for line in capsysbinary.readouterr().out.splitlines()]
    assert {row["record"] for row in rows} == {"mention", "site"}
    for row in rows:
        assert row.keys() >= (MENTION_KEYS if row["record"] == "mention" else SITE_KEYS)
        assert desk.progress[row["start"] : row["end"]] == row["text"]
        if row["record"] == "site":
            assert (row["lon"] is None) == (row["lat"] is None) == (row["precision"] == "unlocated")


def test_text_is_printed_exactly(home: Path, desk: Desk, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert cli.run(["text", str(desk.write(desk.progress))]) == 0
    assert capsysbinary.readouterr().out == desk.progress.encode()


@pytest.mark.parametrize("command", [["findings"], ["geoparse"], ["ingest"]], ids=lambda command: str(command[0]))
def test_a_bad_file_among_good_ones_is_named(
    home: Path, desk: Desk, capsysbinary: pytest.CaptureFixture[bytes], command: list[str]
) -> None:
    good, empty = desk.write(desk.progress, "好.txt"), desk.write("", "空.txt")
    missing, other = desk.folder / "没有.txt", desk.write(desk.hostile, "另.txt")
    status = cli.run([*command, *map(str, (good, empty, missing, other))])
    out, err = capsysbinary.readouterr()
    assert status == 1
    said = err.decode()
    assert "空.txt" in said
    assert "没有.txt" in said
    assert "Traceback" not in said
    told = out.decode() + said
    assert "好.txt" in told
    assert "另.txt" in told


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["findings"], "FILE"),
        (["nothing"], "nothing"),
        (["export", "docx", "-o", "x.docx"], "docx"),
        (["export", "geojson", "-o", "x", "--datum", "gcj02"], "csv"),
        (["export", "csv", "-o", "x", "--datum", "mars"], "mars"),
        (["export", "csv", "-o", "x", "--status", "finished"], "finished"),
        (["export", "csv", "-o", "x", "--due-before", "tomorrow"], "tomorrow"),
        (["map", "-o", "x", "--bbox", "1,2"], "1,2"),
        (["geoparse", "x.txt", "--region", "999999"], "999999"),
        (["ingest", "x.txt", "--as-of", "yesterday"], "yesterday"),
    ],
)
def test_wrong_usage_is_two_and_a_sentence(
    home: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], named: str
) -> None:
    assert cli.run(arguments) == 2
    out, err = capsys.readouterr()
    assert named in err
    assert "Traceback" not in err
    assert out == ""


def test_speaks_english_when_asked(
    home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(FIELDS["language"], "en")
    assert cli.run(["export", "docx", "-o", "x"]) == 2
    assert "there is no export format" in capsys.readouterr().err


def test_ingest_check_export_and_map(home: Path, desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    stated = desk.progress.replace("一、大气", "本次督察涉及我市2项整改任务，已完成1项。\n\n一、大气")
    paths = [str(desk.write(stated)), *map(str, desk.samples)]
    assert cli.run(["ingest", *paths]) == 0
    said = capsys.readouterr().err
    assert "位置精度" in said
    assert cli.run(["ingest", *paths]) == 0
    assert "未作改动" in capsys.readouterr().err
    assert cli.run(["check"]) == 0
    assert "✓ 示例.txt：问题总数 2" in capsys.readouterr().out

    csv_file, geojson_file, page = desk.folder / "a.csv", desk.folder / "a.geojson", desk.folder / "a.html"
    assert cli.run(["export", "csv", "-o", str(csv_file)]) == 0
    assert cli.run(["export", "geojson", "-o", str(geojson_file), "--county", "修武县", "--document", "示例.txt"]) == 0
    features = json.loads(geojson_file.read_text())["features"]
    assert features
    assert {feature["properties"]["county"] for feature in features} == {"修武县"}
    assert cli.run(["map", "-o", str(page)]) == 0
    assert "示例" in page.read_text()
    assert [path.name for path in desk.folder.iterdir() if "partial" in path.name] == []


def test_documents_need_no_database(
    home: Path, desk: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(FIELDS["database_url"], "postgresql://nobody@/nothing?host=/nowhere")
    document, target = desk.write(desk.progress), desk.folder / "out"
    assert cli.run(["export", "geojson", "-o", str(target), str(document), "--status", "completed"]) == 0
    features = json.loads(target.read_text())["features"]
    assert {feature["properties"]["status"] for feature in features} == {"completed"}
    assert cli.run(["map", "-o", str(target), str(document)]) == 0
    assert "修武县" in target.read_text()
    assert cli.run(["explain", str(document), "--finding", "1"]) == 0
    explained = capsys.readouterr().out
    assert "修武县" in explained
    assert "污染类别: " in explained
    assert cli.run(["explain", str(document), "--finding", "3"]) == 2
    assert cli.run(["export", "csv", "-o", str(target)]) == 1
    assert "nobody" not in capsys.readouterr().out


def test_a_place_that_cannot_be_written_is_one_sentence(
    home: Path, desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    document = desk.write(desk.progress)
    assert cli.run(["export", "csv", "-o", str(desk.folder / "no" / "such.csv"), str(document)]) == 2
    assert "such.csv" in capsys.readouterr().err


def test_our_own_fault_is_logged_and_told_in_one_sentence(
    home: Path, desk: Desk, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> bytes:
        raise RuntimeError("a secret of ours")

    monkeypatch.setattr(contract, "line", broken)
    assert cli.run(["findings", str(desk.write(desk.progress))]) == 1
    err = capsys.readouterr().err
    assert err.count("\n") == 1
    assert "secret" not in err
    assert "a secret of ours" in (home / "zhenggai.log").read_text()


@pytest.mark.parametrize("arguments", [["--help"], ["export", "--help"], ["db", "--help"], ["gazetteer", "--help"]])
def test_help_is_there(home: Path, capsys: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    assert cli.run(arguments) == 0
    assert "Usage" in capsys.readouterr().out


def test_search_gives_places(home: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert cli.run(["gazetteer", "search", "修武"]) == 0
    rows = [json.loads(line) for line in capsysbinary.readouterr().out.splitlines()]
    assert any(row["name"] == "修武县" and row["adcode"] == "410821" for row in rows)
    assert cli.run(["gazetteer", "stats"]) == 0
    assert capsysbinary.readouterr().out


PROGRAM = [sys.executable, "-c", "from app.cli import main; main()"]


def test_a_reader_that_has_seen_enough_is_no_error(home: Path, desk: Desk) -> None:
    files = " ".join(f"'{path}'" for path in desk.samples * 5)
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; \"$0\" -c 'from app.cli import main; main()' findings {files} | head -n 1",
         sys.executable],
        cwd=REPOSITORY, capture_output=True, check=False, env=os.environ,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr.decode()
    assert json.loads(done.stdout)["ordinal"] == 1
    assert done.stderr == b""


def test_reading_a_document_loads_no_heavy_library(home: Path, desk: Desk) -> None:
    path = desk.write(desk.progress)
    code = (
        "import sys; from app.cli import run; "
        f"assert run(['findings', {str(path)!r}]) == 0; assert run(['geoparse', {str(path)!r}]) == 0; "
        "heavy = {'pandas', 'geopandas', 'folium', 'sqlalchemy', 'fastapi', 'alembic', 'psycopg'} & set(sys.modules); "
        "assert not heavy, heavy"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=REPOSITORY, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
