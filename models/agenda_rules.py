"""What must hold of an agenda item before it is approved and after it was considered (附件10 二、三)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy.orm import object_session

from models.base import Record
from models.opening import KINDS, OPENED
from models.roles import CLERK, OFFICE_REVIEWER
from models.shared_rules import above
from models.workflow import Errors, Label, guard

BEFORE, DURING, AFTER = ("A10.2.1",), ("A10.2.2",), ("A10.2.3",)

OTHER = "other"
NATURES = {
    "reform": _("Important reform plan"),
    "policy": _("Major policy measure"),
    OTHER: _("Neither of these"),
}
"""附件10 二(一): on the first two the public is heard first."""

OF_A_DEPARTMENT = {"department", "other"}
"""Meetings a unit holds itself; agenda items of the others are approved by the county as well."""


# -- before it is approved ------------------------------------------------------------


@guard(
    _(
        "It is an important reform plan or a major policy measure, and no consultation on it has its "
        "adoption report published yet; only what is secret by law goes without (annex 10, part 2 item 1)"
    ),
    clauses=BEFORE,
    cleared_by=CLERK,
)
def public_was_heard(item: Any, _today: date) -> bool:
    return bool(item.heard or not item.is_to_be_heard)


@guard(
    _("The law prescribes a hearing on it and none is recorded yet (annex 10, part 2 item 1)"),
    clauses=BEFORE,
    cleared_by=CLERK,
)
def hearing_was_held(item: Any, _today: date) -> bool:
    return bool(item.hearing_on or not item.hearing_required)


@guard(_("Attach the record of the hearing first (annex 10, part 2 item 1)"), clauses=BEFORE)
def hearing_record_is_attached(item: Any, _today: date) -> bool:
    return any(file.purpose == "hearing_record" for file in item.attachments)


@guard(_("It was found secret by law; nobody outside hears of it (annex 10, part 2 item 1)"), clauses=BEFORE)
def is_not_secret(item: Any, _today: date) -> bool:
    return item.withheld_for is None


@guard(_("It is not secret by law: its outcome is public"), clauses=AFTER)
def is_secret(item: Any, _today: date) -> bool:
    return item.withheld_for is not None


def topic_form_is_whole(item: Any, answers: Mapping[str, Any], _today: date) -> Errors:
    """What was revised after hearing the public, or why it need not be heard (附件10 二(一))."""
    errors: dict[str, Label] = {}
    if item.heard and not answers.get("revision"):
        errors["revision"] = _("Say what was revised after hearing the public (annex 10, part 2 item 1)")
    if item.nature == OTHER and not answers.get("unheard_reason"):
        errors["unheard_reason"] = _("Say why the public need not be heard on it (annex 10, part 2 item 1)")
    return errors


# -- who approves it, and which meeting it goes to --------------------------------------


@guard(_("It is for a meeting of the county government: endorse it, the county approves it"), clauses=OPENED)
def is_for_a_department(item: Any, _today: date) -> bool:
    return item.meeting_kind in OF_A_DEPARTMENT


@guard(_("It is for a meeting of the unit itself: approve it"), clauses=OPENED)
def is_for_the_county(item: Any, _today: date) -> bool:
    return item.meeting_kind not in OF_A_DEPARTMENT


def meeting_takes_it(item: Any, answers: Mapping[str, Any], _today: date) -> Errors:
    """It goes to a meeting of the kind it was approved for that was not held yet (附件10 三(二))."""
    session, key = object_session(item), answers.get("meeting_id")
    if session is None or key is None:
        return {}
    meeting: Any = session.get(Record, key)
    if meeting is None or not hasattr(meeting, "plan_id"):
        return {"meeting_id": _("There is no such meeting")}
    if meeting.state not in {"planned", "proposed", "called"}:
        return {"meeting_id": _("This meeting was held or cancelled; choose another one")}
    if meeting.kind != item.meeting_kind:
        return {
            "meeting_id": _(
                "The item was approved for another kind of meeting: %(kind)s (annex 10, part 3 item 2)",
                kind=KINDS[item.meeting_kind],
            )
        }
    if item.meeting_kind in OF_A_DEPARTMENT and meeting.unit_id != item.unit_id:
        return {"meeting_id": _("It is for a meeting of the unit itself")}
    return {}


def unit_of_the_meeting(item: Any) -> int | None:
    """Who holds the meeting sees its agenda, whichever unit drafted an item."""
    meeting = above(item, "meeting")
    return meeting.unit_id if meeting is not None else None


# -- at the meeting and after it ------------------------------------------------------


@guard(_("The meeting is not recorded as held yet"), clauses=AFTER, cleared_by=OFFICE_REVIEWER)
def meeting_was_held(item: Any, _today: date) -> bool:
    return item.meeting is None or item.meeting.held_on is not None
