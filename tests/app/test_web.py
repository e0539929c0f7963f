"""The service answers what is asked, refuses the rest in one sentence, and lets nothing of a document run."""

from __future__ import annotations

import csv
import io
import json
import re
import socket
import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from fastapi.testclient import TestClient
from sqlalchemy import Engine

from app.db.engine import connect
from app.db.schema import downgrade, upgrade
from app.db.statements.features import feature_json
from app.server import free_listener
from app.services.features import stored_features
from app.services.filters import Filters
from app.settings import Settings
from app.web import create_app
from layers.catalog import LAYERS
from layers.feature import geojson_feature

PAGES = ["/", "/findings", "/findings/1", "/docs"]
DATA = ["/layers", *(f"/layers/{key}.geojson" for key in LAYERS), "/exports/csv", "/exports/geojson", "/api/findings",
        "/api/findings/1", "/api/sites", "/api/documents", "/api/stats", "/openapi.json", "/health/live",
        "/health/ready"]  # fmt: skip


@pytest.fixture(scope="module")
def client(filled_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    application = create_app(Settings(tmp_path_factory.mktemp("data"), filled_url, "zh"))
    with TestClient(application, raise_server_exceptions=False) as client:
        yield client


@pytest.mark.parametrize("path", [*PAGES, *DATA])
def test_answers_with_its_headers(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200, answer.text[:300]
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "same-origin"
    assert "default-src 'none'" in answer.headers["content-security-policy"]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_runs_only_what_carries_its_own_nonce(client: TestClient, path: str) -> None:
    first, second = client.get(path), client.get(path)
    nonces = [re.findall(r"'nonce-([\w-]+)'", answer.headers["content-security-policy"]) for answer in (first, second)]
    assert len(set(nonces[0])) == len(set(nonces[1])) == 1
    assert nonces[0] != nonces[1]
    assert "unsafe-inline" not in first.headers["content-security-policy"].replace("style-src-attr 'unsafe-inline'", "")
    for tag in re.findall(r"<(?:script|style)\b[^>]*>", first.text):
        assert 'type="application/json"' in tag or f'nonce="{nonces[0][0]}"' in tag
    assert not re.search(r"""(?:src|href)=["'](?:https?:)?//""", first.text)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/layers/nothing.geojson", 404),
        ("/findings/0", 404),
        ("/findings/abc", 404),
        ("/findings/９", 404),
        ("/findings/99999999999999999999999", 404),
        ("/findings/9223372036854775807", 404),
        ("/api/findings/-1", 404),
        ("/nowhere", 404),
        ("/layers/progress.geojson?colour=red", 400),
        ("/layers/progress.geojson?status=finished", 400),
        ("/layers/progress.geojson?bbox=1,2,3", 400),
        ("/layers/progress.geojson?bbox=0,90,0,-90", 400),
        ("/layers/progress.geojson?q=%00", 400),
        ("/layers/progress.geojson?due_before=2024-13-01", 400),
        ("/layers?status=closed", 400),
        ("/findings?limit=0", 400),
        ("/findings?limit=1001", 400),
        ("/findings?offset=-1", 400),
        ("/findings?lang=fr", 400),
        ("/findings/1?x=1", 400),
        ("/exports/docx", 400),
        ("/exports/geojson?datum=gcj02", 400),
        ("/exports/csv?datum=mars", 400),
        ("/exports/csv?crs=EPSG:99999", 400),
        ("/api/stats?overdue=perhaps", 400),
        ("/health/ready?x=1", 400),
    ],
)
def test_refuses_in_one_sentence(client: TestClient, path: str, status: int) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    body = answer.json()
    assert body["status"] == status
    assert body["detail"]
    assert "Traceback" not in answer.text
    page = client.get(path, headers={"accept": "text/html"})
    assert page.status_code == status
    assert page.headers["content-type"].startswith("text/html")


def test_other_methods_are_refused(client: TestClient) -> None:
    answer = client.post("/findings")
    assert answer.status_code == 405
    assert answer.headers["content-type"] == "application/problem+json"


def test_the_sentence_is_in_the_language_asked_for(client: TestClient) -> None:
    assert "没有" in client.get("/layers/progress.geojson?colour=red").json()["detail"]
    assert "there is no filter" in client.get("/layers/progress.geojson?colour=red&lang=en").json()["detail"]


@pytest.mark.parametrize(
    "q", ["' OR 1=1 --", "%", "_", "\\", "{{7*7}}", "<script>", "'; DROP TABLE findings; --", "\u202e"]
)
def test_sql_and_patterns_in_a_filter_are_only_text(client: TestClient, q: str) -> None:
    features = client.get("/layers/progress.geojson", params={"q": q}).json()["features"]
    for feature in features:
        words = "".join(str(feature["properties"][name]) for name in ("title", "problem", "text", "name"))
        assert q.casefold() in words.casefold()
    assert client.get("/api/stats").json()["findings"] > 60


def test_a_layer_is_what_the_features_are(filled: Engine, client: TestClient) -> None:
    """PostGIS puts the same GeoJSON together as `geojson_feature` does."""
    today = date(2024, 1, 15)
    with filled.connect() as connection:
        by_sql = [json.loads(row) for row in connection.execute(feature_json(Filters(), today)).scalars()]
    by_python = [geojson_feature(one) for one in stored_features(filled, Filters(), today, placeless=True)]
    assert len(by_sql) == len(by_python) > 100
    for ours, theirs in zip(by_sql, by_python, strict=True):
        assert ours["properties"] == theirs["properties"]
        assert ours["id"] == theirs["id"]
        if theirs["geometry"] is None:
            assert ours["geometry"] is None
        else:
            assert ours["geometry"]["coordinates"] == pytest.approx(theirs["geometry"]["coordinates"], abs=1e-7)


