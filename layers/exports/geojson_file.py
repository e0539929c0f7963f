"""How do sites become a GeoJSON file? As RFC 7946 says: WGS-84, longitude first; an unknown place is null.

One feature a line, written as it comes, so that a large set needs no memory.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import BinaryIO

from layers.exports.columns import SAMPLE
from layers.exports.reference import Reference
from layers.feature import SiteFeature, geojson_feature


def write(features: Iterable[SiteFeature], target: BinaryIO, reference: Reference) -> None:
    assert reference == Reference(), "checked by layers.exports.check"
    target.write(b'{"type":"FeatureCollection","features":[')
    sample = False
    for index, feature in enumerate(features):
        line = json.dumps(geojson_feature(feature), ensure_ascii=False, separators=(",", ":"), allow_nan=False)
        target.write((",\n" if index else "\n").encode() + line.encode())
        sample = sample or feature.sample
    # A foreign member, as section 6.1 of the standard allows: readers that do not know it pass over it.
    notice = f',"notice":{json.dumps(SAMPLE, ensure_ascii=False)}' if sample else ""
    target.write(f"\n]{notice}}}\n".encode())
