"""Remember one place at a time: what a person placed, what an online service answered; both are found from then on."""

from __future__ import annotations

from collections.abc import Sequence

from gazetteer.errors import BadSource
from gazetteer.importers.plan import plan
from gazetteer.importers.record import Reading, Record
from gazetteer.importers.registry import IMPORTERS
from gazetteer.index import Gazetteer
from gazetteer.model import Kind, Precision
from gazetteer.office import OfficePlace, OfficeSource, PlaceStore
from gazetteer.providers.provider import Answer
from geo.datums import Datum
from geo.position import Position

LEARNED = "pins:learned"


def learn(
    store: PlaceStore,
    gazetteer: Gazetteer,
    name: str,
    kind: Kind,
    position: Position,
    accuracy_m: float,
    *,
    who: str,
    now: str,
    aliases: Sequence[str] = (),
    township: str = "",
) -> OfficePlace:
    """Store where a person says that a place is; an earlier pin of the same place gives way.

    Parameters
    ----------
    gazetteer
        The built-in one, without the office's places.
    accuracy_m
        As the person states it.
    now
        ISO 8601 with its zone.

    Raises
    ------
    BadSource
        When the pin cannot be used; the sentence says why.
    """
    if not 0 < accuracy_m < float("inf"):
        raise BadSource(f"精度应为正数（米），不能是 {accuracy_m}。", f"the accuracy is above zero, not {accuracy_m}.")
    pins = IMPORTERS["pins"]
    source = OfficeSource(
        LEARNED, pins.title, pins.key, pins.licence, "", Datum.WGS84.value, pins.redistributable, True, now, who
    )
    record = Record(
        "标注",
        name,
        kind,
        position.lon,
        position.lat,
        uncertainty_m=accuracy_m,
        precision=Precision.EXACT,
        aliases=tuple(aliases),
        township=township,
        placed_at=now,
        placed_by=who,
    )
    made = plan(Reading([record], Datum.WGS84), source, gazetteer, store)
    if not made.places:
        refusal = made.refused[0]
        raise BadSource(f"“{name}”不能标在这里：{refusal.zh}。", f"“{name}” cannot be placed here: {refusal.en}.")
    store.put(source, made.places)
    return made.places[0]


def keep_answers(
    store: PlaceStore, gazetteer: Gazetteer, key: str, answers: Sequence[Answer], *, who: str, now: str
) -> int:
    """Store what an online service answered, under its own source; give how many places that is."""
    service = IMPORTERS[key.partition(":")[0]]
    source = OfficeSource(
        key, service.title, service.key, service.licence, "", Datum.CGCS2000.value, service.redistributable, False, now, who
    )
    records = [
        Record("在线", a.name, a.kind, a.position.lon, a.position.lat, uncertainty_m=a.uncertainty_m, code=a.code)
        for a in answers
    ]
    made = plan(Reading(records, Datum.WGS84), source, gazetteer, store)
    if made.places:
        store.put(source, made.places)
    return len(made.places)
