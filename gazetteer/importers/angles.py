"""Which angle is written in a cell, and how finely? Decimal degrees, degrees-minutes-seconds in many notations, metres.

A number is no surer than its last digit: 113.2 stands for anything within a twentieth of a degree, five kilometres.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

METRES_PER_DEGREE = 111_320.0

_HEMISPHERES = {"东经": 1, "北纬": 1, "西经": -1, "南纬": -1, "E": 1, "N": 1, "W": -1, "S": -1}
_HEMISPHERE = re.compile(r"东经|北纬|西经|南纬|(?<![A-Z])[ENWS](?![A-Z])")
_SIGN_WORDS = (("度", "°"), ("分", "′"), ("秒", "″"), ("º", "°"), ("˚", "°"), ("’", "′"), ("‘", "′"), ("'", "′"),
               ("”", "″"), ("“", "″"), ('"', "″"), ("′′", "″"), ("´", "′"), ("˝", "″"))  # fmt: skip
_NUMBER = r"\d+(?:\.\d+)?"
_MARKED = re.compile(rf"([+-]?)({_NUMBER})°(?:({_NUMBER})′?)?(?:({_NUMBER})″?)?")
# Three numbers with the same mark between them, none of them a decimal point alone: 113-02-11, 113 2 11.5, 113:02:11.
_PARTED = re.compile(r"([+-]?)(\d{1,3})([ :\-])(\d{1,2})\3(\d{1,2}(?:\.\d+)?)")
_DOTTED = re.compile(r"([+-]?)(\d{1,3})\.(\d{1,2})\.(\d{1,2}(?:\.\d+)?)")
_PLAIN = re.compile(rf"[+-]?{_NUMBER}(?:[eE][+-]?\d+)?")
_METRES = re.compile(r"(?<=\d)(?:米|M)$")


@dataclass(frozen=True, slots=True)
class Angle:
    """A coordinate as written: its value, half the unit of its last digit, and whether it was in sexagesimal parts."""

    value: float
    half_step: float
    sexagesimal: bool = False


def read_angle(cell: object) -> Angle | None:
    """Read one coordinate; None when the cell holds none.

    Examples
    --------
    >>> read_angle("113°02′11″")
    Angle(value=113.03638888888888, half_step=0.0001388888888888889, sexagesimal=True)
    >>> read_angle("E113.25°").value
    113.25
    >>> read_angle("约113度") is None
    True
    """
    if isinstance(cell, bool) or cell is None:
        return None
    if isinstance(cell, int | float):
        return _plain(repr(float(cell))) if cell == cell else None  # noqa: PLR0124 - not-a-number is not equal to itself
    if _PLAIN.fullmatch(str(cell)):  # most cells, and found out in a fraction of the time of reading them
        return _plain(str(cell))
    text = _signs(unicodedata.normalize("NFKC", _signs(str(cell)))).upper().strip()
    turn = 1
    if match := _HEMISPHERE.search(text):
        turn = _HEMISPHERES[match.group()]
        text = text[: match.start()] + text[match.end() :]
    text = _METRES.sub("", text.strip(" :,"))
    if _PLAIN.fullmatch(text):
        return _turned(_plain(text), turn)
    for pattern, order in ((_MARKED, (2, 3, 4)), (_PARTED, (2, 4, 5)), (_DOTTED, (2, 3, 4))):
        if match := pattern.fullmatch(text if pattern is _PARTED else text.replace(" ", "")):
            parts = [match.group(group) for group in order]
            return _turned(_sexagesimal(parts, negative=match.group(1) == "-"), turn)
    return None


def _signs(text: str) -> str:
    """Write every sign for degrees, minutes and seconds in one way; normalising would take some of them apart."""
    for word, sign in _SIGN_WORDS:
        text = text.replace(word, sign)
    return text


def _plain(text: str) -> Angle:
    value = float(text)
    digits = text.lower().partition("e")[0].partition(".")[2]
    decimals = len(digits) if digits != "0" else 0
    return Angle(value, 0.5 * 10.0**-decimals)


def _sexagesimal(parts: list[str | None], *, negative: bool) -> Angle | None:
    value, step, scale = 0.0, 1.0, 1.0
    for part in parts:
        if part is None:
            break
        number = float(part)
        if scale < 1 and number >= 60:
            return None
        value += number * scale
        step = scale * 10.0 ** -len(part.partition(".")[2])
        scale /= 60
    return Angle(-value if negative else value, step / 2, sexagesimal=parts[1] is not None)


def _turned(angle: Angle | None, turn: int) -> Angle | None:
    if angle is None or turn == 1:
        return angle
    return Angle(turn * angle.value, angle.half_step, angle.sexagesimal)
