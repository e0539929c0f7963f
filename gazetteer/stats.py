"""How many places there are, by kind, precision and source, and what could not be merged or placed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazetteer import store

if TYPE_CHECKING:
    from gazetteer.index import Gazetteer

Row = dict[str, str | int]


def counts(gazetteer: Gazetteer) -> list[Row]:
    """Count places by kind and precision, by kind and the sources that know them together, and the merge's remarks.

    Each row names what it counts by: `kind` with `precision`, `kind` with `sources`, or `remark`.
    """
    keys = [source.key for source in gazetteer.sources()]
    rows: list[Row] = [
        {"kind": store.KINDS[kind].value, "precision": store.PRECISIONS[precision].value, "count": count}
        for kind, precision, count in gazetteer.rows(
            "SELECT kind, precision, count(*) FROM place GROUP BY 1, 2 ORDER BY 1, 2"
        )
    ]
    rows += [
        {
            "kind": store.KINDS[kind].value,
            "sources": "+".join(key for at, key in enumerate(keys) if bits >> at & 1),
            "count": count,
        }
        for kind, bits, count in gazetteer.rows(
            "SELECT kind, sources, count(*) FROM place GROUP BY 1, 2 ORDER BY 1, 3 DESC"
        )
    ]
    rows += [
        {"remark": kind, "count": count}
        for kind, count in gazetteer.rows("SELECT kind, count(*) FROM remark GROUP BY 1 ORDER BY 1")
    ]
    return rows


def remarks(gazetteer: Gazetteer, kind: str) -> list[str]:
    """Give the lines of one kind of remark: what was merged in a way somebody should know of, or not at all."""
    return [line for (line,) in gazetteer.rows("SELECT line FROM remark WHERE kind = ? ORDER BY line", (kind,))]
