"""A file written is a file read, and nothing in it can run."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer.model import Precision
from geo.datums import Datum, convert
from geo.errors import UsageError
from layers.errors import CannotWrite, UnknownFormat, WrongDatum
from layers.exports import FORMATS, write
from layers.exports.columns import COLUMNS
from layers.exports.csv_file import FORMULA_STARTS
from layers.exports.reference import Reference
from layers.feature import SiteFeature

MakeFeature = Callable[..., SiteFeature]
DOCS = Path(__file__).parents[2] / "docs" / "layers.md"


def read_csv(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def written(name: str, *features: SiteFeature, datum: Datum = Datum.WGS84) -> bytes:
    target = io.BytesIO()
    write(name, features, target, Reference(datum))
    return target.getvalue()


def test_csv_opens_in_excel(feature: SiteFeature) -> None:
    content = written("csv", feature)
    assert content.startswith(b"\xef\xbb\xbf")
    (row,) = read_csv(content)
    assert list(row) == [column.name for column in COLUMNS]
    assert (row["lon"], row["lat"], row["datum"]) == ("113.25", "35.25", "wgs84")
    assert (row["title"], row["status"], row["categories"]) == (feature.title, "on_schedule", "water、rural")
    assert row["measures"].split("\n") == list(feature.measures)
    assert row["sample"] == ""


def test_an_unlocated_site_keeps_its_row(make_feature: MakeFeature) -> None:
    lost = make_feature(lon=None, lat=None, precision=Precision.UNLOCATED, uncertainty_m=None, reason="没有这个地名")
    (row,) = read_csv(written("csv", lost))
    assert (row["lon"], row["lat"], row["datum"], row["uncertainty_m"]) == ("", "", "", "")
    assert row["reason"] == "没有这个地名"
    (read,) = json.loads(written("geojson", lost))["features"]
    assert read["geometry"] is None


@pytest.mark.parametrize("start", FORMULA_STARTS)
def test_a_formula_stays_text(make_feature: MakeFeature, start: str) -> None:
    hostile = f'{start}HYPERLINK("http://example.com")'
    (row,) = read_csv(written("csv", make_feature(title=hostile, lead_units=(hostile,))))
    assert row["title"] == f"'{hostile}"
    assert row["lead_units"] == f"'{hostile}"


def test_a_negative_number_stays_a_number(make_feature: MakeFeature) -> None:
    (row,) = read_csv(written("csv", make_feature(lon=-3.5)))
    assert float(row["lon"]) == -3.5


@given(texts=st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=1, max_size=4))
def test_any_text_comes_back_from_both_formats(feature: SiteFeature, texts: list[str]) -> None:
    features = [replace(feature, problem=text) for text in texts]
    for text, row in zip(texts, read_csv(written("csv", *features)), strict=True):
        assert row["problem"].removeprefix("'") == text.removeprefix("'")
        assert not row["problem"].startswith(FORMULA_STARTS)
    assert [f["properties"]["problem"] for f in json.loads(written("geojson", *features))["features"]] == texts


@pytest.mark.parametrize("datum", [Datum.CGCS2000, Datum.GCJ02, Datum.BD09])
def test_csv_moves_positions_to_the_datum_and_says_so(feature: SiteFeature, datum: Datum) -> None:
    (row,) = read_csv(written("csv", feature, datum=datum))
    lon, lat = convert(113.25, 35.25, Datum.WGS84, datum)
    assert float(row["lon"]) == pytest.approx(float(lon), abs=1e-7)
    assert float(row["lat"]) == pytest.approx(float(lat), abs=1e-7)
    assert row["datum"] == datum.value


def test_a_shifted_position_is_never_surer_than_the_shift(make_feature: MakeFeature) -> None:
    surveyed = make_feature(precision=Precision.EXACT, uncertainty_m=1.0)
    (row,) = read_csv(written("csv", surveyed, datum=Datum.GCJ02))
    assert float(row["uncertainty_m"]) == 5.0


@pytest.mark.parametrize("datum", [Datum.CGCS2000, Datum.GCJ02, Datum.BD09])
def test_geojson_refuses_another_datum(feature: SiteFeature, datum: Datum, tmp_path: Path) -> None:
    target = tmp_path / "sites.geojson"
    with pytest.raises(WrongDatum) as refused:
        write("geojson", [feature], target, Reference(datum))
    assert all(word in refused.value.zh and word in refused.value.en for word in ("csv", "xlsx", "gpkg"))
    assert not target.exists()


def test_geojson_is_rfc_7946(feature: SiteFeature, make_feature: MakeFeature) -> None:
    made = json.loads(written("geojson", feature, make_feature(id="other")))
    assert made["type"] == "FeatureCollection"
    assert "crs" not in made
    assert [read["id"] for read in made["features"]] == [feature.id, "other"]
    assert made["features"][0]["geometry"]["coordinates"] == [113.25, 35.25]
    assert json.loads(written("geojson"))["features"] == []


def test_invented_data_says_so(make_feature: MakeFeature) -> None:
    sample = make_feature(sample=True)
    (row,) = read_csv(written("csv", sample))
    assert "示例数据" in row["sample"]
    assert "示例数据" in json.loads(written("geojson", sample))["notice"]
    assert "notice" not in json.loads(written("geojson", make_feature()))


def test_unknown_formats_are_named(feature: SiteFeature) -> None:
    with pytest.raises(UnknownFormat, match="csv"):
        written("dwg", feature)


def test_a_path_that_cannot_be_written_is_one_sentence(feature: SiteFeature, tmp_path: Path) -> None:
    with pytest.raises(CannotWrite, match="missing") as refused:
        write("csv", [feature], tmp_path / "missing" / "sites.csv")
    assert isinstance(refused.value, UsageError)


@pytest.mark.parametrize("name", FORMATS)
def test_the_caller_keeps_the_file(name: str, feature: SiteFeature) -> None:
    target = io.BytesIO()
    write(name, [feature], target)
    assert not target.closed


def test_the_columns_are_documented() -> None:
    documented = DOCS.read_text("utf-8").split("| field | 中文 |")[1].split("\n\n")[0]
    table = re.findall(r"^\| `(\w+)` \| ([^|]+?) \|", documented, re.M)
    assert table == [(column.name, column.title) for column in COLUMNS]
