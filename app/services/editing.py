"""How does a person put a site where it is? With a reason, with a way back, and never over somebody else's answer.

A correction says which version of the site it saw; when another came in between, nothing is changed and the sentence
tells whose. What looks like a slip is asked back as a question (`Asked`) and done when it comes again confirmed.
Every position stays in the history, so undoing is one more entry in it. What was corrected is taught to the office's
own places (`learning`), so that the next document knows it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, Engine, RowMapping

from app.db.engine import answering
from app.db.statements import editing as statements
from app.errors import ChangedMeanwhile, NotThere, WrongOption
from app.services.pasting import read_pasted
from gazetteer.index import Gazetteer
from gazetteer.model import Precision
from gazetteer.search import search
from geo.datums import Datum, is_shifted, zone_of
from geo.position import Position

PERSON: Final = "person"
"""The source of a position that somebody of the office gave."""

LEAST_M: Final = 1.0
USUAL_M: Final = {Precision.EXACT: 30.0, Precision.PLACE: 300.0, Precision.LINE: 1000.0}
"""The radius when none is given: a point picked on a map, the middle of a village, a stretch of a river."""
CANDIDATES: Final = 8
LARGEST_M: Final = 1_000_000.0


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person says of a site: where it is, either as numbers (WGS-84) or as a text in `datum`.

    `version` is that of the site the person looked at. `confirmed` holds the questions answered with yes. Without
    any position, `precision` accepts the one it has: coarse is fine.
    """

    version: int
    why: str
    who: str
    lon: float | None = None
    lat: float | None = None
    text: str | None = None
    datum: Datum = Datum.WGS84
    precision: Precision = Precision.EXACT
    uncertainty_m: float | None = None
    confirmed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """A question to the person before anything is changed; `key` confirms it."""

    key: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class SiteRecord:
    """A site as it is now, its history newest first, and the places it might be."""

    row: RowMapping
    positions: Sequence[RowMapping]
    candidates: Sequence[dict[str, Any]]


def site_record(engine: Engine, gazetteer: Gazetteer, site_id: int) -> SiteRecord:
    """Everything an editor needs of a site.

    Raises
    ------
    NotThere
    """
    with answering(engine) as connection:
        row = current(connection, site_id)
        positions = connection.execute(statements.history(site_id)).mappings().all()
    return SiteRecord(row, positions, candidates(gazetteer, row["name"], row["region"]))


def candidates(gazetteer: Gazetteer, name: str, within: str | None) -> list[dict[str, Any]]:
    """Places with such a name and a position of their own, in the unit the document speaks of."""
    found = []
    for hit in search(gazetteer, name, within, limit=CANDIDATES):
        place = hit.place
        if place.position is not None:
            found.append(
                {
                    "place_id": place.id,
                    "name": place.name,
                    "admin": list(place.admin),
                    "kind": place.kind.value,
                    "lon": place.position.lon,
                    "lat": place.position.lat,
                    "precision": place.precision.value,
                    "uncertainty_m": place.uncertainty_m,
                    "source": place.source,
                }
            )
    return found


def correct(engine: Engine, gazetteer: Gazetteer, site_id: int, correction: Correction) -> int | Asked:
    """Move a site; its new version, or a question that must be answered first.

    Raises
    ------
    NotThere, ChangedMeanwhile, WrongOption, BadCoordinate
    """
    with answering(engine) as connection, connection.begin():
        row = current(connection, site_id, lock=True)
        require_version(row, connection, correction.version)
        placed = _placed(row, correction)
        if isinstance(placed, Asked):
            return placed
        position, least_m = placed
        question = _elsewhere(gazetteer, row, position)
        if question is not None and question.key not in correction.confirmed:
            return question
        precision = _precision(correction)
        values = {
            "geom": statements.point(position.lon, position.lat),
            "precision": precision.value,
            "uncertainty_m": _radius(correction, precision, least_m),
            "source": PERSON,
            "reason": "",
        }
        return _write(connection, site_id, values, correction.why, correction.who)


def undo(engine: Engine, site_id: int, version: int, who: str) -> int:
    """Give a site the position it had before the last change; the new version.

    Raises
    ------
    NotThere, ChangedMeanwhile, WrongOption
    """
    with answering(engine) as connection, connection.begin():
        row = current(connection, site_id, lock=True)
        require_version(row, connection, version)
        past = connection.execute(statements.history(site_id)).mappings().all()
        if len(past) < 2:
            raise WrongOption("这个地点没有可以撤销的改动。", "there is no change of this site to undo.")
        before = past[1]
        values = {
            "geom": None if before["lon"] is None else statements.point(before["lon"], before["lat"]),
            **{name: before[name] for name in ("precision", "uncertainty_m", "source")},
            "reason": "" if before["lon"] is not None else "undone",
        }
        return _write(connection, site_id, values, "撤销 · undone", who)


