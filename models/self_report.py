"""Self-reports: 自查整改汇报材料 with the points a unit claims, checked by the office (附件6 第八、九条)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, relationship

from models.base import WHOLE, Record
from models.column import labelled, plain
from models.mark import CHECK, CLAIM
from models.on_score import OnScore
from models.roles import CLERK, ENTERPRISE_CLERK, LEADING_GROUP, OFFICE_REVIEWER, UNIT_HEAD
from models.shared_rules import above
from models.workflow import SYSTEM, Errors, Series, State, Transition, Workflow, guard

REPORTED = ("A6.8", "A6.9.2")


def report_is_awaited(report: Any, _values: Mapping[str, Any], _today: date) -> Errors:
    """One report for each unit, while the assessment awaits it (附件6 第九条(二))."""
    score = above(report, "score")
    if score is None or score.state != "reporting":
        return {"score_id": _("No self-report is awaited from this unit now (annex 6, article 9 item 2)")}
    if any(other is not report and not other.standing.closed for other in score.reports):
        return {"score_id": _("This unit is writing a report already; go on with that one")}
    return {}


@guard(_("The scores are computed already; nothing is handed in or checked any more"), clauses=REPORTED)
def assessment_is_running(report: Any, _today: date) -> bool:
    return report.score.state in {"reporting", "reported"}


class SelfReportFlow(
    Workflow,
    label=_("Self-report"),
    clauses=REPORTED,
    registered_by=(CLERK, ENTERPRISE_CLERK),
    numbering=Series("自查"),
    opening_checks=(report_is_awaited,),
):
    drafted = State(_("Being written"), initial=True, editable=True)
    submitted = State(_("With the head of the unit"))
    handed_in = State(_("With the leading group's office"))
    checked = State(_("Checked"), final=True)
    lapsed = State(_("Not handed in"), final=True, aside=True)

    submit = Transition(
        _("Submit the report"),
        drafted,
        submitted,
        by=(CLERK, ENTERPRISE_CLERK),
        clauses=REPORTED,
        requires=(assessment_is_running,),
        sheet=CLAIM,
        hint=_("Claim points for each indicator, and say what proves them; attach the proof before."),
    )
    return_report = Transition(
        _("Return to the clerk"), submitted, drafted, by=UNIT_HEAD, clauses=REPORTED, reason=True, danger=True
    )
    hand_in = Transition(
        _("Sign and hand in"),
        submitted,
        handed_in,
        by=UNIT_HEAD,
        clauses=REPORTED,
        requires=(assessment_is_running,),
        separate_from=(submit,),
    )
    send_back = Transition(
        _("Send back for correction"),
        handed_in,
        drafted,
        by=(LEADING_GROUP, OFFICE_REVIEWER),
        clauses=REPORTED,
        requires=(assessment_is_running,),
        reason=True,
        danger=True,
    )
    check = Transition(
        _("Check the claimed points"),
        handed_in,
        checked,
        by=(LEADING_GROUP, OFFICE_REVIEWER),
        clauses=("A6.9.2", "A6.9.3", "A6.4"),
        requires=(assessment_is_running,),
        separate_from=(hand_in, submit),
        not_of="assessed_outside",
        sheet=CHECK,
        hint=_("What you give counts; what the unit claimed stays readable beside it."),
    )
    lapse = Transition(
        _("Counted no more"),
        (drafted, submitted, handed_in),
        lapsed,
        by=SYSTEM,
        clauses=("A6.9.2", "A6.11"),
    )


class SelfReport(OnScore, Record):
    """What one unit says of its own year."""

    __tablename__ = "self_report"
    workflow = SelfReportFlow
    slug = "self-reports"
    purposes = ("other",)

    id: Mapped[int] = plain(ForeignKey("record.id"), primary_key=True)
    score_id: Mapped[int] = labelled(_("Score of a unit"), ForeignKey("score.id"), index=True)
    work_done: Mapped[str] = labelled(_("Work of the year"), Text, clause="A6.9.2")
    shortcomings: Mapped[str] = labelled(_("What was found wanting"), Text, clause="A6.9.2")
    corrections: Mapped[str] = labelled(_("How it is put right"), Text, clause="A6.9.2")

    score: Mapped[Any] = relationship(
        "Score", foreign_keys="SelfReport.score_id", back_populates="reports", info=WHOLE
    )
