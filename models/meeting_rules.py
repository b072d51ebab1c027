"""What must hold of an open meeting, sentence by sentence (附件10)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _

from models.roles import CLERK, UNIT_HEAD
from models.workflow import Errors, guard

DURING, AFTER = ("A10.2.2",), ("A10.2.3",)


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
    _("No representative was invited yet; enter the invitations below (annex 10, part 2 item 2)"),
    clauses=DURING,
    cleared_by=CLERK,
)
def somebody_was_invited(meeting: Any, _today: date) -> bool:
    return any(one.invited_on for one in meeting.invitations)


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
