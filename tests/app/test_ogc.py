"""What `/ogc` says it conforms to, it does; what is wrong in a request is a sentence and never our fault."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from fastapi.testclient import TestClient
from sqlalchemy import Engine, text

from app.api.ogc.collections import COLLECTIONS
from app.api.ogc.documents import CONFORMANCE
from app.api.ogc.systems import SYSTEMS
from app.server import free_listener
from app.settings import Settings
from app.web import create_app

DOCS = Path(__file__).parents[2] / "docs" / "api.md"
CRS84, EPSG4326, EPSG4490, EPSG3857 = SYSTEMS


@pytest.fixture(scope="module")
def client(filled_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    application = create_app(Settings(tmp_path_factory.mktemp("data"), filled_url, "zh"))
    with TestClient(application, raise_server_exceptions=False) as client:
        yield client


def features(client: TestClient, collection: str = "sites", **asked: str) -> list[dict[str, Any]]:
    answer = client.get(f"/ogc/collections/{collection}/items", params={"limit": "10000"} | asked)
    assert answer.status_code == 200, answer.text[:300]
    found: list[dict[str, Any]] = answer.json()["features"]
    return found


# -- core, GeoJSON, HTML, OpenAPI --------------------------------------------------------------------------------------


PATHS = ["", "/", "/conformance", "/api", "/collections"] + [
    f"/collections/{name}{rest}" for name in COLLECTIONS for rest in ("", "/queryables", "/items")
]


@pytest.mark.parametrize("path", PATHS)
def test_every_document_is_json_and_a_page_of_ours(client: TestClient, path: str) -> None:
    assert isinstance(client.get(f"/ogc{path}").json(), dict)
    html = client.get(f"/ogc{path}", headers={"accept": "text/html"})
    assert html.status_code == 200
    assert html.headers["content-type"].startswith("text/html")
    assert not re.search(r"""<(?:script|link|img)[^>]+(?:src|href)=["'](?:https?:)?//""", html.text)


def test_every_link_leads_somewhere(client: TestClient) -> None:
    seen: set[str] = set()
    for start in ("/ogc", "/ogc/collections"):
        document = client.get(start).json()
        groups = [document["links"], *(one["links"] for one in document.get("collections", []))]
        seen |= {link["href"] for group in groups for link in group}
    assert len(seen) > 30
    for href in seen:
        assert client.get(href).status_code == 200, href


def test_conformance_is_what_is_tested_here(client: TestClient) -> None:
    assert client.get("/ogc/conformance").json()["conformsTo"] == list(CONFORMANCE)


@pytest.mark.parametrize("name", COLLECTIONS)
def test_openapi_names_every_parameter(client: TestClient, name: str) -> None:
    document = client.get("/ogc/api").json()
    assert document["openapi"].startswith("3.0")
    operation = document["paths"][f"/collections/{name}/items"]["get"]
    described = {one["name"] for one in operation["parameters"]}
    assert {field.name for field in COLLECTIONS[name].fields} <= described
    for parameter in described - {"f", "lang", "limit"}:
        assert client.get(f"/ogc/collections/{name}/items?{parameter}=%00").status_code == 400, parameter


@pytest.mark.parametrize("name", COLLECTIONS)
@pytest.mark.parametrize("sortby", [None, "-source,name", "uncertainty_m"])
def test_pages_cover_a_collection_once(client: TestClient, name: str, sortby: str | None) -> None:
    if sortby and not all(COLLECTIONS[name].field(word.strip("-")) for word in sortby.split(",")):
        pytest.skip(f"{name} has no such fields")
    every = [one["id"] for one in features(client, name, **({"sortby": sortby} if sortby else {}))]
    size = max(1, len(every) // 5)
    href = f"/ogc/collections/{name}/items?limit={size}" + (f"&sortby={sortby}" if sortby else "")
    seen: list[Any] = []
    while href:
        page = client.get(href).json()
        assert page["numberMatched"] == len(every)
        assert page["numberReturned"] == len(page["features"])
        seen += [one["id"] for one in page["features"]]
        href = next((link["href"] for link in page["links"] if link["rel"] == "next"), "")
    assert seen == every
    assert len(set(map(str, seen))) == len(seen)


@pytest.mark.parametrize("name", COLLECTIONS)
def test_one_item_is_the_one_of_the_list(client: TestClient, name: str) -> None:
    for feature in features(client, name, limit="3"):
        alone = client.get(f"/ogc/collections/{name}/items/{feature['id']}").json()
        assert {"self", "collection"} <= {link["rel"] for link in alone.pop("links")}
        assert alone == feature
    assert client.get(f"/ogc/collections/{name}/items/none").status_code == 404


def test_other_forms_hold_the_same_items(client: TestClient) -> None:
    every = features(client)
    asked = {"limit": "10000"}
    lines = client.get("/ogc/collections/sites/items", params=asked | {"f": "geojsonseq"}).text.split("\x1e")[1:]
    assert [json.loads(line) for line in lines] == every
    content = client.get("/ogc/collections/sites/items", params=asked | {"f": "csv"}).content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(content)))
    assert [row["id"] for row in rows] == [str(one["id"]) for one in every]
    assert not any(cell.startswith(("=", "+", "@")) for row in rows for cell in row.values())


