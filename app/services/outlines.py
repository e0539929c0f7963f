"""How are the stored counties drawn? Simplified together once, and kept until a county is added or changed.

The simplification is the one of `layers.areas` (about 200 m); PostGIS before 3.4 cannot keep common borders common.
"""

from __future__ import annotations

import json
import threading
from typing import Any, Final

from sqlalchemy import Engine, func, select

from app.db.engine import answering
from app.db.tables import areas
from app.services.features import stored_areas
from gazetteer.index import Gazetteer
from layers.areas import display_outlines
from layers.surroundings import provinces_of, surroundings

_STAMP: Final = select(
    func.count(),
    func.max(func.coalesce(areas.c.changed_at, areas.c.stored_at)),
    func.md5(func.string_agg(areas.c.id, "")),
)


class Outlines:
    """The outlines of one store, as GeoJSON texts; safe to ask from several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._stamp: Any = None
        self._of_county: dict[str, str] = {}
        self._around: str = ""

    def of_counties(self, engine: Engine) -> dict[str, str]:
        """The outline of each county, by its administrative code."""
        with self._lock:
            self._refresh(engine)
            return self._of_county

    def around(self, engine: Engine, gazetteer: Gazetteer) -> str:
        """The prefectures around them, as a feature collection."""
        with self._lock:
            self._refresh(engine)
            if not self._around:
                self._around = _compact(surroundings(provinces_of(self._of_county), gazetteer))
            return self._around

    def _refresh(self, engine: Engine) -> None:
        with answering(engine) as connection:
            stamp = tuple(connection.execute(_STAMP).one())
        if stamp == self._stamp:
            return
        counties = stored_areas(engine)
        outlines = display_outlines(counties)
        self._of_county = {county.adcode: _compact(outline) for county, outline in zip(counties, outlines, strict=True)}
        self._around = ""
        self._stamp = stamp


def _compact(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
