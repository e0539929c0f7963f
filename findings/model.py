"""What a document, a finding and a site are. Built by this room, complete once built.

All offsets count Unicode code points of `Document.text`; `text[start:end]` spells what a passage claims.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal

from gazetteer.model import Evidence, Kind, Precision, Resolution
from geo.position import Position

Zone = Literal["problem", "goal", "measures", "meta", "preamble"]


class Status(StrEnum):
    """Where a finding stands, in one word; derived from progress, closure and ongoing."""

    CLOSED = "closed"
    COMPLETED = "completed"
    COMPLETED_ONGOING = "completed_ongoing"
    ON_SCHEDULE = "on_schedule"
    BEHIND_SCHEDULE = "behind_schedule"
    NOT_STARTED = "not_started"
    NOT_REPORTED = "not_reported"


class Progress(StrEnum):
    NOT_STARTED = "not_started"
    BEHIND = "behind"
    ON_SCHEDULE = "on_schedule"
    AHEAD = "ahead"
    MOSTLY_DONE = "mostly_done"
    DONE = "done"


class Closure(StrEnum):
    APPLIED = "applied"
    INSPECTED = "inspected"
    ACCEPTED = "accepted"
    PUBLISHED = "published"
    CLOSED = "closed"
    RETURNED = "returned"


class Category(StrEnum):
    AIR = "air"
    WATER = "water"
    SOIL = "soil"
    SOLID_WASTE = "solid_waste"
    ECOLOGY = "ecology"
    NOISE = "noise"
    RURAL = "rural"
    ENERGY_STRUCTURE = "energy_structure"
    TRANSPORT = "transport"
    GOVERNANCE = "governance"
    RADIATION = "radiation"
    OTHER = "other"


class DocumentKind(StrEnum):
    TASK_LIST = "task_list"
    PLAN = "plan"
    PROGRESS_LIST = "progress_list"
    REPORT = "report"
    NOTICE = "notice"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class ExtractedText:
    """What a reader gives: the text all offsets refer to, and where it came from.

    `name` is the file's name (for a member of an archive: `archive.zip/member.docx`), `sha256` that of the
    file's bytes, `format` one of txt, docx, doc, pdf, html, xlsx, xls.
    """

    name: str
    text: str
    sha256: str
    format: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of the document: `text` is the document's text from `start` to `end` (exclusive)."""

    start: int
    end: int
    text: str


class QuantityKind(StrEnum):
    """What an amount in the text measures."""

    MONEY = "money"
    FINE = "fine"
    AREA = "area"
    MASS = "mass"
    COAL = "coal_equivalent"
    BOILER = "boiler_capacity"
    LENGTH = "length"
    VOLUME = "volume"
    CONCENTRATION = "concentration"
    SHARE = "share"
    EXCEEDANCE = "exceedance"
    WATER_CLASS = "water_class"


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount the text states: `value` in `unit` (a base unit), and the span it was read from.

    A water class counts 1 to 5, and 6 for worse than class Ⅴ (劣Ⅴ类).
    """

    kind: QuantityKind
    value: float
    unit: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class StatusReport:
    """What a document says of a finding's progress: the status and the three things it derives from."""

    status: Status
    text: str | None
    progress: Progress | None
    closure: Closure | None
    ongoing: bool


@dataclass(frozen=True, slots=True)
class Finding:
    """One numbered problem with everything its document says about it; fields as in the public contract.

    `deadlines` are ISO dates, "immediate" or "ongoing", in text order. `start` and `end` enclose the whole
    item. `responsible_persons` and `deadline_text` are the printed words.
    """

    ordinal: int
    number: int | None
    reference: str | None
    section: str | None
    subsection: str | None
    title: str
    start: int
    end: int
    problem: Passage
    status: StatusReport
    goal: Passage | None = None
    measures: tuple[Passage, ...] = ()
    leaders: tuple[str, ...] = ()
    lead_units: tuple[str, ...] = ()
    responsible_units: tuple[str, ...] = ()
    responsible_persons: str | None = None
    deadline_text: str | None = None
    deadlines: tuple[str, ...] = ()
    categories: tuple[Category, ...] = ()
    primary_category: Category = Category.OTHER
    sectors: tuple[str, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    unread: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StatedTotal:
    """A sentence that counts findings (46项整改任务中完成34项): what it counts, how many, and where it stands."""

    what: Literal["findings", "completed", "on_schedule", "petitions", "petitions_closed"]
    count: int
    quote: Passage


@dataclass(frozen=True, slots=True)
class Document:
    """A document as read: its text, what it says of itself, and its findings in order.

    `coverage` is the share of its characters that some rule explains, from 0 to 1.
    """

    name: str
    text: str
    sha256: str
    format: str
    findings: tuple[Finding, ...]
    title: str | None = None
    kind: DocumentKind = DocumentKind.OTHER
    issuer: str | None = None
    document_number: str | None = None
    inspection_round: str | None = None
    issued_on: date | None = None
    as_of: date | None = None
    totals: tuple[StatedTotal, ...] = ()
    coverage: float = 0.0


@dataclass(frozen=True, slots=True)
class Relation:
    """How a site lies to the place it is told by: 村南 is a bearing without a distance, 东300米 both."""

    anchor: str
    text: str
    bearing_deg: float | None
    distance_m: float | None


@dataclass(frozen=True, slots=True)
class LocatedMention:
    """A mention with its resolution and the finding and zone it stands in (`finding` None: outside findings)."""

    finding: int | None
    zone: Zone
    resolution: Resolution


@dataclass(frozen=True, slots=True)
class Site:
    """A place an inspector would visit, with how precisely it is known.

    `position` is WGS-84 and None exactly when `precision` is UNLOCATED; `reason` then says why. `name` is the
    name that was looked up; `place_id` the gazetteer entry it resolved to, `positioned_by` the entry whose
    position is used (a container, when the fallback climbed the chain). `admin_ids` are gazetteer ids.
    """

    finding: int
    zone: Zone
    start: int
    end: int
    text: str
    kind: Kind
    name: str
    admin: tuple[str, ...]
    admin_ids: tuple[str, ...]
    place_id: str | None
    positioned_by: str | None
    position: Position | None
    precision: Precision
    uncertainty_m: float | None
    source: str
    relation: Relation | None = None
    evidence: tuple[Evidence, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Located:
    """All places of a document: `region` is the gazetteer id of the prefecture or county it speaks of."""

    region: str | None
    mentions: tuple[LocatedMention, ...]
    sites: tuple[Site, ...]
