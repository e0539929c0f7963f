"""Schema `layers`: what a map may see, as views, and the role that can read them and nothing else."""

from __future__ import annotations

from typing import Final

from alembic import op

revision: str = "0002"
down_revision: str | None = "0001"
branch_labels: None = None
depends_on: None = None

# The newest report that says something of a matter speaks for it: of the status, of the deadlines, of the units, of
# the sites. Each may be another document, as when a progress list does not repeat the deadlines of the plan. It is
# looked up finding by finding, through the index: a filter then costs what it chooses, whatever plan the server makes,
# and a lookup that a query does not need falls away.
NEWEST: Final = "ORDER BY said.as_of DESC NULLS LAST, said.id DESC LIMIT 1"
SAID: Final = "SELECT said.id FROM public.reports said WHERE said.finding_id = finding.id"

VIEWS: Final = {
    "layers.findings": f"""
        SELECT finding.id, report.id AS report_id, document.id AS document_id, document.name AS document,
               (SELECT array_agg(source.name ORDER BY said.id)
                FROM public.reports said JOIN public.documents source ON source.id = said.document_id
                WHERE said.finding_id = finding.id) AS document_names,
               (SELECT array_agg(said.document_id ORDER BY said.id)
                FROM public.reports said WHERE said.finding_id = finding.id) AS document_ids,
               finding.number, report.ordinal, finding.reference, finding.section, finding.subsection, finding.title,
               finding.problem, report.status, report.status_text, report.progress, report.closure, report.ongoing,
               finding.categories, finding.primary_category, finding.sectors, report.goal,
               (SELECT COALESCE(array_agg(step.text ORDER BY step.ordinal), '{{}}')
                FROM public.measures step WHERE step.report_id = report.id) AS measures,
               COALESCE(charge.lead_units, '{{}}') AS lead_units,
               COALESCE(charge.responsible_units, '{{}}') AS responsible_units,
               due.deadline_text, COALESCE(due.deadlines, '{{}}') AS deadlines, due.due_on,
               report.as_of AS reported_on, document.sample, finding.region,
               ({SAID} AND EXISTS (SELECT FROM public.sites site
                                   WHERE site.report_id = said.id AND site.retired_at IS NULL) {NEWEST})
               AS sites_report_id
        FROM public.findings finding
        JOIN public.reports report ON report.id = ({SAID} {NEWEST})
        JOIN public.documents document ON document.id = report.document_id
        LEFT JOIN public.reports due ON due.id = ({SAID} AND said.deadlines <> '{{}}' {NEWEST})
        LEFT JOIN public.reports charge
               ON charge.id = ({SAID} AND (said.lead_units <> '{{}}' OR said.responsible_units <> '{{}}') {NEWEST})
    """,  # noqa: S608 - put together from constants of this file
    "layers.sites": """
        SELECT site.id, site.geom, site.text, site.kind, site.name, site.admin, site.zone, site.start, site."end",
               site.county_code, site.county, site.township_code, site.township, site.place_id,
               site.precision, site.uncertainty_m, site.source, site.relation, site.reason,
               finding.id AS finding_id, finding.report_id, finding.document_id, finding.document,
               finding.document_names, finding.document_ids, finding.number, finding.ordinal, finding.reference,
               finding.section, finding.subsection, finding.title, finding.problem, finding.status,
               finding.status_text, finding.ongoing, finding.categories, finding.primary_category, finding.sectors,
               finding.goal, finding.measures, finding.sample,
               finding.lead_units, finding.responsible_units, finding.deadline_text, finding.deadlines,
               finding.due_on, finding.reported_on
        FROM layers.findings finding
        JOIN public.sites site ON site.finding_id = finding.id AND site.report_id = finding.sites_report_id
        WHERE site.retired_at IS NULL
    """,
    "layers.progress": "SELECT *, status AS class FROM layers.sites",
    "layers.category": "SELECT *, primary_category AS class FROM layers.sites",
    "layers.areas": "SELECT id, geom, adcode, name, level, parent_id, source FROM public.areas",
}

ROLE: Final = """
    DO $$
    BEGIN
        CREATE ROLE zhenggai_layers NOLOGIN;
    EXCEPTION
        WHEN duplicate_object OR unique_violation THEN NULL;  -- roles belong to the server, not to one database
        WHEN insufficient_privilege THEN RAISE NOTICE 'role zhenggai_layers not created: not permitted';
    END $$
"""

GRANTS: Final = """
    DO $$
    BEGIN
        IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'zhenggai_layers') THEN
            GRANT USAGE ON SCHEMA layers TO zhenggai_layers;
            GRANT SELECT ON ALL TABLES IN SCHEMA layers TO zhenggai_layers;
            ALTER DEFAULT PRIVILEGES IN SCHEMA layers GRANT SELECT ON TABLES TO zhenggai_layers;
            IF NOT pg_has_role(current_user, 'zhenggai_layers', 'MEMBER') THEN
                EXECUTE format('GRANT zhenggai_layers TO %I', current_user);
            END IF;
        END IF;
    EXCEPTION
        WHEN insufficient_privilege THEN RAISE NOTICE 'role zhenggai_layers not granted: not permitted';
    END $$
"""


def upgrade() -> None:
    op.execute("CREATE SCHEMA layers")
    for name, select in VIEWS.items():
        op.execute(f"CREATE VIEW {name} AS {select}")
    op.execute(ROLE)
    op.execute(GRANTS)


def downgrade() -> None:
    # The role stays: it belongs to the server, and other databases of it may use it.
    op.execute("DROP SCHEMA layers CASCADE")
