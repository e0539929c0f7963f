"""Which list does a paragraph of a docx belong to, and how are its lists numbered?

A paragraph names a list (`numId`) and a level, itself or through its style; the list points to a definition
(`abstractNum`), or to a style whose list it borrows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from findings.readers.numbering import LEVELS, LONGEST_TEXT, Level, NumberedList
from findings.readers.package import attribute, child, local_name


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


def place(
    properties: etree._Element | None, styles: Styles, lists: Mapping[str, NumberedList]
) -> tuple[str, int] | None:
    """The list and level of a paragraph (`w:pPr`): its own word first, then its style's."""
    own = child(properties, "numPr")
    num_id = value(child(own, "numId"))
    level = whole(value(child(own, "ilvl")))
    if num_id is None:
        style_id = value(child(properties, "pStyle"))
        named = next(((one, style) for one, style in styles.chain(style_id) if style.num_id is not None), None)
        if named is None:
            return None
        identifier, style = named
        num_id = style.num_id or ""
        if level is None and num_id in lists:
            linked = (at for at, one in lists[num_id].levels.items() if one.style == identifier)
            level = next(linked, style.level)
    return num_id, level or 0


def read_lists(root: etree._Element | None, styles: Styles) -> dict[str, NumberedList]:
    """The lists of a document by their `numId`."""
    if root is None:
        return {}
    definitions: dict[str, dict[int, Level]] = {}
    links: dict[str, str] = {}  # definition → the style whose list it borrows
    for element in root.iterchildren():
        identifier = attribute(element, "abstractNumId")
        if local_name(element) == "abstractNum" and identifier is not None:
            definitions[identifier] = dict(_levels(element))
            if linked := value(child(element, "numStyleLink")):
                links[identifier] = linked
    elements = {
        identifier: element
        for element in root.iterchildren()
        if local_name(element) == "num" and (identifier := attribute(element, "numId")) is not None
    }
    targets = {identifier: value(child(element, "abstractNumId")) or "" for identifier, element in elements.items()}
    lists: dict[str, NumberedList] = {}
    for identifier, element in elements.items():
        definition = targets[identifier]
        if definition in links:
            borrowed = (style.num_id for _, style in styles.chain(links[definition]) if style.num_id in targets)
            definition = targets.get(next(borrowed, None) or "", definition)
        levels = dict(definitions.get(definition, {}))
        starts: dict[int, int] = {}
        for override in element.iterchildren():
            if local_name(override) == "lvlOverride":
                levels.update(_levels(override))
                start = whole(value(child(override, "startOverride")))
                if start is not None:
                    starts[whole(attribute(override, "ilvl")) or 0] = start
        lists[identifier] = NumberedList(definition, levels, starts)
    return lists


def _levels(parent: etree._Element) -> Iterator[tuple[int, Level]]:
    for element in parent.iterchildren():
        at = whole(attribute(element, "ilvl"))
        if local_name(element) == "lvl" and at is not None and 0 <= at < LEVELS:
            start = whole(value(child(element, "start")))
            yield (
                at,
                Level(
                    start=1 if start is None else start,
                    number_format=value(child(element, "numFmt")) or "decimal",
                    text=(value(child(element, "lvlText")) or "")[:LONGEST_TEXT],
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
