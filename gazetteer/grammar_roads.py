"""Which stretches are roads called by a number: S331省道, 省道331, G107, 333省道?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from gazetteer.grammar import Span
from gazetteer.model import Kind

_NUMBERED = re.compile(
    r"(?<![A-Za-z0-9])(?:"
    r"[GS]\d{1,4}(?:国道|省道|线|高速公路|高速)?|[XYZ]\d{3}(?:县道|乡道|专用公路|线)?"
    r"|\d{3}(?:国道|省道)|(?:国道|省道|县道|乡道)[GSXY]?\d{2,4}线?"
    r")(?![A-Za-z0-9./])"
)


def numbered_roads(text: str) -> Iterator[Span]:
    for match in _NUMBERED.finditer(text):
        yield Span(match.start(), match.end(), Kind.ROAD, "numbered_road")
