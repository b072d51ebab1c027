"""What an assessment adds up on its pages: the tree of weights, the ranking, the sheet of a unit."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any

from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _
from sqlalchemy.orm import Session

from app import figures
from app.access.actor import Actor
from app.access.grants import LIST
from models.assessment_terms import AREAS, WAYS
from models.figure import ALL, COUNTED, LABELS, OTHERS, Days, Value
from models.figures import FIGURE_OF
from models.indicator import Indicator
from models.score import Score
from views import lists, words
from views.cells import Cell, Row, table

PUBLIC = ("announced", "final", "filed")
"""The states of an assessment in which every unit sees the ranking."""


def tree(assessment: Any) -> dict[str, Any]:
    """The indicators area by area with their points, and the sums."""
    rows: list[Row] = []
    for area, found in groupby(assessment.counting(), key=lambda one: one.area):
        members = list(found)
        for one in members:
            how = LABELS.get(one.figure or "", "")
            told = (
                Cell(str(AREAS[area])),
                Cell(one.title, url=f"/office/{Indicator.slug}/{one.id}"),
                Cell(str(WAYS[one.way]), sub=str(how)),
                Cell(f"{one.weight}"),
            )
            rows.append(Row(one.id, str(one), "", told))
        rows.append(_sum(words.under(gettext("Sum"), AREAS[area]), members))
    rows.append(_sum(gettext("All together"), assessment.counting()))
    heads = (_("Area"), _("What is scored"), _("How it is scored"), _("Points at most"))
    return table(_("Indicators and points"), heads, rows)


def _sum(label: str, members: list[Any]) -> Row:
    total = sum((one.weight for one in members), Decimal("0.00"))
    return Row(0, label, "", (Cell(label), Cell(""), Cell(""), Cell(f"{total}")))


def ranking(assessment: Any, actor: Actor) -> dict[str, Any] | None:
    """The scores by place, once there are any: before the notice each unit sees its own."""
    seen = [
        (place, score)
        for place, score in assessment.ranked()
        if assessment.state in PUBLIC or actor.may_on(LIST, score)
    ]
    if not seen:
        return None
    rows = [
        Row(
            score.id,
            score.unit.name,
            f"/office/{Score.slug}/{score.id}" if actor.may_on(LIST, score) else "",
            (
                Cell(f"{place}"),
                Cell(score.unit.name),
                Cell(f"{score.total}"),
                Cell(gettext("Below the pass mark") if score.failed else gettext("Up to the pass mark")),
            ),
            over=score.failed,
        )
        for place, score in seen
    ]
    return table(_("Ranking"), (_("Rank"), _("Unit"), _("Score"), _("Result")), rows)


def sheet(score: Any, session: Session, actor: Actor, today: date) -> dict[str, Any]:
    """The sheet line by line, each computed figure with the records behind it."""
    rows = [
        Row(one.id, one.title, "", tuple(_cells(score, one, told, session, actor, today)))
        for one, told in zip(score.assessment.counting(), score.told(), strict=True)
    ]
    total = f"{score.total}" if score.total is not None else ""
    rows.append(Row(0, "", "", (Cell(gettext("All together")), *(Cell(""),) * 4, Cell(total))))
    heads = (
        _("What is scored"),
        _("Points at most"),
        _("Claimed and checked"),
        _("Panel, and the mean"),
        _("Computed"),
        _("Points"),
    )
    return table(_("Score sheet"), heads, rows)


def _cells(
    score: Any, one: Any, told: dict[str, str], session: Session, actor: Actor, today: date
) -> Iterator[Cell]:
    yield Cell(one.title, sub=told["area"])
    yield Cell(told["weight"])
    claim = gettext("claimed %(points)s", points=told["claimed"]) if told["claimed"] else ""
    yield Cell(told["checked"], sub=claim) if told["checked"] else Cell(claim)
    given = score.panel(one.id)
    mean = ngettext("mean of %(num)s member", "mean of %(num)s members", len(given)) if given else ""
    yield Cell(told["panel"], sub=mean)
    yield _figure(score, one, session, actor, today) if one.figure else Cell("")
    ruled = gettext("ruled on an objection") if told["ruled"] else ""
    yield Cell(told["points"] if score.total is not None or ruled else "", sub=ruled)


def _figure(score: Any, one: Any, session: Session, actor: Actor, today: date) -> Cell:
    """A number that leads to its records; of a kept one also what it would be today, where that differs."""
    figure, year = FIGURE_OF[one.figure], score.year_asked
    now = figures.value(session, figure, score.unit_id, year, today)
    kept = score.kept(one.id)
    shown = kept or now
    url = ""
    if actor.may(LIST, figure.matter.__name__):
        part = OTHERS if shown.part < shown.whole else COUNTED if shown.whole else ALL
        asked = figures.Asked(figure, score.unit_id, Days.of_year(year), part)
        url = lists.behind(asked)
    note = gettext("fixed; today %(value)s", value=now) if kept and kept != now else str(LABELS[one.figure])
    return Cell(_share(shown), sub=note, url=url)


def _share(value: Value) -> str:
    return str(value) if value.whole else gettext("none: all points")
