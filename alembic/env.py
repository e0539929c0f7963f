"""Runs the migrations: on the connection that `app.db.schema` hands over, or on the configured database."""

from __future__ import annotations

from geoalchemy2 import alembic_helpers
from sqlalchemy import Connection

from alembic import context
from app.db.schema import is_ours
from app.db.tables import METADATA


def migrate(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=METADATA,
        include_name=is_ours,
        include_object=alembic_helpers.include_object,
        process_revision_directives=alembic_helpers.writer,
        render_item=alembic_helpers.render_item,
    )
    with context.begin_transaction():
        context.run_migrations()


handed_over = context.config.attributes.get("connection")
if handed_over is not None:
    migrate(handed_over)
else:  # the `alembic` command of a developer, as in `alembic revision --autogenerate`
    from app.db.cluster import database_url
    from app.db.engine import connect
    from app.settings import read_settings

    with connect(database_url(read_settings())).begin() as own:
        migrate(own)
