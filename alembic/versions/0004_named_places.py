"""A view of the places that documents name, for the collections `places` and `rivers` of the OGC API."""

from __future__ import annotations

from alembic import op

revision: str = "0004"
down_revision: str | None = "0003"
branch_labels: None = None
depends_on: None = None


def upgrade() -> None:
    op.execute("""
        CREATE VIEW layers.named_places AS
        SELECT id, geom, name, kind, adcode, admin, precision, uncertainty_m, source FROM public.places
    """)


def downgrade() -> None:
    op.execute("DROP VIEW layers.named_places")
