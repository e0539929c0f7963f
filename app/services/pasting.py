"""Which position did a person write or paste? Any notation in any datum, one pair in one text.

    113.2653, 35.0871        35°05′13″N 113°15′55″E        东经113°15′55″ 北纬35°05′13″        38432154 3901234

Numbers are read as imports read them (`gazetteer.importers.pairs`); here the text is only cut in two.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from app.errors import WrongOption
from gazetteer.errors import BadSource
from gazetteer.importers.pairs import Pairs
from gazetteer.importers.refusing import Refused
from geo.datums import SHIFTED_UNCERTAINTY_M, Datum, Zone, convert, is_shifted
from geo.position import Position

LONGEST: Final = 200
_SEPARATOR: Final = re.compile(r"[,，;；、\t\n/|]+")
_LABEL: Final = re.compile(r"(?:经度|纬度|lon(?:gitude)?|lat(?:itude)?|[xyXY])\s*[:：=]\s*")
_NAMED: Final = re.compile(r"东经|北纬|(?<![A-Za-z])[ENen](?![A-Za-z])")
_AFTER: Final = re.compile(r"(?<=[ENen])\s+")
_BEFORE: Final = re.compile(r"\s*(?=东经|北纬|[ENen](?![A-Za-z]))")


@dataclass(frozen=True, slots=True)
class Pasted:
    """A position that was written; `uncertainty_m` is what its last digits and its datum leave open.

    `exchanged` is true when latitude stood first and nothing said so.
    """

    position: Position
    uncertainty_m: float
    exchanged: bool


def read_pasted(text: str, datum: Datum, zone: Zone | None = None) -> Pasted:
    """Read one position.

    Parameters
    ----------
    zone
        That of eastings without their zone's number, when it can be told from where the site is.

    Raises
    ------
    WrongOption
        Says what could not be read and shows what could be.
    """
    shown = text.strip()[:60]
    named = _NAMED.search(text) is not None
    pairs = Pairs(Path("坐标"), datum, zone)
    for first, second in _cuts(_LABEL.sub("", text.strip()[:LONGEST])):
        try:
            lon, lat, uncertainty_m = pairs.read(first, second, "")
        except (Refused, BadSource):
            continue
        x, y = convert(lon, lat, datum if max(abs(lon), abs(lat)) <= 180 else Datum.CGCS2000, Datum.WGS84)
        least_m = SHIFTED_UNCERTAINTY_M if is_shifted(datum) else 0.0
        return Pasted(
            Position(float(x), float(y)), max(uncertainty_m, least_m), bool(pairs.met["exchanged"]) and not named
        )
    raise WrongOption(
        f"看不懂坐标“{shown}”；可写成 113.2653, 35.0871、113°15′55″ 35°05′13″ 或带号的三度带坐标。",
        f"“{shown}” is no position; write 113.2653, 35.0871 or 113°15′55″ 35°05′13″, or metres with their zone's number.",
    )


def _cuts(text: str) -> list[tuple[str, str]]:
    """The ways in which a text falls into two coordinates, most telling first."""
    cuts = []
    for pattern in (_SEPARATOR, _BEFORE, _AFTER):
        parts = [part for part in pattern.split(text) if part.strip()]
        if len(parts) == 2:
            cuts.append((parts[0], parts[1]))
    words = text.split()
    if len(words) % 2 == 0:
        half = len(words) // 2
        cuts.append((" ".join(words[:half]), " ".join(words[half:])))
    return cuts
