"""What must hold before a scheme goes on: a hundred points, six areas, everybody heard (附件6)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from flask_babel import lazy_gettext as _

from models.assessment_terms import AREAS, PANEL
from models.points import WHOLE_SCALE, is_exact
from models.roles import LEADING_GROUP, OFFICE_REVIEWER
from models.workflow import Errors, guard

PROCEDURE = ("A6.9.4",)


def pass_mark_is_one(_assessment: Any, values: Mapping[str, Any], _today: date) -> Errors:
    """The pass mark lies within the scale (附件6 第十条)."""
    mark = values.get("pass_mark")
    if mark is None or (0 < mark <= WHOLE_SCALE and is_exact(mark)):
        return {}
    return {
        "pass_mark": _("Give points above 0 and up to 100, with two decimals at most (annex 6, article 7)")
    }


def reports_have_time(_assessment: Any, answers: Mapping[str, Any], today: date) -> Errors:
    """Self-reports are asked for until a day that has not passed (附件6 第九条(二))."""
    day = answers.get("report_by")
    if day and day < today:
        return {"report_by": _("This day has passed: the units write their reports until then")}
    return {}


@guard(_("There are indicators already; change these, or drop them first"), clauses=("A6.9.1",))
def has_no_indicators(assessment: Any, _today: date) -> bool:
    return not assessment.counting()


@guard(
    _("The points of all indicators do not add up to exactly 100.00; the sums stand below"),
    clauses=("A6.7",),
    cleared_by=LEADING_GROUP,
)
def weights_are_whole(assessment: Any, _today: date) -> bool:
    return sum((one.weight for one in assessment.counting()), Decimal(0)) == WHOLE_SCALE


@guard(
    _("One of the six areas has no indicator yet; the areas stand below"),
    clauses=("A6.5",),
    cleared_by=LEADING_GROUP,
)
def every_area_is_scored(assessment: Any, _today: date) -> bool:
    return {one.area for one in assessment.counting()} == set(AREAS)


@guard(_("No unit takes part yet; name the participants"), clauses=("A6.2",), cleared_by=LEADING_GROUP)
def somebody_takes_part(assessment: Any, _today: date) -> bool:
    return bool(assessment.participants())


@guard(
    _("Some units have not handed in their self-report; wait, or go on without it on their sheet"),
    clauses=("A6.9.2",),
    cleared_by=LEADING_GROUP,
)
def reports_are_in(assessment: Any, _today: date) -> bool:
    return all(score.state != "reporting" for score in assessment.participants())


@guard(
    _("Some self-reports have not been checked by the office"),
    clauses=("A6.9.2", "A6.9.3"),
    cleared_by=OFFICE_REVIEWER,
)
def reports_are_checked(assessment: Any, _today: date) -> bool:
    return all(score.state != "reported" for score in assessment.participants())


@guard(
    _("The panel has not given its points for every unit"),
    clauses=("A6.9.3",),
    cleared_by=LEADING_GROUP,
)
def panel_was_heard(assessment: Any, _today: date) -> bool:
    asked = [one.id for one in assessment.counting() if one.way == PANEL]
    return all(score.panel(key) for score in assessment.participants() for key in asked)


@guard(_("The period of the public notice is not over"), clauses=PROCEDURE)
def notice_is_over(assessment: Any, today: date) -> bool:
    run = assessment.clock(assessment.workflow.clocks["notice_period"])
    return run is None or (run.due_on is not None and run.due_on < today)


@guard(
    _("Some objections have not been ruled on"),
    clauses=PROCEDURE,
    cleared_by=OFFICE_REVIEWER,
)
def objections_are_ruled(assessment: Any, _today: date) -> bool:
    heard = (one for score in assessment.participants() for one in score.objections)
    return all(one.standing.closed for one in heard)