def current(connection: Connection, site_id: int, *, lock: bool = False) -> RowMapping:
    row = connection.execute(statements.site_now(site_id, lock=lock)).mappings().first()
    if row is None:
        raise NotThere(
            "这个地点已不在库中，可能刚被别人删除；请刷新页面。",
            "this site is no longer in the store, somebody may have removed it; reload the page.",
        )
    if row["retired_at"] is not None:
        raise NotThere(
            f"“{row['text'][:40]}”已被 {row['retired_by']} 标为“不是地点”；请刷新页面。",
            f"“{row['text'][:40]}” was marked as no site by {row['retired_by']}; reload the page.",
        )
    return row


def require_version(row: RowMapping, connection: Connection, version: int) -> None:
    if row["version"] == version:
        return
    newest = connection.execute(statements.history(row["id"])).mappings().first()
    who = newest["stored_by"] if newest else "?"
    raise ChangedMeanwhile(
        f"{who} 刚刚改了“{row['text'][:40]}”的位置；请看过新的位置后再改。",
        f"{who} has just moved “{row['text'][:40]}”; look at the new position first.",
    )


def _placed(row: RowMapping, correction: Correction) -> tuple[Position, float] | Asked:
    """The position meant and how sure its digits are, or the question whether it is exchanged."""
    if correction.text is not None:
        near = row["lon"]
        pasted = read_pasted(correction.text, correction.datum, zone_of(near) if near else None)
        if pasted.exchanged and "exchanged" not in correction.confirmed:
            return _exchanged(pasted.position)
        return pasted.position, pasted.uncertainty_m
    if correction.lon is None or correction.lat is None:
        raise WrongOption("没有给出位置。", "no position was given.")
    lon, lat = correction.lon, correction.lat
    if abs(lat) > 90 >= abs(lon):
        turned = Position(lat, lon)
        return (turned, 0.0) if "exchanged" in correction.confirmed else _exchanged(turned)
    return Position(lon, lat), 0.0


def _exchanged(position: Position) -> Asked:
    lon, lat = f"{position.lon:.6f}", f"{position.lat:.6f}"
    return Asked(
        "exchanged",
        f"经度和纬度好像写反了。是经度 {lon}、纬度 {lat} 吗？",
        f"longitude and latitude seem to be exchanged. Is it longitude {lon}, latitude {lat}?",
    )


def _elsewhere(gazetteer: Gazetteer, row: RowMapping, position: Position) -> Asked | None:
    """Ask when the position lies in another prefecture or province than the site, or in none."""
    county = gazetteer.at(position)
    unit = gazetteer.place(county) if county else None
    where = "".join((*unit.admin, unit.name)) if unit else "我国县域之外"
    where_en = " ".join((*unit.admin, unit.name)) if unit else "no county of China"
    said = row["county_code"] or (row["region"] or "").rpartition(":")[2]
    if unit is not None and (not said or (unit.adcode or "")[:4] == said[:4]):
        return None
    if unit is not None and unit.adcode and said.endswith("0000") and unit.adcode[:2] == said[:2]:
        return None
    own = "".join(row["admin"]) or row["text"][:40]
    return Asked(
        "elsewhere",
        f"这个位置在{where}，而文件说的是{own}。确实在那里吗？",
        f"this position lies in {where_en}, the document speaks of {own}. Is it really there?",
    )


def _precision(correction: Correction) -> Precision:
    if correction.precision is Precision.UNLOCATED:
        raise WrongOption("给出了位置的地点不能标为“无法定位”。", "a site with a position cannot be unlocated.")
    # What came through a shifted datum is an approximation, whoever says so (`geo.datums`).
    if correction.text is not None and is_shifted(correction.datum) and correction.precision is Precision.EXACT:
        return Precision.PLACE
    return correction.precision


def _radius(correction: Correction, precision: Precision, least_m: float) -> float:
    given = correction.uncertainty_m
    if given is not None and not 0 < given <= LARGEST_M:
        raise WrongOption("误差半径应在 1 米到 1000 公里之间。", "the radius is between 1 m and 1000 km.")
    return max(given or USUAL_M.get(precision, 5000.0), least_m, LEAST_M)


def _write(connection: Connection, site_id: int, values: dict[str, Any], why: str, who: str) -> int:
    connection.execute(statements.move(site_id, values, who))
    version: int = connection.execute(statements.remember(site_id, values, why, who)).scalar_one()
    return version
