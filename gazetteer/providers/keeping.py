"""Keep what an online service answered as places of the office, under the service's own source."""

from __future__ import annotations

from collections.abc import Sequence

from gazetteer.importers.plan import plan
from gazetteer.importers.record import Reading, Record
from gazetteer.importers.registry import IMPORTERS
from gazetteer.index import Gazetteer
from gazetteer.office import OfficeSource, PlaceStore
from gazetteer.providers.provider import Answer
from geo.datums import Datum


def keep_answers(
    store: PlaceStore, gazetteer: Gazetteer, key: str, answers: Sequence[Answer], *, who: str, now: str
) -> int:
    """Store what an online service answered, under its own source; give how many places that is."""
    service = IMPORTERS[key.partition(":")[0]]
    source = OfficeSource(
        key, service.title, service.key, service.licence, now[:10], Datum.CGCS2000.value,
        redistributable=service.redistributable, person=False, imported_at=now, imported_by=who,
    )  # fmt: skip
    records = [
        Record("在线", a.name, a.kind, a.position.lon, a.position.lat, uncertainty_m=a.uncertainty_m, code=a.code)
        for a in answers
    ]
    made = plan(Reading(records, Datum.WGS84), source, gazetteer, store)
    if made.places:
        store.put(source, made.places)
    return len(made.places)
