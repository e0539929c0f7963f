"""Which findings and sites are meant? The filters of the contract, the same words everywhere.

Command line (`--status`), web pages, API and exports (`?status=`) all read their filters here. A name given several
times, or words of a fixed vocabulary joined by commas, mean any of them; different names must all hold.
"""

from __future__ import annotations

import contextlib
import math
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from typing import Any, Final, TypeVar

from app.errors import WrongOption
from findings.model import Category, Status
from gazetteer.model import Precision
from geo.position import BBox

Word = TypeVar("Word", bound=StrEnum)

_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")  # fromisoformat also takes 20241231 and 2024-W01-1

LONGEST: Final = 200
"""Characters a value may have; longer ones are no question about a document."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What must hold for a site and its finding; an empty field asks nothing.

    `document` holds file names or ids of stored documents, `county` and `township` names or codes, `unit` parts of the
    names of lead or responsible units. `q` is looked for in title, problem and place. `due_before` and `due_after`
    include their own day and speak of the next dated deadline, or the last one when all have passed.
    """

    document: tuple[str, ...] = ()
    county: tuple[str, ...] = ()
    township: tuple[str, ...] = ()
    status: tuple[Status, ...] = ()
    category: tuple[Category, ...] = ()
    overdue: bool | None = None
    due_before: date | None = None
    due_after: date | None = None
    precision: tuple[Precision, ...] = ()
    unit: tuple[str, ...] = ()
    q: str | None = None
    bbox: BBox | None = None


NAMES: Final = tuple(field.name for field in fields(Filters))


def parse_filters(values: Mapping[str, Sequence[str]]) -> Filters:
    """Filters from the words that a person or program wrote.

    Raises
    ------
    WrongOption
        For an unknown name, a value that cannot be, or a single-valued name given twice; says what would be right.
    """
    unknown = [name for name in values if name not in NAMES]
    if unknown:
        raise WrongOption(
            f"没有名为“{_shown(unknown[0])}”的筛选条件；可用：{'、'.join(NAMES)}。",
            f"there is no filter “{_shown(unknown[0])}”; there are {', '.join(NAMES)}.",
        )
    read: dict[str, Any] = {}
    for name, given in values.items():
        texts = [text for text in given if text.strip()]
        for text in texts:
            _check_text(name, text)
        if texts:
            read[name] = _READERS[name](name, texts)
    return Filters(**read)


def _check_text(name: str, text: str) -> None:
    if len(text) > LONGEST or any(unicodedata.category(character) in {"Cc", "Cs"} for character in text):
        raise WrongOption(
            f"{name} 的值不能超过 {LONGEST} 个字符，也不能含控制字符。",
            f"a value of {name} has at most {LONGEST} characters and no control characters.",
        )


def _texts(name: str, given: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text.strip() for text in given))


def _words(vocabulary: type[Word]) -> Callable[[str, Sequence[str]], tuple[Word, ...]]:
    def read(name: str, given: Sequence[str]) -> tuple[Word, ...]:
        words = [word.strip() for text in given for word in text.split(",") if word.strip()]
        for word in words:
            if word not in {item.value for item in vocabulary}:
                raise _wrong(name, word, "、".join(vocabulary), ", ".join(vocabulary))
        return tuple(dict.fromkeys(vocabulary(word) for word in words))

    return read


def _one(name: str, given: Sequence[str]) -> str:
    if len(given) > 1:
        raise WrongOption(f"{name} 只能给一次。", f"{name} can be given only once.")
    return given[0].strip()


def _flag(name: str, given: Sequence[str]) -> bool:
    flags = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}
    word = _one(name, given)
    if word.lower() not in flags:
        raise _wrong(name, word, "true、false", "true, false")
    return flags[word.lower()]


def _day(name: str, given: Sequence[str]) -> date:
    word = _one(name, given)
    with contextlib.suppress(ValueError):
        if _DAY.fullmatch(word):
            return date.fromisoformat(word)
    raise _wrong(name, word, "形如 2024-12-31 的日期", "a date such as 2024-12-31")


def _box(name: str, given: Sequence[str]) -> BBox:
    word = _one(name, given)
    try:
        west, south, east, north = (float(part) for part in word.split(","))
    except ValueError:
        west = south = east = north = math.nan
    if not (-180 <= west <= 180 and -180 <= east <= 180 and -90 <= south <= north <= 90):
        raise _wrong(
            name,
            word,
            "西,南,东,北 四个数（WGS-84 度，南不大于北）",
            "west,south,east,north in WGS-84 degrees, south not above north",
        )
    return BBox(west, south, east, north)


def _wrong(name: str, value: str, expected_zh: str, expected_en: str) -> WrongOption:
    return WrongOption(
        f"{name} 的值“{_shown(value)}”无效；可用：{expected_zh}。",
        f"{name} cannot be “{_shown(value)}”; expected: {expected_en}.",
    )


def _shown(value: str) -> str:
    return value if len(value) <= 60 else f"{value[:60]}…"


_READERS: Final[Mapping[str, Callable[[str, Sequence[str]], Any]]] = {
    "document": _texts,
    "county": _texts,
    "township": _texts,
    "status": _words(Status),
    "category": _words(Category),
    "overdue": _flag,
    "due_before": _day,
    "due_after": _day,
    "precision": _words(Precision),
    "unit": _texts,
    "q": _one,
    "bbox": _box,
}
