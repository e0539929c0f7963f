"""The queue of sites that need a person: worst first, and what a person answers without moving them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine

from app.db.statements.reviewing import WORST_FIRST
from app.settings import Settings
from app.web import create_app
from tests.app.conftest import Desk

TWICE = """示例文件，内容虚构

焦作市生态环境督察整改进展情况

1.污水直排。武陟县虚构化工有限公司污水直排。

整改情况：已完成。

2.废气超标。武陟县虚构化工有限公司废气超标。

整改情况：已完成。
"""


@pytest.fixture
def served(engine: Engine, desk: Desk, database_url: str, gazetteer_file: Path, tmp_path: Path) -> Iterator[TestClient]:
    twice = desk.write(TWICE, "twice.txt")
    desk.keep(engine, *desk.samples, twice, desk.write(desk.hostile, "<b>.txt"))
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "gazetteer.db").symlink_to(gazetteer_file)
    settings = Settings(data_dir=tmp_path / "data", database_url=database_url, language="zh")
    with TestClient(create_app(settings), base_url="http://127.0.0.1", client=("127.0.0.1", 5000)) as client:
        yield client


def queue(client: TestClient) -> dict[str, Any]:
    found: dict[str, Any] = client.get("/api/review").json()
    return found


def answer(client: TestClient, item: dict[str, Any], decision: str, **more: Any) -> Any:
    version = client.get(f"/api/sites/{item['id']}").json()["version"]
    body = {"version": version, "decision": decision, **more}
    return client.post(f"/api/sites/{item['id']}/review", json=body)


def test_worst_come_first_and_answers_take_them_off(served: TestClient) -> None:
    before = queue(served)
    ranks = [WORST_FIRST.index(item["precision"]) for item in before["items"]]
    assert ranks == sorted(ranks)
    assert before["waiting"] == before["all"] == len(before["items"]) >= 50

    coarse, gone = before["items"][0], before["items"][1]
    assert answer(served, coarse, "coarse").json() == {"sites": 1}
    assert answer(served, gone, "no_site").json() == {"sites": 1}
    after = queue(served)
    assert {coarse["id"], gone["id"]}.isdisjoint(item["id"] for item in after["items"])
    assert (after["waiting"], after["all"]) == (before["waiting"] - 2, before["all"] - 1)
    shown = {one["id"] for one in served.get("/layers/progress.geojson").json()["features"]}
    assert str(coarse["id"]) in shown
    assert str(gone["id"]) not in shown


def test_one_answer_for_all_of_the_same_name(served: TestClient) -> None:
    before = queue(served)
    most = max(before["items"], key=lambda item: item["same"])
    assert most["same"] > 1
    assert answer(served, most, "coarse", same_name=True).json() == {"sites": most["same"]}
    after = queue(served)
    assert after["waiting"] == before["waiting"] - most["same"]


def test_two_people_share_a_queue_without_meeting(served: TestClient) -> None:
    item = queue(served)["items"][0]
    version = served.get(f"/api/sites/{item['id']}").json()["version"]
    body = {"version": version, "decision": "coarse"}
    assert served.post(f"/api/sites/{item['id']}/review", json=body).status_code == 200
    late = served.post(f"/api/sites/{item['id']}/review", json=body)
    assert late.status_code == 409
    assert "刚刚改了" in late.json()["detail"]


def test_only_on_this_machine(served: TestClient) -> None:
    assert served.get("/review").status_code == 200
    other = TestClient(served.app, base_url="http://10.0.0.1", client=("10.0.0.9", 5000))
    assert other.get("/review").status_code == other.get("/api/review").status_code == 403
