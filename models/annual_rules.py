"""What must hold of an annual report before it goes on (条例第四十九条、第五十条)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import select
from sqlalchemy.orm import object_session

from models.report_format import format_of
from models.report_sheet import COUNTY, REPORTING
from models.roles import CLERK
from models.unit import Unit
from models.workflow import Errors, Label, guard

REPORTED, CONTENT = ("ZF.49",), ("ZF.50",)


@guard(
    _("The year is not over yet: figures are cut off on 31 December (Regulation, article 49)"),
    clauses=REPORTED,
)
def year_is_over(report: Any, today: date) -> bool:
    return bool(today.year > report.year)


@guard(_("Compile the figures first"), clauses=CONTENT, cleared_by=CLERK)
def figures_are_compiled(report: Any, _today: date) -> bool:
    return bool(report.compiled)


@guard(
    _("Some checks fail: look at them below, correct the records or the figures, and compile again"),
    clauses=CONTENT,
    cleared_by=CLERK,
)
def nothing_fails(report: Any, _today: date) -> bool:
    return not report.failures()


@guard(
    _("Some checks ask a question that is not answered yet: give the reasons, or correct what is wrong"),
    clauses=CONTENT,
    cleared_by=CLERK,
)
def questions_are_answered(report: Any, _today: date) -> bool:
    return not report.questions()


@guard(_("No check asks anything"), clauses=CONTENT)
def something_is_asked(report: Any, _today: date) -> bool:
    return bool(report.lines("answers", None))


@guard(_("An amended edition is being drawn up already; it stands below"), clauses=REPORTED)
def is_not_amended_yet(report: Any, _today: date) -> bool:
    return all(other.standing.aside for other in report.amendments)


def there_is_a_form(_report: Any, values: Mapping[str, Any], _today: date) -> Errors:
    """Before 2019 there was no form (国办公开办函〔2019〕60号)."""
    year = values.get("year")
    if year is None or format_of(year) is not None:
        return {}
    return {"year": _("There is a form for annual reports since 2019; give that year or a later one")}


def unit_reports(report: Any, values: Mapping[str, Any], _today: date) -> Errors:
    """Agencies report, divisions through theirs; for the county its office does (条例第四十九条)."""
    session = object_session(report)
    unit = session.get(Unit, values.get("unit_id")) if session and values.get("unit_id") else None
    if unit is None:
        return {}
    if values.get("scope") == COUNTY and unit.kind != "county_office":
        return {"scope": _("The office of the county government reports for the county")}
    if unit.kind not in REPORTING:
        return {"unit_id": _("This unit reports through the one it belongs to, or by rules of its own")}
    return {}


def _there_is_one(number: str) -> Label:
    return _(
        "There is a report of this unit for that year: %(number)s."
        " What is published is amended from its page",
        number=number,
    )


def one_of_its_kind(report: Any, values: Mapping[str, Any], _today: date) -> Errors:
    """A unit has one report a year, and one edition of each number (条例第四十九条)."""
    session, model = object_session(report), type(report)
    if session is None:
        return {}
    aside = [name for name, state in model.workflow.states.items() if state.voids]
    same = select(model.number).where(
        model.year == values.get("year"),
        model.unit_id == values.get("unit_id"),
        model.scope == values.get("scope"),
        model.edition == (report.edition or 1),
        model.state.not_in(aside),
        model.id.is_distinct_from(report.id),
    )
    with session.no_autoflush:
        other = session.scalars(same).first()
    return {} if other is None else {"year": _there_is_one(other)}


def year_stays(report: Any, values: Mapping[str, Any], _today: date) -> Errors:
    """An amended edition is about what it amends."""
    former = report.amends
    if former is None or (values.get("year"), values.get("scope")) == (former.year, former.scope):
        return {}
    return {
        "year": _("An amended edition is about the year of the report it amends: %(year)s", year=former.year)
    }
