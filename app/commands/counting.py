"""``workdays`` and ``fee``: what can be counted without any record."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any, get_args

import click
from sqlalchemy import NullPool, create_engine
from sqlalchemy.orm import Session

from app.commands.context import Roof, pass_roof
from app.installation import revision
from app.official_days import CalendarBook
from app.periods.calendar import Calendar
from app.periods.seed import seeded_calendar
from app.timekeeper import Timekeeper
from models.fee import Measure, fee


class Day(click.ParamType[date]):
    """A day written as 2026-11-20."""

    name = "DATE"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        try:
            return datetime.strptime(value, "%Y-%m-%d").date()  # noqa: DTZ007 — a day has no zone
        except ValueError:
            self.fail(f"{value!r} is no day like 2026-11-20", param, ctx)


@click.group()
def workdays() -> None:
    """Count working days on the official calendar."""


@workdays.command()
@click.argument("start", type=Day())
@click.argument("count", metavar="N", type=click.IntRange(min=0))
@pass_roof
def add(roof: Roof, start: date, count: int) -> None:
    """The N-th working day after a day; the day itself is not counted."""
    reached = _calendar(roof).add(start, count)
    _say(reached.day.isoformat(), provisional=reached.provisional)


@workdays.command()
@click.argument("first", type=Day())
@click.argument("last", type=Day())
@pass_roof
def between(roof: Roof, first: date, last: date) -> None:
    """How many working days lie after the first day, up to and with the last."""
    counted = _calendar(roof).between(first, last)
    _say(str(counted.n), provisional=counted.provisional)


def _say(result: str, *, provisional: bool) -> None:
    click.echo(f"{result} provisional" if provisional else result)


def _calendar(roof: Roof) -> Calendar:
    """The county's own calendar; the one the program ships with while there is no database."""
    engine = create_engine(roof.settings["SQLALCHEMY_DATABASE_URI"], poolclass=NullPool)
    if engine.dialect.name == "sqlite" and not Path(engine.url.database or "").exists():
        return seeded_calendar()
    if revision(engine) is None:
        return seeded_calendar()
    with Session(engine) as session:
        return CalendarBook(lambda: session).calendar()


@click.command(name="fee")
@click.argument("measure", type=click.Choice(get_args(Measure)))
@click.argument("count", metavar="N", type=click.IntRange(min=0))
def fee_of(measure: Measure, count: int) -> None:
    """Yuan for N items in a month, or for N pages of one request, by the tariff of today."""
    click.echo(f"{fee(measure, count, Timekeeper().today()).amount:.2f}")
