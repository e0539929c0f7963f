"""Who is to put it right, and by when: the short fields, which end with their line unless they clearly go on."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

from findings.deadlines import read_deadlines
from findings.fields_reader import NOTHING, Reader
from findings.layout import Segment
from findings.layout.layout import trimmed


def names(reader: Reader, segments: Sequence[Segment], split: Callable[[str], tuple[str, ...]]) -> tuple[str, ...]:
    names: list[str] = []
    for segment in segments:
        names += [name for name in split(reader.words(_short(reader, segment))) if not NOTHING.match(name)]
    return tuple(dict.fromkeys(names))


def short_value(reader: Reader, segments: Sequence[Segment]) -> str | None:
    values = [" ".join(reader.words(_short(reader, segment)).split("\n")) for segment in segments]
    kept = [" ".join(value.split()) for value in values if not NOTHING.match(value.strip())]
    return "；".join(dict.fromkeys(kept)) or None


def deadlines_in(reader: Reader, segments: Sequence[Segment]) -> tuple[str, ...]:
    found: list[str] = []
    for segment in segments:
        start, end = _short(reader, segment)
        found += read_deadlines(reader.folded[start:end], reader.today)
    return tuple(dict.fromkeys(found))


_GOES_ON: Final = frozenset("、,;:(-~和及与")
_NEXT_GOES_ON: Final = re.compile(r"(?:20\d\d|\d{1,2}月|、|,|各|市|县|区)")


def _short(reader: Reader, segment: Segment) -> tuple[int, int]:
    """The value of a short field: its first line, and the lines that go on with it; the others are left unread."""
    start, end = segment.start, segment.end
    line_end = reader.folded.find("\n", start, end)
    if segment.in_cell or line_end == -1:
        return start, end
    while line_end != -1:
        following = line_end
        while following < end and reader.folded[following] in "\n ":
            following += 1
        before = _last_character(reader.folded, start, line_end)
        goes_on = before in _GOES_ON or (before not in "。;" and bool(_NEXT_GOES_ON.match(reader.folded, following)))
        if not goes_on:
            rest = (following, end)
            if rest not in reader.unread:
                reader.unread.append(rest)
            return trimmed(reader.folded, start, line_end)
        line_end = reader.folded.find("\n", following, end)
    return start, end


def _last_character(folded: str, start: int, end: int) -> str:
    while end > start and folded[end - 1] in " \n":
        end -= 1
    return folded[end - 1] if end > start else ""
