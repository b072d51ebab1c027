"""Checklists at a step: which points are asked, what will not do, and the result that is kept (A1.11)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.audit.trail import fitting
from app.collaborators import Taken
from app.signing import signature
from models.checklist import ANSWERS, CHECKLISTS, NO, ChecklistPoint, ChecklistResult, edition
from models.workflow import Label, Transition

LONGEST_REMARK = 400
"""Characters."""
RESULTS = ChecklistResult.metadata.tables[ChecklistResult.__tablename__]


def answer_name(point: ChecklistPoint) -> str:
    """The answer to a point, in forms and in the API."""
    return f"point_{point.code}"


def remark_name(point: ChecklistPoint) -> str:
    """The remark on a point."""
    return f"remark_{point.code}"


def points(session: Session, checklist: str) -> list[ChecklistPoint]:
    """The points of a list that are in use, in their order; KeyError for a list there is none of."""
    if checklist not in CHECKLISTS:
        raise KeyError(checklist)
    asked = select(ChecklistPoint).where(ChecklistPoint.checklist == checklist, ChecklistPoint.active)
    return list(session.scalars(asked.order_by(ChecklistPoint.place, ChecklistPoint.id)))


class Checklists:
    """Checks and keeps what was ticked with a step."""

    def __init__(self, session: Callable[[], Session]) -> None:
        self._session = session

    def errors(self, step: Transition, answers: Mapping[str, Any]) -> dict[str, Label]:
        """A sentence for each point that is not answered, or answered no where the step goes on."""
        found: dict[str, Label] = {}
        for point in points(self._session(), step.checklist):
            answer = answers.get(answer_name(point))
            if answer not in ANSWERS:
                found[answer_name(point)] = _("Answer this point")
            elif answer == NO and not (answers.get(remark_name(point)) or "").strip():
                found[remark_name(point)] = _("Say what is wrong")
            elif answer == NO and not step.with_noes:
                found[answer_name(point)] = _(
                    "A point answered no stops this step: send the record back with your remarks (annex 1, "
                    "article 11)"
                )
        return found

    def keep(self, taken: Taken, answers: Mapping[str, Any]) -> None:
        """Add the signed result to the session, with the words that were asked."""
        if taken.step is None:
            return
        asked = points(self._session(), taken.step.checklist)
        self._session().add(
            ChecklistResult(
                record_id=taken.record.id,
                step=taken.step.name,
                checklist=taken.step.checklist,
                edition=edition(asked),
                answers=[
                    {
                        "code": point.code,
                        "text": point.text,
                        "answer": answers[answer_name(point)],
                        "remark": (answers.get(remark_name(point)) or "").strip(),
                    }
                    for point in asked
                ],
                signed_by_id=taken.actor.id,
                signed_by=fitting(signature(taken), RESULTS.c.signed_by),
                signed_at=taken.at,
            )
        )
