"""The registration form of a publication: 信息发布审核登记表, who reviewed what and when (附件1 第十六条)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import object_session

from models.checklist import ANSWERS, ChecklistResult
from models.trail import TrailEntry
from models.workflow import Transition


class RegisteredOnPaper:
    """Mix into a Record whose reviews are printed on a form, with the course of its last round."""

    def letter_facts(self) -> dict[str, Any]:
        """The columns but the content itself, and how it was reviewed.

        ``course`` has ``step``, ``who``, ``post``, ``in_place_of`` and ``on`` of each step since the draft;
        ``signers`` who signed the points, ``points`` ``text`` and ``signs`` of each, a sign being ``answer``
        in words and ``remark``; ``files`` the names of what goes online with it.
        """
        facts: dict[str, Any] = super().letter_facts()  # type: ignore[misc]
        facts.pop("body")
        course = self._course()
        signed = self._signed(course)
        return {
            **facts,
            "portal_column": str(self.column) if self.column else None,  # type: ignore[attr-defined]
            "drafted_by": self._drafted_by(),
            "course": [self._told(row) for row in course],
            "signers": [result.signed_by for result in signed],
            "points": _points(signed),
            "files": [file.name for file in self.attachments if file.ours],  # type: ignore[attr-defined]
        }

    def _rows(self) -> list[TrailEntry]:
        session = object_session(self)
        done = select(TrailEntry).where(
            TrailEntry.record_id == self.id,  # type: ignore[attr-defined]
            TrailEntry.action.in_(("open", "step")),
            TrailEntry.result == "done",
        )
        return list(session.scalars(done.order_by(TrailEntry.id))) if session else []

    def _drafted_by(self) -> str | None:
        """Who handed it in last."""
        handed_in = [row.actor_name for row in self._rows() if row.step == "submit"]
        return handed_in[-1] if handed_in else None

    def _course(self) -> list[TrailEntry]:
        """The reviews and approvals of the last round: what was done forward since it was last a draft.

        Without the step that writes the form, which stands at its foot, and what came after.
        """
        flow: Any = self.workflow  # type: ignore[attr-defined]
        round_: list[TrailEntry] = []
        for row in self._rows():
            if row.target == flow.initial.name:
                round_ = []
            elif row.step and _leads_on(flow.transitions[row.step]):
                round_.append(row)
        return round_

    def _told(self, row: TrailEntry) -> dict[str, Any]:
        step = self.workflow.transitions[row.step]  # type: ignore[attr-defined]
        return {
            "step": str(step.label),
            "who": row.actor_name,
            "post": row.actor_post,
            "in_place_of": row.for_name,
            "on": row.at,
        }

    def _signed(self, course: Sequence[TrailEntry]) -> list[ChecklistResult]:
        """What was signed with these steps, in their order; of a step taken again the last time counts."""
        session = object_session(self)
        own = select(ChecklistResult).where(ChecklistResult.record_id == self.id)  # type: ignore[attr-defined]
        results = session.scalars(own.order_by(ChecklistResult.id)) if session else ()
        last = {result.step: result for result in results}
        return [last[row.step] for row in course if row.step in last]


def _leads_on(step: Transition) -> bool:
    return not (step.danger or step.letter or step.anytime or step.automatic)


def _points(signed: Sequence[ChecklistResult]) -> list[dict[str, Any]]:
    """Each point with what every reviewer said to it, in the words the first of them was asked."""
    said = [{answer["code"]: answer for answer in result.answers} for result in signed]
    return [
        {"text": point["text"], "signs": [_sign(one.get(point["code"])) for one in said]}
        for point in (signed[0].answers if signed else [])
    ]


def _sign(answer: dict[str, str] | None) -> dict[str, str]:
    if answer is None:
        return {"answer": "", "remark": ""}
    return {"answer": str(ANSWERS[answer["answer"]]), "remark": answer["remark"]}
