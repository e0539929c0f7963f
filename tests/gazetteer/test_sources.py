"""The committed data files: whole, licensed, credited."""

from __future__ import annotations

import lzma
from importlib import resources
from pathlib import Path

import numpy as np
import pytest
import shapely

from gazetteer.errors import DamagedData
from gazetteer.sources import files
from gazetteer.sources.changes import changes
from gazetteer.sources.characters import readings, simplified_characters
from gazetteer.sources.divisions import divisions
from gazetteer.sources.geonames import points
from gazetteer.sources.polygons import polygons

NOTICE = Path(__file__).parents[2] / "NOTICE"


def test_every_source_names_its_licence_and_is_credited() -> None:
    credited = NOTICE.read_text("utf-8").lower()
    for source in files.sources():
        assert source.licence
        assert source.version
        assert source.package.split(":")[1] in credited


def test_a_damaged_data_file_is_noticed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    folder = tmp_path / "gazetteer" / "data"
    folder.mkdir(parents=True)
    (folder / "points.tsv.xz").write_bytes(lzma.compress(b"nothing"))
    monkeypatch.setattr(resources, "files", lambda _package: tmp_path / "gazetteer")
    with pytest.raises(DamagedData, match=r"points\.tsv\.xz"):
        files.read("points.tsv.xz")


def test_the_frame_hangs_together() -> None:
    units = divisions()
    codes = {unit.code for unit in units}
    assert len(codes) == len(units)
    assert all(unit.parent in codes for unit in units if unit.level > 1)


def test_polygons_are_valid_and_share_their_edges() -> None:
    areas = [polygon.area for polygon in polygons()]
    assert len(areas) > 2_850
    assert all(area.is_valid for area in areas)
    ragged = shapely.coverage_invalid_edges(areas)
    # Two polygons of the source overlap each other along some kilometres; all others share their edges exactly.
    assert int(np.sum(~shapely.is_empty(ragged))) == 2


def test_points_are_in_china_and_named() -> None:
    for point in points():
        assert 73 < point.lon < 136
        assert 3 < point.lat < 54
        assert all(point.names)


def test_changes_run_forward() -> None:
    years = [change.year for change in changes()]
    assert years == sorted(years)
    assert years[0] >= 1985


def test_characters_are_single() -> None:
    assert simplified_characters()["縣"] == "县"
    assert "乾" not in simplified_characters()
    assert readings()["县"][0] == "xian"
    assert all(len(char) == 1 and said for char, said in readings().items())