def test_a_site_nobody_can_locate_has_no_geometry(client: TestClient) -> None:
    for feature in features(client):
        assert (feature["geometry"] is None) == (feature["properties"]["precision"] == "unlocated")


# -- bbox, datetime, filters, order ------------------------------------------------------------------------------------


def test_a_box_chooses_what_lies_in_it_in_every_system(client: TestClient) -> None:
    inside = [one["id"] for one in features(client, bbox="113,34,114,36")]
    assert inside == [
        one["id"]
        for one in features(client)
        if one["geometry"]
        and 113 <= one["geometry"]["coordinates"][0] <= 114
        and 34 <= one["geometry"]["coordinates"][1] <= 36
    ]
    assert 0 < len(inside) < len(features(client))
    metres = "12579102.4,4028802.0,12690421.9,4300621.4"
    for system, box in ((EPSG4326, "34,113,36,114"), (EPSG4490, "34,113,36,114"), (EPSG3857, metres)):
        assert [one["id"] for one in features(client, bbox=box, **{"bbox-crs": system})] == inside
    assert features(client, bbox="170,-10,-170,10") == []
    assert [one["id"] for one in features(client, bbox="113,34,0,114,36,9")] == inside


def test_days_choose_by_the_report(client: TestClient) -> None:
    days = {one["id"]: one["properties"]["reported_on"] for one in features(client, "findings")}
    newest = max(day for day in days.values() if day)
    for asked, meant in (
        (newest, {newest}),
        (f"{newest}T00:00:00Z", {newest}),
        (f"{newest}/..", {day for day in days.values() if day and day >= newest}),
        (f"../{newest}", {day for day in days.values() if day and day <= newest}),
    ):
        found = {one["id"] for one in features(client, "findings", datetime=asked)}
        assert found == {identity for identity, day in days.items() if day in meant}
    assert features(client, "areas", datetime="1900-01-01") == features(client, "areas")


@pytest.mark.parametrize(
    ("asked", "same"),
    [
        ({"status": "completed,closed"}, "status IN ('completed','closed')"),
        ({"overdue": "true"}, "overdue = TRUE"),
        ({"kind": "village"}, "kind = 'village'"),
        ({"precision": "county"}, "precision LIKE 'count_' AND NOT precision <> 'county'"),
        ({"number": "3"}, "number BETWEEN 3 AND 3"),
        ({"precision": "unlocated"}, "uncertainty_m IS NULL"),
        ({"kind": "village"}, "CASEI(kind) = CASEI('VILLAGE')"),
        ({"bbox": "113,34,114,36"}, "S_INTERSECTS(geom, BBOX(113,34,114,36))"),
        ({"bbox": "113,34,114,36"}, "S_INTERSECTS(geom, POLYGON((113 34,114 34,114 36,113 36,113 34)))"),
        ({"datetime": "2023-01-01/.."}, "reported_on >= DATE('2023-01-01')"),
    ],
)
def test_filters_in_cql2_and_in_parameters_agree(client: TestClient, asked: dict[str, str], same: str) -> None:
    import cql2  # noqa: PLC0415 - only to write the same as JSON

    chosen = features(client, **asked)
    assert features(client, filter=same) == chosen
    tree = json.dumps(cql2.parse_text(same).to_json())
    assert features(client, filter=tree, **{"filter-lang": "cql2-json"}) == chosen
    assert len(chosen) < len(features(client))


def test_order_is_the_one_asked_for(client: TestClient) -> None:
    radii = [one["properties"]["uncertainty_m"] for one in features(client, sortby="-uncertainty_m")]
    known = [radius for radius in radii if radius is not None]
    assert known == sorted(known, reverse=True)
    assert radii[len(known) :] == [None] * (len(radii) - len(known))


# -- reference systems -------------------------------------------------------------------------------------------------


def test_positions_are_those_of_the_database_in_every_system(client: TestClient, filled: Engine) -> None:
    with filled.connect() as connection:
        statement = "SELECT id, ST_X(geom), ST_Y(geom), ST_X(m), ST_Y(m) FROM sites, ST_Transform(geom, 3857) m"
        stored = {id_: numbers for id_, *numbers in connection.execute(text(statement))}
    for system, pick in (
        (CRS84, (0, 1)),
        (EPSG4326, (1, 0)),
        (EPSG4490, (1, 0)),
        (EPSG3857, (2, 3)),
    ):
        answer = client.get("/ogc/collections/sites/items", params={"crs": system, "limit": "10000"})
        assert answer.headers["content-crs"] == f"<{system}>"
        for feature in answer.json()["features"]:
            if feature["geometry"] is not None:
                expected = [stored[feature["id"]][at] for at in pick]
                assert feature["geometry"]["coordinates"] == pytest.approx(
                    expected, abs=1e-3 if system == EPSG3857 else 1e-8
                )


