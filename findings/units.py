"""Which units and which persons does a line of names hold?

A list is split at 、 ， ； and spaces, but not inside brackets: 各县（市、区） is one name. What is no name by itself stays
with the name before it: 各乡镇党委、政府 is one entry, 市委、市政府 are two.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import Final

_SEPARATORS: Final = frozenset("、，,；;\u3000\xa0\t \r\n")
_UNIT_ENDS: Final = re.compile(
    r"(?:局|委|办|府|区|县|市|会|院|厅|部|组|中心|公司|镇|(?<!城)乡|街道|处|站|队|校|厂|集团|部门|单位|[)）])$"
)
_ONLY_BY_ITS_SIDE: Final = re.compile(r"^(?:人民)?政府(?:[(（].*)?$|^.$|^管委会$|^党工委$")
_PARTY: Final = re.compile(r"(?:党委|党工委|委)(?:[(（][^()（）]*[)）])?$")
_NAMES_ALONE: Final = re.compile(r"[\u4e00-\u9fff]{2,4}(?:[ \u3000\xa0][\u4e00-\u9fff]{2,4})+")
_TITLE: Final = re.compile(r"[长记任员席委导志人级管](?=[ \u3000\xa0]|$)")
_END: Final = "。.；;、，, "


@lru_cache(maxsize=1024)
def split_units(text: str) -> tuple[str, ...]:
    """The units of a list, in order.

    >>> split_units("县环保局、自然资源局等相关委局，各乡镇党委、政府")
    ('县环保局', '自然资源局等相关委局', '各乡镇党委、政府')
    """
    units: list[str] = []
    for separator, piece in _pieces(_join_broken_names(text)):
        if units and separator == "、" and _belongs_to(units[-1], piece):
            units[-1] += separator + piece
        else:
            units.append(piece)
    return tuple(units)


def _belongs_to(unit: str, piece: str) -> bool:
    """True for 政府 behind 各乡镇党委, and for 市 and 区 behind 各县."""
    if len(piece) == 1:
        return True
    return bool(_ONLY_BY_ITS_SIDE.match(piece)) and bool(_PARTY.search(unit))


def _join_broken_names(text: str) -> str:
    """A line break inside a name (县住房城乡⏎建设局) is none; behind a whole name it separates."""
    if "\n" not in text:
        return text
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    joined: list[str] = lines[:1]
    for above, line in pairwise(lines):
        whole = _UNIT_ENDS.search(above[-4:]) or above[-1] in _SEPARATORS or line[0] in _SEPARATORS
        joined.append("\n" + line if whole else line)
    return "".join(joined)


def split_leaders(text: str) -> tuple[str, ...]:
    """The leaders of a list: split at 、 ， ； and at runs of two or more spaces.

    A name of two characters is often drawn apart, 王　　冲: single characters are put together again. Web pages and PDF
    make one space of many, so names alone are also split at one; a title keeps its name, 市长 张三.

    >>> split_leaders("董炳麓  王明朗")
    ('董炳麓', '王明朗')
    """
    names: list[str] = []
    for word in re.split(r"[、，,；;\r\n]|[ \u3000\xa0\t]{2,}", text):
        name = word.strip(_END)
        if not name:
            continue
        if len(name) == 1 and names and len(names[-1]) == 1:
            names[-1] += name
        elif _NAMES_ALONE.fullmatch(name) and not _TITLE.search(name):
            names += name.split()
        else:
            names.append(name)
    return tuple(names)


def _pieces(text: str) -> list[tuple[str, str]]:
    """What lies between separators outside brackets, each with the separator before it."""
    pieces: list[tuple[str, str]] = []
    depth = 0
    begin = 0
    separator = ""
    for position, character in enumerate(text):
        if character in "(（《“[":
            depth += 1
        elif character in ")）》”]":
            depth = max(0, depth - 1)
        elif character in _SEPARATORS and not depth:
            if piece := text[begin:position].strip(_END):
                pieces.append((separator, piece))
                separator = ""
            if character not in " \u3000\xa0\t" or not separator:
                separator = character
            begin = position + 1
    if piece := text[begin:].strip(_END):
        pieces.append((separator, piece))
    return pieces
