"""Runs migrations in one transaction, and refuses to finish when rows were lost on the way.

The connection is handed in by ``app.installation``; there is no other way to run them.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import Connection, TypeDecorator, func, inspect, select, table

from models import Record
from models.search import is_declared

FOREIGN = "procrastinate_"
"""What the names of tables begin with that are another's, whose rows come and go meanwhile."""


class Lost(Exception):
    """A migration would have removed rows, or left rows that point nowhere; nothing of it was kept."""


def migrate(connection: Connection) -> None:
    """Bring the database to the revision asked for, or leave it as it was."""
    with _foreign_keys_off(connection), connection.begin():
        before = _rows(connection)
        context.configure(
            connection=connection,
            target_metadata=Record.metadata,
            render_as_batch=True,
            compare_type=True,
            include_name=_is_ours,
            render_item=_without_models,
        )
        context.run_migrations()
        _assert_nothing_lost(connection, before)


@contextmanager
def _foreign_keys_off(connection: Connection) -> Iterator[None]:
    """SQLite changes a table by dropping the old one: with foreign keys on that deletes its children."""
    if connection.dialect.name != "sqlite":
        yield
        return
    driver: Any = connection.connection.driver_connection
    driver.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        driver.execute("PRAGMA foreign_keys=ON")


def _rows(connection: Connection) -> dict[str, int]:
    names = inspect(connection).get_table_names()
    return {
        name: connection.scalar(select(func.count()).select_from(table(name))) or 0
        for name in names
        if name != "alembic_version" and not name.startswith(FOREIGN)
    }


def _assert_nothing_lost(connection: Connection, before: dict[str, int]) -> None:
    after = _rows(connection)
    shrunk = [name for name, rows in before.items() if after.get(name, 0) < rows]
    if shrunk:
        raise Lost("fewer rows than before in " + ", ".join(shrunk))
    if connection.dialect.name == "sqlite":
        dangling = {row[0] for row in connection.exec_driver_sql("PRAGMA foreign_key_check")}
        if dangling:
            raise Lost("rows that point nowhere in " + ", ".join(sorted(dangling)))


def _is_ours(name: str | None, kind: str, parents: Any) -> bool:
    foreign = kind == "table" and name is not None and name.startswith(FOREIGN)
    return not foreign and is_declared(name, kind, parents)


def _without_models(kind: str, item: Any, _autogen: AutogenContext) -> str | Literal[False]:
    """A written migration must not change with the models: our own types appear as what they store."""
    if kind == "type" and isinstance(item, TypeDecorator):
        return f"sa.{item.impl_instance!r}"
    return False


migrate(context.config.attributes["connection"])
