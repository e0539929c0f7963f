"""Which number does Word print before this paragraph?

Word does not store the numbers of its lists, it counts them while drawing. A paragraph names a list (`numId`) and a
level, itself or through its style; the list belongs to a definition (`abstractNum`) that says how each level is
spelled (`%1.`, `（%1）`, `第%1条`), where it starts, and after which levels it starts again. Lists that share a
definition go on counting where the other stopped, unless a list overrides the start.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from findings.readers.numerals import spell
from findings.readers.package import attribute, child, local_name

_LEVELS = 9
_PLACEHOLDER = re.compile(r"%([1-9])")
_BULLET = "•"


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list is numbered; `restart` is the level number after which it starts again, if stated."""

    start: int = 1
    number_format: str = "decimal"
    text: str = ""
    suffix: str = "tab"
    restart: int | None = None
    legal: bool = False
    style: str | None = None


@dataclass(frozen=True, slots=True)
class Style:
    """What a style of the document says that matters for its text."""

    name: str
    based_on: str | None
    num_id: str | None
    level: int | None
    hidden: bool | None


class Styles:
    """The document's styles, asked through the chain of styles they are based on."""

    def __init__(self, root: etree._Element | None) -> None:
        self._styles: dict[str, Style] = {}
        for element in () if root is None else root.iterchildren():
            identifier = attribute(element, "styleId")
            if local_name(element) == "style" and identifier is not None:
                numbering = child(child(element, "pPr"), "numPr")
                self._styles[identifier] = Style(
                    name=value(child(element, "name")) or "",
                    based_on=value(child(element, "basedOn")),
                    num_id=value(child(numbering, "numId")),
                    level=whole(value(child(numbering, "ilvl"))),
                    hidden=switch(child(child(element, "rPr"), "vanish")),
                )

    def chain(self, identifier: str | None) -> Iterator[tuple[str, Style]]:
        """The style and those it is based on, nearest first; a circle ends where it closes."""
        seen: set[str] = set()
        while identifier is not None and identifier not in seen and identifier in self._styles:
            seen.add(identifier)
            style = self._styles[identifier]
            yield identifier, style
            identifier = style.based_on

    def hidden(self, identifier: str | None) -> bool:
        stated = (style.hidden for _, style in self.chain(identifier))
        return next((hidden for hidden in stated if hidden is not None), False)

    def is_contents_line(self, identifier: str | None) -> bool:
        """True for the lines of a table of contents, which repeat headings with page numbers."""
        return any(re.fullmatch(r"toc [1-9]", style.name.lower()) for _, style in self.chain(identifier))


