"""``bench``: what people wait for, measured as ratios to a floor in one run (spec: speed)."""

from __future__ import annotations

import platform
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import median, quantiles
from typing import Any

import click
from flask import Flask
from flask.testing import FlaskClient
from flask_appbuilder.security.sqla.models import User
from jinja2 import Template
from sqlalchemy import event, func, select, text
from sqlalchemy.orm import Session

from app.access.loading import load_actor
from app.access.sessions import USER
from app.commands.context import Roof, at_work, pass_roof
from app.extensions import db
from app.parts import parts
from models import MATTERS
from models.base import Record

FLOOR_PAGE = Template(
    "{% for row in rows %}<p>{% for cell in row %}<b>{{ cell }}</b>{% endfor %}</p>{% endfor %}"
)
FLOOR_SQL = text(
    "SELECT number, title, state, due_on FROM record WHERE matter = :matter ORDER BY due_on, id LIMIT 25"
)


@dataclass(frozen=True)
class Measured:
    """One operation: milliseconds at the median and at 95 of 100, and how many statements it took."""

    name: str
    p50: float
    p95: float
    statements: int


@click.command()
@click.option("--runs", default=30, show_default=True, help="How often each operation is timed.")
@pass_roof
def bench(roof: Roof, runs: int) -> None:
    """Time the pages of the database the environment names (fill it with `demo --scale N`)."""
    with at_work(roof) as session:
        model = next(m for m in MATTERS if m.workflow.numbering)
        records = session.scalar(select(func.count()).select_from(model)) or 0
        if not records:
            raise click.ClickException("There are no records to measure: run `run.py demo --scale N` first.")
        user_id, record_id = _busiest(session, model)
        name = session.get_one(User, user_id).username
        engine = db.engine.dialect.name
        session.rollback()
    client = _signed_in(roof.app, user_id)
    measured = list(_all(roof.app, client, model, record_id, runs))
    click.echo(f"{records:,} records of {model.slug}, {engine}, signed in as {name}, {runs} runs; ")
    click.echo(f"{platform.machine()}, Python {platform.python_version()}\n")
    click.echo("| operation | p50 ms | p95 ms | statements | × floor |")
    click.echo("|---|---|---|---|---|")
    floor = measured[0].p50
    for m in measured:
        click.echo(f"| {m.name} | {m.p50:.1f} | {m.p95:.1f} | {m.statements} | {m.p50 / floor:.1f} |")


def _busiest(session: Session, model: type[Record]) -> tuple[int, int]:
    """Somebody who may take a step on an open record, and that record."""
    made = parts()
    open_ones = select(model).where(model.closed_on.is_(None)).order_by(model.due_on).limit(50)
    for record in session.scalars(open_ones):
        for user_id in session.scalars(select(User.id).where(User.active)):
            actor = load_actor(session, user_id, made.time.now())
            if made.engine.offers(record, actor):
                return user_id, record.id
    raise click.ClickException("Nobody may take a step on any open record: nothing to measure.")


def _signed_in(app: Flask, user_id: int) -> FlaskClient:
    client = app.test_client()
    with client.session_transaction() as kept:
        kept[USER], kept["_fresh"] = str(user_id), True
    return client


def _all(
    app: Flask, client: FlaskClient, model: type[Record], record_id: int, runs: int
) -> Iterator[Measured]:
    home = f"/office/{model.slug}/"

    def floor() -> None:
        with app.app_context(), db.engine.connect() as connection:
            FLOOR_PAGE.render(rows=connection.execute(FLOOR_SQL, {"matter": model.__tablename__}).all())

    def page(address: str) -> Callable[[], None]:
        def get() -> None:
            answer = client.get(address)
            if answer.status_code != 200:
                raise click.ClickException(f"{address} answered {answer.status_code}")

        return get

    yield _measure(app, "floor: raw SQL and one template", floor, runs)
    yield _measure(app, "my work", page("/office/"), runs)
    yield _measure(app, "list, open ones", page(home), runs)
    yield _measure(app, "list, all, by number", page(f"{home}?state=all&order=-number"), runs)
    yield _measure(app, "list, overdue", page(f"{home}?only=overdue"), runs)
    yield _measure(app, "search, two characters", page(f"{home}?state=all&q=%E8%A1%A5%E8%B4%B4"), runs)
    yield _measure(app, "record", page(f"{home}{record_id}"), runs)
    yield _measure(app, "form", page(f"{home}new"), runs)


def _measure(app: Flask, name: str, work: Callable[[], Any], runs: int) -> Measured:
    work()
    with app.app_context(), _counted() as statements:
        work()
    times = []
    for _run in range(runs):
        began = time.perf_counter()
        work()
        times.append(1000 * (time.perf_counter() - began))
    return Measured(name, median(times), quantiles(times, n=20)[-1], len(statements))


@contextmanager
def _counted() -> Iterator[list[str]]:
    """The statements sent to the database meanwhile."""
    sent: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        sent.append(statement)

    engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(engine, "before_cursor_execute", note)
