"""Positions corrected by a person: asked back when they look like a slip, never over somebody else's, undone, learned."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, text

from app.services.pasting import read_pasted
from app.services.relocating import relocate
from app.settings import Settings
from app.web import create_app
from gazetteer.overlay import open_office
from geo.datums import Datum, convert, to_zone, zone_of
from geo.errors import UsageError
from geo.geodesy import distance_m
from geo.position import Position
from tests.app.conftest import Desk

AT = Position(113.2653, 35.0871)

DOCUMENT = """示例文件，内容虚构

焦作市生态环境督察整改进展情况（截至2023年6月30日）

一、水污染防治不到位

1.污水直排。武陟县虚构化工有限公司污水直排。

整改情况：已完成。

2.垃圾随意倾倒。武陟县西陶镇村南大坑倾倒建筑垃圾。

整改情况：已完成。
"""


@pytest.mark.parametrize(
    "written",
    [
        "113.2653, 35.0871",
        "35.0871，113.2653",
        "113.2653 35.0871",
        "E113.2653 N35.0871",
        "35.0871N 113.2653E",
        "113°15′55.08″ 35°05′13.56″",
        "35°05'13.56\"N 113°15'55.08\"E",
        "东经113°15′55.08″，北纬35°05′13.56″",
        "东经113度15分55.08秒 北纬35度5分13.56秒",
        "经度：113.2653 纬度：35.0871",
        "{easting:.1f} {northing:.1f}",
    ],
)
def test_reads_a_position_in_any_notation(written: str) -> None:
    easting, northing = (float(value) for value in to_zone(AT.lon, AT.lat, zone_of(AT.lon, prefixed=True)))
    text = written.format(easting=easting, northing=northing)
    assert distance_m(read_pasted(text, Datum.WGS84).position, AT) < 20


@pytest.mark.parametrize("datum", list(Datum))
def test_reads_a_position_in_any_datum(datum: Datum) -> None:
    lon, lat = (float(value) for value in convert(AT.lon, AT.lat, Datum.WGS84, datum))
    pasted = read_pasted(f"{lon:.7f}, {lat:.7f}", datum)
    assert distance_m(pasted.position, AT) < 1
    assert pasted.uncertainty_m >= (5 if datum in {Datum.GCJ02, Datum.BD09} else 0)


@pytest.mark.parametrize("written", ["", "113.2", "<script>", "1,2", "113,35,1", "nan, nan", "9" * 500])
def test_says_what_it_cannot_read(written: str) -> None:
    with pytest.raises(UsageError, match=r"113\.2653"):
        read_pasted(written, Datum.WGS84, zone_of(113))


@pytest.fixture
def served(engine: Engine, desk: Desk, database_url: str, gazetteer_file: Path, tmp_path: Path) -> Iterator[TestClient]:
    """A service on this machine with two sites in it, and a data directory of its own."""
    desk.keep(engine, desk.write(DOCUMENT))
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "gazetteer.db").symlink_to(gazetteer_file)
    settings = Settings(data_dir=tmp_path / "data", database_url=database_url, language="zh")
    with TestClient(create_app(settings), base_url="http://127.0.0.1", client=("127.0.0.1", 5000)) as client:
        yield client


def site_of(client: TestClient, words: str) -> dict[str, Any]:
    features = client.get("/layers/progress.geojson").json()["features"]
    found = next(one["id"] for one in features if words in one["properties"]["text"])
    site: dict[str, Any] = client.get(f"/api/sites/{found}").json()
    return site


def move(client: TestClient, site: dict[str, Any], **change: Any) -> Any:
    body = {"version": site["version"], "text": "113.40, 35.05", "why": "现场核实", **change}
    return client.post(f"/api/sites/{site['id']}/position", json=body)


def test_a_correction_is_kept_with_who_when_and_why(served: TestClient) -> None:
    site = site_of(served, "虚构化工")
    answer = move(served, site)
    assert (answer.status_code, answer.json()["learned"]) == (200, True)
    now = site_of(served, "虚构化工")
    assert (now["lon"], now["lat"], now["precision"], now["source"]) == (113.40, 35.05, "exact", "person")
    assert [one["why"] for one in now["positions"]] == ["现场核实", "read from the document"]
    assert now["positions"][0]["stored_by"]
    assert now["version"] == answer.json()["version"] > site["version"]


def test_two_people_on_one_site_are_noticed(served: TestClient) -> None:
    site = site_of(served, "虚构化工")
    assert move(served, site).status_code == 200
    late = move(served, site, text="113.5, 35.0")
    assert late.status_code == 409
    assert "刚刚改了" in late.json()["detail"]
    assert site_of(served, "虚构化工")["lon"] == 113.40


@pytest.mark.parametrize(
    ("change", "question"),
    [
        ({"text": "35.05, 113.40"}, "exchanged"),
        ({"text": None, "lon": 35.05, "lat": 113.40}, "exchanged"),
        ({"text": "121.1, 31.2"}, "elsewhere"),
        ({"text": "100.1, 5.2"}, "elsewhere"),
    ],
)
def test_what_looks_like_a_slip_is_a_question(served: TestClient, change: dict[str, Any], question: str) -> None:
    site = site_of(served, "虚构化工")
    asked = move(served, site, **change)
    assert (asked.status_code, asked.json()["question"]) == (409, question)
    assert site_of(served, "虚构化工")["version"] == site["version"], "nothing is changed before the answer"
    assert move(served, site, **change, confirmed=[question]).status_code == 200


def test_undo_brings_the_position_back_and_forgets_what_was_learned(served: TestClient) -> None:
    site = site_of(served, "虚构化工")
    version = move(served, site).json()["version"]
    answer = served.post(f"/api/sites/{site['id']}/undo", json={"version": version})
    assert (answer.status_code, answer.json()["learned"]) == (200, False)
    now = site_of(served, "虚构化工")
    kept = ("lon", "lat", "precision", "source")
    assert [now[name] for name in kept] == [site[name] for name in kept]
    assert len(now["positions"]) == 3
    assert now["candidates"] == []


def test_the_next_document_knows_the_place(served: TestClient, engine: Engine, desk: Desk, tmp_path: Path) -> None:
    move(served, site_of(served, "虚构化工"))
    next_desk = Desk(tmp_path, tmp_path / "data" / "gazetteer.db")
    told = next_desk.keep(engine, desk.write(DOCUMENT.replace("污水直排", "废气超标") + "\n", "二.txt"))
    assert told
    with engine.connect() as connection:
        rows = connection.execute(
            text("SELECT precision, source FROM sites WHERE text LIKE '%虚构化工%' ORDER BY id DESC LIMIT 1")
        ).all()
    assert [tuple(row) for row in rows] == [("exact", "learned")]


def test_an_earlier_document_knows_it_after_relocating(
    served: TestClient, engine: Engine, desk: Desk, tmp_path: Path
) -> None:
    desk.keep(engine, desk.write(DOCUMENT.replace("污水直排", "废气超标") + "\n", "二.txt"))
    move(served, site_of(served, "虚构化工"))
    with open_office(tmp_path / "data" / "gazetteer.db") as gazetteer:
        assert sum(one.moved for one in relocate(engine, gazetteer, "tester")) == 1, "what a person placed stays"
        assert [one.moved for one in relocate(engine, gazetteer, "tester")] == [0, 0], "twice is once"
    with engine.connect() as connection:
        rows = connection.execute(
            text("SELECT precision, source FROM sites WHERE text LIKE '%虚构化工%' ORDER BY id")
        ).all()
    assert {tuple(row) for row in rows} == {("exact", "person"), ("exact", "learned")}


def test_a_pit_beside_a_village_does_not_teach_the_village(served: TestClient) -> None:
    answer = move(served, site_of(served, "大坑"), text="113.2, 35.05")
    assert (answer.status_code, answer.json()["learned"]) == (200, False)


@pytest.mark.parametrize("datum", ["gcj02", "bd09"])
def test_what_came_through_a_shifted_datum_is_never_exact(served: TestClient, datum: str) -> None:
    assert move(served, site_of(served, "虚构化工"), datum=datum).status_code == 200
    now = site_of(served, "虚构化工")
    assert (now["precision"], now["uncertainty_m"] >= 5) == ("place", True)


def test_a_site_that_was_removed_meanwhile_is_said_so(served: TestClient, engine: Engine) -> None:
    site = site_of(served, "虚构化工")
    with engine.begin() as connection:
        connection.execute(text("UPDATE sites SET retired_at = now(), retired_by = '张三'"))
    gone = move(served, site)
    assert gone.status_code == 404
    assert "张三" in gone.json()["detail"]
    assert served.get("/api/sites/99999999999999999999").status_code == 404


@pytest.mark.parametrize(
    "headers",
    [{"Host": "evil.example"}, {"Origin": "http://evil.example"}, {"X-Forwarded-For": "10.0.0.9"}, {"Origin": "null"}],
)
def test_nobody_elsewhere_may_correct(served: TestClient, headers: dict[str, str]) -> None:
    site = site_of(served, "虚构化工")
    answer = served.post(f"/api/sites/{site['id']}/undo", json={"version": site["version"]}, headers=headers)
    assert answer.status_code == 403
    assert "本机" in answer.json()["detail"]


def test_another_machine_sees_no_editing(served: TestClient) -> None:
    other = TestClient(served.app, base_url="http://10.0.0.1", client=("10.0.0.9", 5000))
    assert '"editing":false' in other.get("/").text
    assert '"editing":true' in served.get("/").text
    assert other.get("/api/sites/1").status_code == 403


@pytest.mark.parametrize(
    "change",
    [{"uncertainty_m": -1}, {"uncertainty_m": 1e9}, {"precision": "unlocated"}, {"precision": "nonsense"}, {"more": 1},
     {"text": None}, {"why": "长" * 501}],
)  # fmt: skip
def test_what_cannot_be_is_refused_in_a_sentence(served: TestClient, change: dict[str, Any]) -> None:
    answer = move(served, site_of(served, "虚构化工"), **change)
    assert answer.status_code == 400
    assert answer.json()["detail"]
