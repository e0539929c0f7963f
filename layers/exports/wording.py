"""What do a waypoint and a placemark say to a person? Their name tells how far the place is known, in one glance.

Also which characters XML can hold at all: a document may contain others, and no reader opens a file with them.
"""

from __future__ import annotations

import re
from typing import Final

from gazetteer.model import Precision
from layers.feature import SiteFeature

FILE_TITLE: Final = "整改一张图"

KNOWN: Final[dict[Precision, str]] = {
    Precision.EXACT: "位置准确",
    Precision.PLACE: "地名点",
    Precision.LINE: "仅知在河流或道路上",
    Precision.TOWNSHIP: "仅知乡镇",
    Precision.COUNTY: "仅知区县",
    Precision.CITY: "仅知地市",
    Precision.PROVINCE: "仅知省份",
    Precision.UNLOCATED: "位置不明",
}
"""How well a site is known, in as few words as a receiver's screen has room for."""

_NOT_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def xml_text(text: str) -> str:
    """The text without the characters that XML cannot hold."""
    return _NOT_XML.sub("", text)


def label(feature: SiteFeature) -> str:
    """The number and place, and how well it is known: 3 甲县乙镇丙村（仅知乡镇，±6000 米）."""
    number = f"{feature.number} " if feature.number is not None else ""
    return xml_text(f"{number}{feature.text or feature.title}（{known(feature)}）")


def known(feature: SiteFeature) -> str:
    word = KNOWN[feature.precision]
    return word if feature.uncertainty_m is None else f"{word}，±{feature.uncertainty_m:.0f} 米"
