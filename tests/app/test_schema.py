"""Models, migrations and views say the same, and the layers' role reads the layers and nothing else."""

from __future__ import annotations

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from geoalchemy2 import alembic_helpers
from sqlalchemy import Engine, inspect, text
from sqlalchemy.exc import ProgrammingError

from app.db import schema, views
from app.db.engine import LAYERS_ROLE, reading_layers
from app.db.errors import SchemaBehind
from app.db.tables import METADATA


def differences(engine: Engine) -> list[object]:
    options = {"include_name": schema.is_ours, "include_object": alembic_helpers.include_object, "compare_type": True}
    with engine.connect() as connection:
        return list(compare_metadata(MigrationContext.configure(connection, opts=options), METADATA))


def test_models_and_migrations_agree(engine: Engine) -> None:
    assert differences(engine) == []


def test_a_missing_column_would_be_noticed(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE reports DROP COLUMN goal CASCADE"))
    assert differences(engine) != []


def test_goes_up_down_and_up_again(engine: Engine) -> None:
    schema.downgrade(engine, "base")
    assert inspect(engine).get_table_names() == ["spatial_ref_sys"] or set(inspect(engine).get_table_names()) == {
        "alembic_version",
        "spatial_ref_sys",
    }
    assert "layers" not in inspect(engine).get_schema_names()
    assert schema.upgrade(engine).fits
    assert differences(engine) == []


def test_every_migration_can_be_taken_back_alone(engine: Engine) -> None:
    schema.downgrade(engine, "0001")
    assert schema.state(engine).current == "0001"
    assert schema.upgrade(engine).fits


@pytest.mark.parametrize(
    "view", [views.findings, views.sites, views.areas, views.named_places], ids=lambda view: view.name
)
def test_views_have_the_columns_that_statements_use(engine: Engine, view: object) -> None:
    assert isinstance(view, type(views.findings))
    found = {column["name"] for column in inspect(engine).get_columns(view.name, schema="layers")}
    assert found == set(view.columns.keys())


def test_the_role_reads_layers_and_nothing_else(engine: Engine) -> None:
    inspector = inspect(engine)
    for name in inspector.get_view_names(schema="layers"):
        with reading_layers(engine) as connection:
            assert connection.execute(text("SELECT current_user")).scalar() == LAYERS_ROLE
            connection.execute(text(f'SELECT * FROM layers."{name}" LIMIT 1'))
    for table in METADATA.tables:
        with pytest.raises(ProgrammingError, match="permission denied"), reading_layers(engine) as connection:
            connection.execute(text(f'SELECT * FROM public."{table}" LIMIT 1'))


def test_the_role_ends_with_the_transaction(engine: Engine) -> None:
    with engine.connect() as connection:
        before = connection.execute(text("SELECT current_user")).scalar()
    with reading_layers(engine) as connection:
        pass
    with engine.connect() as connection:
        assert connection.execute(text("SELECT current_user")).scalar() == before


def test_says_what_to_do_with_an_older_schema(engine: Engine) -> None:
    schema.downgrade(engine, "0001")
    with pytest.raises(SchemaBehind, match="zhenggai db upgrade"):
        schema.require(engine)


def test_says_that_a_newer_program_made_the_schema(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(SchemaBehind, match="newer program"):
        schema.require(engine)
