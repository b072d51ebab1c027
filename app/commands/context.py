"""How a command gets the application: built when it is first needed, since many commands need none."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import click
from flask import Flask
from sqlalchemy.orm import Session

from app import storage
from app.access.actor import PROGRAM, acting
from app.extensions import db
from app.installation import head, revision


@dataclass
class Roof:
    """The settings of the environment and the application that is built from them."""

    settings: dict[str, Any]
    build: Callable[[dict[str, Any]], Flask]

    @cached_property
    def app(self) -> Flask:
        return self.build(self.settings)


pass_roof = click.make_pass_decorator(Roof)


@contextmanager
def at_work(roof: Roof) -> Iterator[Session]:
    """The program itself acts in a session that may write; nothing is kept unless it is committed."""
    with roof.app.app_context(), acting(PROGRAM), storage.writing():
        require_database()
        yield db.session()


def require_database() -> None:
    """Raises ClickException unless the database is there and as new as the program."""
    at = revision(db.engine)
    if at != head():
        state = "has not been created" if at is None else f"is at {at}, the program at {head()}"
        raise click.ClickException(f"The database {state}: run `run.py init` first.")