class Numbering:
    """Counts the numbered paragraphs of one document, in order."""

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        self._styles = styles
        self._lists: dict[str, tuple[str, dict[int, Level], dict[int, int]]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._restarted: set[tuple[str, int]] = set()
        if root is not None:
            self._read(root)

    def label(self, properties: etree._Element | None) -> str:
        """The number Word prints before the next paragraph, with what separates it; "" for none.

        `properties` is the paragraph's `w:pPr`. Asking counts: ask once per paragraph, in document order.
        """
        found = self._place(properties)
        if found is None:
            return ""
        num_id, number_level = found
        definition, levels, starts = self._lists[num_id]
        level = levels.get(number_level)
        if level is None:
            return ""
        counts = self._counts.setdefault(definition, {})
        if number_level in starts and (num_id, number_level) not in self._restarted:
            self._restarted.add((num_id, number_level))
            counts[number_level] = starts[number_level] - 1
        counts[number_level] = counts.get(number_level, level.start - 1) + 1
        for deeper in range(number_level + 1, _LEVELS):
            restart = levels[deeper].restart if deeper in levels else None
            if restart is None or number_level < restart:
                counts.pop(deeper, None)
        return self._spelled(level, levels, counts)

    def _place(self, properties: etree._Element | None) -> tuple[str, int] | None:
        """The list and level of a paragraph: its own word first, then its style's."""
        own = child(properties, "numPr")
        num_id = value(child(own, "numId"))
        number_level = whole(value(child(own, "ilvl")))
        if num_id is None:
            style_id = value(child(properties, "pStyle"))
            named = next(((i, s) for i, s in self._styles.chain(style_id) if s.num_id is not None), None)
            if named is None:
                return None
            identifier, style = named
            num_id = style.num_id
            if number_level is None and num_id in self._lists:
                levels = self._lists[num_id][1]
                number_level = next((at for at, lv in levels.items() if lv.style == identifier), style.level)
        return (num_id, number_level or 0) if num_id in self._lists else None

    @staticmethod
    def _spelled(level: Level, levels: dict[int, Level], counts: dict[int, int]) -> str:
        if level.number_format == "bullet":
            return _BULLET

        def number(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            other = levels.get(at, Level())
            count = counts.setdefault(at, other.start)
            return spell(count, "decimal" if level.legal else other.number_format)

        text = _PLACEHOLDER.sub(number, level.text)
        return f"{text} " if level.suffix == "space" or (level.suffix == "tab" and _runs_into(text)) else text

    def _read(self, root: etree._Element) -> None:
        definitions: dict[str, dict[int, Level]] = {}
        links: dict[str, str] = {}  # definition → the style whose list it borrows
        for element in root.iterchildren():
            identifier = attribute(element, "abstractNumId")
            if local_name(element) == "abstractNum" and identifier is not None:
                definitions[identifier] = dict(_levels(element))
                if linked := value(child(element, "numStyleLink")):
                    links[identifier] = linked
        targets: dict[str, str] = {}
        overrides: dict[str, list[etree._Element]] = {}
        for element in root.iterchildren():
            identifier = attribute(element, "numId")
            target = value(child(element, "abstractNumId"))
            if local_name(element) == "num" and identifier is not None and target is not None:
                targets[identifier] = target
                overrides[identifier] = [one for one in element.iterchildren() if local_name(one) == "lvlOverride"]
        for identifier, target in targets.items():
            definition = target
            if target in links:
                style = next((s for _, s in self._styles.chain(links[target]) if s.num_id in targets), None)
                definition = targets[style.num_id] if style is not None and style.num_id is not None else target
            levels = dict(definitions.get(definition, {}))
            starts: dict[int, int] = {}
            for override in overrides[identifier]:
                at = whole(attribute(override, "ilvl")) or 0
                levels.update(_levels(override))
                start = whole(value(child(override, "startOverride")))
                if start is not None:
                    starts[at] = start
            self._lists[identifier] = (definition, levels, starts)


def _runs_into(label: str) -> bool:
    """True for a number that would merge with the text behind it, as 第1条 does and ① and 1. do not."""
    return label[-1:].isalnum() and unicodedata.category(label[-1]) != "No"


def _levels(parent: etree._Element) -> Iterator[tuple[int, Level]]:
    for element in parent.iterchildren():
        at = whole(attribute(element, "ilvl"))
        if local_name(element) == "lvl" and at is not None and 0 <= at < _LEVELS:
            start = whole(value(child(element, "start")))
            yield (
                at,
                Level(
                    start=1 if start is None else start,
                    number_format=value(child(element, "numFmt")) or "decimal",
                    text=value(child(element, "lvlText")) or "",
                    suffix=value(child(element, "suff")) or "tab",
                    restart=whole(value(child(element, "lvlRestart"))),
                    legal=bool(switch(child(element, "isLgl"))),
                    style=value(child(element, "pStyle")),
                ),
            )


def value(element: etree._Element | None) -> str | None:
    """The `w:val` of an element."""
    return attribute(element, "val")


def whole(text: str | None) -> int | None:
    """A number of at most nine digits; anything else is no number."""
    return int(text) if text is not None and re.fullmatch(r"-?[0-9]{1,9}", text) else None


def switch(element: etree._Element | None) -> bool | None:
    """An on/off property: present without a value means on; absent means nothing said."""
    return None if element is None else value(element) not in {"0", "false", "off"}
