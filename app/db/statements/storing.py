"""Statements of the ingest: what is held already, and places and areas that are written only when they changed."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import Executable, Select, Table, func, or_, select
from sqlalchemy.dialects.postgresql import insert

from app.db.tables import documents, findings


def known_documents() -> Select[str]:
    return select(documents.c.sha256)


def new_document(values: dict[str, Any]) -> Executable:
    """Gives the new row's id, and nothing when the same file is stored already; waits for a store under way."""
    return insert(documents).values(values).on_conflict_do_nothing(index_elements=["sha256"]).returning(documents.c.id)


def held_matters(region: str | None) -> Select[int, int | None, str]:
    """Findings of a region that a new document may report on again."""
    return select(findings.c.id, findings.c.number, findings.c.problem).where(findings.c.region == region)


def write_changed(table: Table, who: str, columns: Collection[str]) -> Executable:
    """Insert rows by their id; a row that is there is rewritten only when one of the columns differs."""
    statement = insert(table)
    new = statement.excluded
    differs = or_(*(table.c[name].is_distinct_from(new[name]) for name in columns))
    return statement.on_conflict_do_update(
        index_elements=["id"],
        set_={name: new[name] for name in columns} | {"changed_at": func.now(), "changed_by": who},
        where=differs,
    )