def test_counties_are_shaded_by_what_is_meant(client: TestClient) -> None:
    def areas(**filters: str) -> dict[str, Any]:
        found = client.get("/layers/areas.geojson", params=filters).json()["features"]
        return {feature["properties"]["name"]: feature["properties"] for feature in found}

    everything, closed = areas(), areas(status="completed,completed_ongoing,closed")
    assert everything.keys() == closed.keys()
    busy = [name for name, values in everything.items() if values["findings"]]
    assert busy
    for name in busy:
        values = everything[name]
        assert values["share_completed"] == pytest.approx(values["completed"] / values["findings"], abs=1e-4)
        assert closed[name]["findings"] == closed[name]["completed"] == values["completed"]
    assert all(values["share_completed"] is None for values in everything.values() if not values["findings"])


def test_filters_choose_alike_in_layers_exports_and_api(client: TestClient) -> None:
    filters = {"status": "completed", "precision": "county,township"}
    layer = client.get("/layers/progress.geojson", params=filters).json()["features"]
    export = client.get("/exports/geojson", params=filters).json()["features"]
    table = list(csv.reader(io.StringIO(client.get("/exports/csv", params=filters).content.decode("utf-8-sig"))))
    sites = client.get("/api/sites", params=filters | {"limit": "1000"}).json()["features"]
    stats = client.get("/api/stats", params=filters).json()
    assert len(layer) == len(export) == len(table) - 1 == len(sites) == stats["sites"] > 0


def test_pages_of_the_ledger_cover_it_once(client: TestClient) -> None:
    total = client.get("/api/findings?limit=1").json()["total"]
    seen = [
        item["id"]
        for offset in range(0, total, 17)
        for item in client.get(f"/api/findings?limit=17&offset={offset}").json()["items"]
    ]
    assert len(seen) == len(set(seen)) == total


def test_hostile_text_is_only_text(client: TestClient) -> None:
    found = client.get("/api/findings", params={"q": "onerror=alert(1)"}).json()["items"]
    assert len(found) == 1
    for path in (f"/findings/{found[0]['id']}", "/findings?q=onerror", "/findings?q=%3Cscript%3Ealert(1)%3C/script%3E"):
        html = client.get(path).text
        assert "<script>alert" not in html
        assert "<img src=x" not in html
        assert "<b>温县" not in html
        assert "&lt;" in html
    assert "{{7*7}}" in client.get(f"/findings/{found[0]['id']}").text
    rows = client.get("/exports/csv", params={"q": "onerror"}).content.decode("utf-8-sig")
    for row in csv.reader(io.StringIO(rows)):
        assert not any(cell.startswith(("=", "+", "@")) for cell in row)


def test_a_finding_shows_its_text_with_places_marked(client: TestClient) -> None:
    found = client.get("/api/sites?precision=county&limit=1").json()["features"][0]["properties"]
    html = client.get(found["finding_url"]).text
    assert "<mark" in html
    assert found["title"] in html.replace("&#34;", '"').replace("&amp;", "&")


def test_english_pages(client: TestClient) -> None:
    html = client.get("/findings?lang=en").text
    assert '<html lang="en">' in html
    assert "Findings" in html


def test_a_client_that_hangs_up_costs_no_connection(filled_url: str, tmp_path: Path) -> None:
    application = create_app(Settings(tmp_path, filled_url, "zh"))
    server = uvicorn.Server(uvicorn.Config(application, log_level="critical"))
    listener = free_listener("127.0.0.1", 18000)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    try:
        for _ in range(40):  # more than the pool holds
            with socket.create_connection(listener.getsockname()) as caller:
                caller.sendall(b"GET /layers/progress.geojson HTTP/1.1\r\nHost: x\r\n\r\n")
                assert caller.recv(12) == b"HTTP/1.1 200"
        with socket.create_connection(listener.getsockname()) as caller:
            caller.sendall(b"GET /api/stats HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
            assert caller.recv(12) == b"HTTP/1.1 200"
    finally:
        server.should_exit = True
        thread.join()
        listener.close()


def test_without_a_database_it_lives_but_is_not_ready(tmp_path: Path) -> None:
    nowhere = f"postgresql+psycopg://nobody@/nothing?host={tmp_path}"
    with TestClient(create_app(Settings(tmp_path, nowhere, "zh")), raise_server_exceptions=False) as client:
        assert client.get("/health/live").status_code == 200
        for path in ("/health/ready", "/layers/progress.geojson", "/findings"):
            answer = client.get(path)
            assert answer.status_code == 503
            assert str(tmp_path) not in answer.text


def test_an_old_schema_is_not_ready(database_url: str, tmp_path: Path) -> None:
    engine = connect(database_url)
    downgrade(engine, "0001")
    with TestClient(create_app(Settings(tmp_path, database_url, "zh")), raise_server_exceptions=False) as client:
        assert client.get("/health/ready").status_code == 503
        upgrade(engine)
        assert client.get("/health/ready").status_code == 200
    engine.dispose()
