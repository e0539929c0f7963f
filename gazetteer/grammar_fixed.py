"""Which stretches are names by their pattern alone: S331省道, G107, 引江济淮?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from gazetteer.grammar import Span
from gazetteer.model import Kind

_NUMBERED_ROAD = re.compile(
    r"(?<![A-Za-z0-9])(?:"
    r"[GS]\d{1,4}(?:(?:国道|省道|线|高速公路|高速)|(?![A-Za-z0-9./]))"
    r"|[XYZ]\d{3}(?:(?:县道|乡道|专用公路|线)|(?![A-Za-z0-9./]))"
    r"|\d{3}(?:国道|省道)"
    r"|(?:国道|省道|县道|乡道)[GSXY]?\d{2,4}(?:线|(?![A-Za-z0-9./]))"
    r")"
)
# Works that lead water from one basin into another are called by what they do.
_TRANSFER = re.compile(r"[东南西北]水[东南西北]调|引[\u4e00-\u9fff][济入补][\u4e00-\u9fff]")


def fixed_names(text: str) -> Iterator[Span]:
    """Give every name that needs no type word and no gazetteer."""
    for match in _NUMBERED_ROAD.finditer(text):
        yield Span(match.start(), match.end(), Kind.ROAD, "numbered_road")
    for match in _TRANSFER.finditer(text):
        yield Span(match.start(), match.end(), Kind.RIVER, "water_transfer")