# -- what is wrong -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "query",
    [
        "colour=red", "limit=0", "limit=-1", "limit=abc", "limit=１", "bbox=1,2,3", "bbox=0,5,1,2", "bbox=nan,0,1,1",
        "bbox=200,0,201,1", "bbox=1,2,3,4&bbox=1,2,3,5", "bbox-crs=EPSG:4326&bbox=1,2,3,4", "crs=EPSG:2381",
        "datetime=yesterday", "datetime=2024-02-30", "datetime=..", "datetime=2024-01-02/2024-01-01", "f=xml",
        "datetime=2024-01-01/2024-01-02/2024-01-03", "sortby=colour", "sortby=categories", "sortby=title,title",
        "number=three", "number=1e99", "ongoing=perhaps", "reported_on=2024-13-01", "status=finished", "uncertainty_m=inf",
        "cursor=x", "cursor=W10", "cursor=WyJ4Il0", "cursor=Wzk5OTk5OTk5OTk5OTk5OTk5OTk5OTld", "lang=fr",
        "filter=colour='red'", "filter=title=", "filter=title=1", "filter=number='1'", "filter=DROP TABLE sites",
        "filter=number%2B1=2", "filter=1=1", "filter=S_INTERSECTS(geom,POINT(200 0))", "filter=S_WITHIN(geom,POINT(1 1))",
        "filter=S_INTERSECTS(geom,POLYGON((0 0,1 1,0 0)))", "filter=S_INTERSECTS(geom,POLYGON((0 0,1 0,1 1,0 1)))",
        "filter=title LIKE number", "filter=title IN (1)", "filter=reported_on > DATE('2024-02-30')",
        "filter=title='a'&filter-lang=sql", "filter={}&filter-lang=cql2-json", "filter=[&filter-lang=cql2-json",
        'filter={"op":"and","args":[]}&filter-lang=cql2-json', 'filter={"op":"=","args":[1]}&filter-lang=cql2-json',
        "filter=title='a'&filter-crs=http://www.opengis.net/def/crs/EPSG/0/3857", "filter=" + "(" * 2000,
        "filter=" + "NOT " * 900 + "ongoing = TRUE",
    ],
)  # fmt: skip
def test_what_cannot_be_is_one_sentence(client: TestClient, query: str) -> None:
    answer = client.get(f"/ogc/collections/sites/items?{query}")
    assert answer.status_code == 400, answer.text[:200]
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert set(problem) == {"type", "title", "status", "detail", "instance"}
    assert not re.search("psycopg|SELECT|sqlalchemy|Traceback", answer.text)


@pytest.mark.parametrize("value", ["' OR 1=1 --", "'; DROP TABLE sites; --", "%", "\\", "{{7*7}}"])
def test_sql_in_a_value_is_only_text(client: TestClient, value: str) -> None:
    assert features(client, name=value) == []
    quoted = value.replace("'", "''")
    assert features(client, filter=f"name = '{quoted}'") == []
    assert client.get(f"/ogc/collections/sites/items/{value}").status_code == 404


@pytest.mark.parametrize(
    "path", ["", "/conformance", "/api", "/collections", "/collections/sites", "/collections/sites/items/1"]
)
def test_unknown_parameters_are_refused_everywhere(client: TestClient, path: str) -> None:
    assert client.get(f"/ogc{path}?colour=red").status_code == 400


def test_unknown_collections_are_not_there(client: TestClient) -> None:
    for rest in ("", "/items", "/items/1", "/queryables"):
        assert client.get(f"/ogc/collections/roads{rest}").status_code == 404


# -- documents and clients ---------------------------------------------------------------------------------------------


def test_the_fields_are_documented() -> None:
    documented = DOCS.read_text(encoding="utf-8")
    for name, collection in COLLECTIONS.items():
        table = documented.split(f"### `{name}`")[1].split("###")[0]
        rows = re.findall(r"^\| `(\w+)` \| ([^|]+?) \| ([^|]+?) \| ([^|]+?) \|$", table, re.MULTILINE)
        assert rows == [(field.name, field.title.zh, field.type, field.title.en) for field in collection.fields]


@pytest.mark.clients
def test_gdal_reads_every_collection(filled_url: str, tmp_path: Path, client: TestClient) -> None:
    application = create_app(Settings(tmp_path, filled_url, "zh"))
    server = uvicorn.Server(uvicorn.Config(application, log_level="critical"))
    listener = free_listener("127.0.0.1", 18500)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    try:
        url = f"OAPIF:http://127.0.0.1:{listener.getsockname()[1]}/ogc"
        for name in COLLECTIONS:
            made = tmp_path / f"{name}.geojson"
            told = subprocess.run(
                ["ogr2ogr", "-f", "GeoJSON", str(made), url, name, "-oo", "PAGE_SIZE=37", "-lco", "COORDINATE_PRECISION=9"],
                capture_output=True, text=True, check=False,
            )  # fmt: skip
            assert told.returncode == 0, told.stderr
            read = json.loads(made.read_text(encoding="utf-8"))["features"]
            assert [one["geometry"] for one in read] == [one["geometry"] for one in features(client, name)]
    finally:
        server.should_exit = True
        thread.join()
        listener.close()
