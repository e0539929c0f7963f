"""Which sites need a person, and what did the person decide? Moving one is `editing`; the other answers are here.

"Coarse is fine" keeps the position and takes the site off the queue; "not a site" takes the site off every map, with
who and when. Either can answer for all waiting sites of the same name in the same county.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Engine

from app.db.engine import answering
from app.db.statements import editing, reviewing
from app.services.editing import current, require_version

QUEUE = 200
"""Sites sent at a time; the page asks again when they are done."""


class Decision(StrEnum):
    """What a person says of a site without moving it."""

    COARSE = "coarse"
    NO_SITE = "no_site"


WHY = {Decision.COARSE: "大致位置即可 · coarse is fine", Decision.NO_SITE: "不是地点 · not a site"}


@dataclass(frozen=True, slots=True)
class Queue:
    """The sites that wait, worst first, with the progress: `waiting` of `all`."""

    items: list[dict[str, Any]]
    waiting: int
    all: int


def waiting(engine: Engine) -> Queue:
    with answering(engine) as connection:
        items = [dict(row) for row in connection.execute(reviewing.queue(QUEUE)).mappings()]
        counted = connection.execute(reviewing.counts()).mappings().one()
    return Queue(items, counted["waiting"], counted["all"])


def decide(engine: Engine, site_id: int, version: int, decision: Decision, who: str, *, same_name: bool) -> int:
    """Answer for a site, or for all of its name; how many sites that were.

    Raises
    ------
    NotThere, ChangedMeanwhile
    """
    with answering(engine) as connection, connection.begin():
        row = current(connection, site_id, lock=True)
        require_version(row, connection, version)
        others = reviewing.namesakes(row["name"], row["county_code"])
        ids = sorted({site_id, *(connection.execute(others).scalars() if same_name else ())})
        for one in ids:
            connection.execute(editing.remember_as_it_is(one, WHY[decision], who))
        if decision is Decision.NO_SITE:
            connection.execute(reviewing.retire(ids, who))
    return len(ids)
