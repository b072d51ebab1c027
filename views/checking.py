"""Points to tick and texts looked through, on the form of a step, in the API and on the record's page."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session
from wtforms import BooleanField, RadioField, StringField, TextAreaField
from wtforms.validators import Optional

from app import marking
from app.checklists import LONGEST_REMARK, answer_name, points, remark_name
from app.screening import STAYS
from models.base import Record
from models.checklist import ANSWERS, CHECKLISTS, NO, YES, ChecklistResult
from models.line import FigureLine, Line, PointsLine
from models.workflow import Transition
from views import forms, words

POINTS: dict[str, Any] = {"type": "string", "pattern": r"^[0-9]{1,4}(\.[0-9]{1,2})?$"}
FIGURE: dict[str, Any] = {"type": ["string", "null"], "pattern": r"^-?[0-9]{1,12}(\.[0-9]{1,6})?$"}
LINE_REMARK = {"type": ["string", "null"], "maxLength": marking.LONGEST_REMARK}
LINES = {
    r"^points_[0-9]+$": POINTS,
    r"^figure_[a-z0-9_-]+$": FIGURE,
    r"^remark_[a-z0-9_-]+$": LINE_REMARK,
}
"""What the lines of a sheet are called, whichever they are, and what they hold."""
TONES = {YES: "green", NO: "red"}


def fields(session: Session, step: Transition, record: Record, who: int | None) -> dict[str, Any]:
    """The unbound fields of a step's points and lines, and the box that says what was found stays."""
    found: dict[str, Any] = {}
    for line in marking.asked(record, step, who):
        found |= _line_fields(line)
    for point in points(session, step.checklist) if step.checklist else ():
        found[answer_name(point)] = RadioField(
            point.text,
            [Optional()],
            choices=forms.options(*ANSWERS.items()),
            description=words.clause_text(point.clause or "") or point.clause,
            validate_choice=False,
        )
        found[remark_name(point)] = StringField(
            _("Remark"), forms.text_rules(Optional(), longest=LONGEST_REMARK)
        )
    if step.screens:
        found[STAYS] = BooleanField(
            _("What was found stays"), description=_("Only after looking at it, and with a reason")
        )
    return found


def _line_fields(line: Line) -> dict[str, Any]:
    remark = forms.text_rules(Optional(), longest=marking.LONGEST_REMARK)
    match line:
        case PointsLine():
            number: Any = forms.PointsField(
                line.label,
                [forms.Given(gettext("Give points, 0 where there are none"))],
                description=gettext("%(most)s points at most. %(hint)s", most=line.most, hint=line.hint),
                default=line.value,
            )
        case FigureLine():
            number = forms.FigureField(line.label, [Optional()], description=line.hint, default=line.value)
        case _:
            return {
                line.remark_name: TextAreaField(
                    line.label, remark, description=line.hint, default=line.remark
                )
            }
    return {
        line.value_name: number,
        line.remark_name: StringField(_("Remark"), remark, default=line.remark),
    }


def schemas(
    session: Session, step: Transition, record: Record | None = None, who: int | None = None
) -> dict[str, dict[str, Any]]:
    """The same as JSON Schema; the lines of a sheet only of a record, for each has its own."""
    found: dict[str, dict[str, Any]] = {}
    for line in marking.asked(record, step, who) if record is not None else ():
        found |= _line_schemas(line)
    for point in points(session, step.checklist) if step.checklist else ():
        labels = {code: str(label) for code, label in ANSWERS.items()}
        found[answer_name(point)] = {
            "title": point.text,
            "type": "string",
            "enum": [*ANSWERS],
            "x-labels": labels,
        }
        found[remark_name(point)] = {
            "title": str(_("Remark")),
            "type": ["string", "null"],
            "maxLength": LONGEST_REMARK,
        }
    if step.screens:
        found[STAYS] = {"title": str(_("What was found stays")), "type": "boolean"}
    return found


def _line_schemas(line: Line) -> dict[str, dict[str, Any]]:
    title = {"title": str(line.label)}
    match line:
        case PointsLine():
            number = POINTS
        case FigureLine():
            number = FIGURE
        case _:
            return {line.remark_name: {**title, **LINE_REMARK}}
    return {
        line.value_name: {**title, **number},
        line.remark_name: {"title": str(_("Remark")), **LINE_REMARK},
    }


def results(session: Session, record: Record) -> list[dict[str, Any]]:
    """What was ticked and signed with the steps of a record, the newest first."""
    if not any(step.checklist for step in record.workflow.transitions.values()):
        return []
    kept = session.scalars(
        select(ChecklistResult)
        .where(ChecklistResult.record_id == record.id)
        .order_by(ChecklistResult.id.desc())
    )
    return [_result(record, one) for one in kept]


def _result(record: Record, one: ChecklistResult) -> dict[str, Any]:
    step = record.workflow.transitions.get(one.step)
    return {
        "title": words.under(CHECKLISTS[one.checklist], step.label if step else one.step),
        "signed": gettext(
            "Signed by %(who)s, %(when)s, edition %(edition)s",
            who=one.signed_by,
            when=words.moment_text(one.signed_at),
            edition=one.edition,
        ),
        "rows": [
            {
                "text": answer["text"],
                "answer": ANSWERS[answer["answer"]],
                "tone": TONES.get(answer["answer"], "grey"),
                "remark": answer["remark"],
            }
            for answer in one.answers
        ],
    }
