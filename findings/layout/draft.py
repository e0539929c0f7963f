"""What does a finding consist of, before its fields are read?

The layout gives drafts: which stretch of the text is one finding, which numbered line or table row begins it, and
which labelled stretches it holds. `fields` turns a draft into a `Finding`.
"""

from __future__ import annotations

from dataclasses import dataclass

from findings.layout.labels import Field
from findings.layout.markers import Marker


@dataclass(frozen=True, slots=True)
class Segment:
    """A labelled stretch: the value from `start` to `end`, trimmed; the label begins at `label_start`."""

    field: Field
    name: str
    label_start: int
    start: int
    end: int
    in_cell: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading as printed, and what it is when it becomes part of a finding."""

    start: int
    end: int
    marker: Marker | None


@dataclass(frozen=True, slots=True)
class Draft:
    """One finding as laid out. `heading` is the line or lines before its first label, without the number."""

    start: int
    end: int
    number: int | None
    section: Heading | None
    subsection: Heading | None
    heading: Segment | None
    segments: tuple[Segment, ...]
    section_name: str | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """All findings of a text in order, and the other stretches whose role is understood (headings, endings)."""

    drafts: tuple[Draft, ...]
    understood: tuple[tuple[int, int], ...] = ()
