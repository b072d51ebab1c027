"""What must hold of an open meeting, sentence by sentence (附件10)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _

from models.opening import CLOSED, OPENED
from models.roles import CLERK, UNIT_HEAD
from models.workflow import Errors, guard

DURING, AFTER = ("A10.2.2",), ("A10.2.3",)


def meeting_is_opened(_meeting: Any, values: Mapping[str, Any], _today: date) -> Errors:
    """A meeting of this register is opened in some form; only an item of its agenda may be secret."""
    if values.get("opening_form") == CLOSED:
        return {
            "opening_form": _(
                "Only an item of the agenda is kept secret, by law; say how the meeting is opened "
                "(annex 10, part 3 item 2)"
            )
        }
    return {}


def meets_after_it_is_called(_meeting: Any, answers: Mapping[str, Any], today: date) -> Errors:
    """Who is invited hears of it before."""
    day, called = answers.get("meets_on"), answers.get("called_on") or today
    return {"meets_on": _("This day lies before it is called")} if day and day < called else {}


@guard(
    _("The opening plan of the year is not adopted yet (annex 10, part 3 item 1)"),
    clauses=("A10.3.1",),
    cleared_by=UNIT_HEAD,
)
def plan_is_adopted(meeting: Any, _today: date) -> bool:
    return bool(meeting.plan.state == "adopted")


@guard(
    _(
        "Of each category that was approved somebody has to be invited first; for another choice have the "
        "scheme returned (annex 10, part 2 item 2 and part 3 item 2)"
    ),
    clauses=(*DURING, *OPENED),
    cleared_by=CLERK,
)
def each_category_is_invited(meeting: Any, _today: date) -> bool:
    reached = {one.category for one in meeting.invitations if one.invited_on and one.state != "dropped"}
    return reached >= set(meeting.categories)


@guard(
    _(
        "For some items of the agenda the drafting unit has not entered yet how opinions were gathered and "
        "adopted (annex 10, part 2 item 2)"
    ),
    clauses=DURING,
    cleared_by=CLERK,
)
def drafters_have_explained(meeting: Any, _today: date) -> bool:
    return all(item.explanation for item in meeting.items if item.is_to_be_heard)


@guard(
    _("For some items of the agenda the outcome is not entered yet (annex 10, part 2 item 3)"),
    clauses=AFTER,
    cleared_by=CLERK,
)
def items_are_considered(meeting: Any, _today: date) -> bool:
    return all(item.standing.closed for item in meeting.items)


@guard(
    _("For some representatives it is not entered yet whether they attended (annex 10, part 2 item 2)"),
    clauses=DURING,
    cleared_by=CLERK,
)
def attendance_is_entered(meeting: Any, _today: date) -> bool:
    return all(one.standing.closed for one in meeting.invitations)


@guard(
    _(
        "Some duties after the meeting are open: enter what was done, or have the unit head waive them with "
        "a reason (annex 10, part 2 item 3)"
    ),
    clauses=AFTER,
    cleared_by=CLERK,
)
def duties_are_settled(meeting: Any, _today: date) -> bool:
    return all(duty.standing.closed for duty in meeting.duties)
