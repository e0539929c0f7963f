"""What does every importer read from its files, and what may whoever imports say about them?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from gazetteer.model import Kind, Precision
from geo.datums import Datum

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

Progress = Callable[[str, int, int], None]
"""Called with the name of the step, what is done and what there is to do."""


@dataclass(frozen=True, slots=True)
class Options:
    """What a person says about the files; everything has a sensible default but the datum of a bare table.

    `datum` and `epsg` exclude each other. `shift` are the parameters of a local or older system towards WGS-84 (three
    or seven, as in a TOWGS84 clause). `columns` maps our column words to those of the file. `county` is the id of the
    unit that everything lies in, `county_lon` its longitude, which tells the zone of metres without a number.
    `key` names the source; by default importer and file name.
    """

    datum: Datum | None = None
    epsg: int | None = None
    shift: tuple[float, ...] = ()
    county: str | None = None
    county_lon: float | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    kind: Kind | None = None
    uncertainty_m: float | None = None
    licence: str | None = None
    redistributable: bool | None = None
    key: str | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """One thing that a file says: coordinates as the file has them, in the datum or system of its `Reading`.

    `where` tells a person where in the file it stands. `county` and `township` are names or codes of units that the
    file states. Either `lon` and `lat` or a `geometry` is given; in a projected system they are easting and northing.
    """

    where: str
    name: str
    kind: Kind
    lon: float = float("nan")
    lat: float = float("nan")
    geometry: BaseGeometry | None = None
    uncertainty_m: float = 0.0
    precision: Precision = Precision.PLACE
    aliases: tuple[str, ...] = ()
    county: str = ""
    township: str = ""
    code: str | None = None
    placed_at: str | None = None
    placed_by: str | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """A record that is not used: where it stands, what it is called, and why, for a person of either language."""

    where: str
    name: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Reading:
    """The records of one or more files, what was refused while reading, and what a person should know (`notes`).

    `epsg` is the system of the coordinates where they are projected, otherwise `datum` tells.
    """

    records: list[Record]
    datum: Datum
    epsg: int | None = None
    refused: tuple[Refusal, ...] = ()
    notes: tuple[tuple[str, str], ...] = ()
    edition: str = ""


@dataclass(frozen=True, slots=True)
class Importer:
    """A format that can be imported: its word on the command line, what its data is and whether it may be passed on.

    `person` is true where a person of the office placed what is in the file. `datum` is what the format fixes; None
    where whoever imports must say it.
    """

    key: str
    title: str
    licence: str
    redistributable: bool
    datum: Datum | None
    read: Callable[[Path, Options], Reading]
    suffixes: tuple[str, ...]
    person: bool = False


def parted(found: Iterable[Record | Refusal]) -> tuple[list[Record], tuple[Refusal, ...]]:
    """Part what was read from what was refused."""
    records: list[Record] = []
    refused: list[Refusal] = []
    for item in found:
        if isinstance(item, Record):
            records.append(item)
        else:
            refused.append(item)
    return records, tuple(refused)
