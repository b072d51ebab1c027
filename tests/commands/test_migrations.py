"""Migrations make exactly what the models say, on both engines, and lose nothing on the way."""

from __future__ import annotations

import shutil
import warnings
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from procrastinate.schema import SchemaManager
from sqlalchemy import Engine, inspect, text
from sqlalchemy.exc import DBAPIError

from app.installation import MIGRATIONS, head, revision, upgrade
from models import Record, TrailEntry, TrailSeal
from models.search import is_declared

REVISION = """
revision = "9999"
down_revision = "{before}"
branch_labels = None
depends_on = None


def upgrade():
    from alembic import op
    {step}
"""


@pytest.fixture
def upgraded(nothing: Engine) -> Engine:
    upgrade(nothing)
    return nothing


def one_more(folder: Path, step: str) -> Path:
    """The migrations with one more at their end."""
    copy = folder / "migrations"
    shutil.copytree(MIGRATIONS, copy, ignore=shutil.ignore_patterns("__pycache__"))
    (copy / "versions" / "9999_one_more.py").write_text(REVISION.format(before=head(), step=step))
    return copy


def test_an_upgraded_database_is_what_the_models_say(upgraded: Engine) -> None:
    with upgraded.connect() as connection, warnings.catch_warnings():
        # SQLite cannot tell Alembic of an index on lower(username); the next test looks at it.
        warnings.filterwarnings("ignore", message=".*expression-based index.*")
        options = {"compare_type": True, "include_name": _is_ours}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, Record.metadata) == []
    assert revision(upgraded) == head()


def _is_ours(name: str | None, kind: str, parents: Any) -> bool:
    return not (name or "").startswith("procrastinate_") and is_declared(name, kind, parents)


BESIDE = {
    "sqlite": """
        SELECT type, name, sql FROM sqlite_master WHERE type = 'trigger' OR sql LIKE 'CREATE VIRTUAL%'
    """,
    "postgresql": """
        SELECT 'trigger', tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
            AND tgrelid::regclass::text NOT LIKE 'procrastinate%'
        UNION ALL SELECT 'function', proname, prosrc FROM pg_proc WHERE proname LIKE '%\\_append\\_only'
        UNION ALL SELECT 'index', indexname, indexdef FROM pg_indexes WHERE indexname LIKE 'ix\\_search\\_%'
        UNION ALL SELECT 'column', column_name, generation_expression FROM information_schema.columns
            WHERE table_schema = 'public' AND is_generated = 'ALWAYS'
    """,
}
"""What no model can declare: kind, name and how it was made."""


def test_what_stands_beside_the_tables_is_what_the_models_add(
    upgraded: Engine, bare_database: Engine
) -> None:
    """Triggers, full-text tables and their indexes: of a database that grew, and of one made at once."""
    asked = text(BESIDE[upgraded.dialect.name])
    with upgraded.connect() as grown, bare_database.connect() as made:
        by_migrations = {tuple(row) for row in grown.execute(asked)}
        by_models = {tuple(row) for row in made.execute(asked)}
    assert by_migrations == by_models
    assert len(by_migrations) >= 8


def test_the_schema_of_procrastinate_is_that_of_the_installed_version() -> None:
    """Whoever takes a newer one writes the migration that brings older databases there."""
    kept = MIGRATIONS / "versions" / "0004_procrastinate.sql"
    assert kept.read_text(encoding="utf-8") == SchemaManager.get_schema()


def test_one_name_is_one_person_whatever_its_case(upgraded: Engine) -> None:
    person = (
        "INSERT INTO ab_user (id, first_name, last_name, username, email) VALUES ({0}, '', '', '{1}', '{1}')"
    )
    with upgraded.begin() as connection:
        connection.execute(text(person.format(1, "alice")))
    with pytest.raises(DBAPIError), upgraded.begin() as connection:
        connection.execute(text(person.format(2, "ALICE")))


TRAIL = """INSERT INTO trail
    (id, at, actor_name, actor_post, for_name, action, result, subject, changes, reason, clauses, request_id)
    VALUES (1, '2026-03-02 01:00:00', '', '', '', 'open', 'done', '', '{}', '', '', '')"""
SEAL = "INSERT INTO trail_seal (seq, trail_id, hash, sealed_at) VALUES (1, 1, '', '2026-03-02 01:00:00')"


@pytest.mark.parametrize("table", [TrailEntry.__tablename__, TrailSeal.__tablename__])
@pytest.mark.parametrize("change", ["DELETE FROM {}", "UPDATE {} SET {} = 2"])
def test_a_migrated_trail_can_only_grow(upgraded: Engine, table: str, change: str) -> None:
    key = inspect(upgraded).get_pk_constraint(table)["constrained_columns"][0]
    with upgraded.begin() as connection:
        connection.execute(text(TRAIL))
        connection.execute(text(SEAL))
    with pytest.raises(DBAPIError, match="append-only"), upgraded.begin() as connection:
        connection.execute(text(change.format(table, key)))


def test_upgrading_twice_changes_nothing(upgraded: Engine) -> None:
    tables = inspect(upgraded).get_table_names()
    upgrade(upgraded)
    assert inspect(upgraded).get_table_names() == tables


def test_a_migration_that_loses_rows_is_undone(upgraded: Engine, tmp_path: Path) -> None:
    with upgraded.begin() as connection:
        connection.execute(text("INSERT INTO counter (scope, value) VALUES ('罗府办〔2026〕', 3)"))
    with pytest.raises(Exception, match="fewer rows than before in counter"):
        upgrade(upgraded, one_more(tmp_path, "op.execute('DELETE FROM counter')"))
    with upgraded.connect() as connection:
        assert connection.scalar(text("SELECT value FROM counter")) == 3
    assert revision(upgraded) == head()


@pytest.mark.filterwarnings("ignore:Skipped unsupported reflection")
def test_changing_a_table_keeps_the_rows_that_hang_on_it(upgraded: Engine, tmp_path: Path) -> None:
    """SQLite rebuilds the table; with foreign keys on that deletes its children."""
    with upgraded.begin() as connection:
        for statement in (
            "INSERT INTO ab_user (id, first_name, last_name, username, email) VALUES (1, '', '', 'a', 'a')",
            """INSERT INTO web_session (token_hash, user_id, data, started_at, seen_at)
               VALUES ('x', 1, '', '2026-03-02 01:00:00', '2026-03-02 01:00:00')""",
        ):
            connection.execute(text(statement))
    step = "\n    ".join(
        (
            "with op.batch_alter_table('ab_user', recreate='auto') as table:",
            "    table.alter_column('first_name', nullable=True)",
        )
    )
    upgrade(upgraded, one_more(tmp_path, step))
    with upgraded.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM web_session")) == 1
        columns: list[Any] = inspect(connection).get_columns("ab_user")
    assert {c["name"]: c["nullable"] for c in columns}["first_name"] is True
