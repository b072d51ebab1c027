"""Objections to an announced score, ruled on by somebody who did not give it (附件6 第九条(四))."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, relationship

from models.base import WHOLE, Record
from models.column import labelled, plain
from models.mark import RULING
from models.on_score import OnScore
from models.roles import CLERK, COUNTY_LEADER, ENTERPRISE_CLERK, LEADING_GROUP, OFFICE_REVIEWER
from models.shared_rules import above
from models.workflow import SYSTEM, Errors, Series, State, Transition, Workflow

HEARD = ("A6.9.4",)
RULERS = (LEADING_GROUP, OFFICE_REVIEWER, COUNTY_LEADER)


def notice_is_running(objection: Any, _values: Mapping[str, Any], today: date) -> Errors:
    """A unit objects from the announcement to the last day of the notice (附件6 第九条(四))."""
    score = above(objection, "score")
    scheme = score.assessment if score is not None else None
    run = scheme.clock(scheme.workflow.clocks["notice_period"]) if scheme is not None else None
    if score is None or score.state != "announced":
        return {"score_id": _("Only a score that is announced is objected to (annex 6, article 9 item 4)")}
    if not objection.number and run is not None and run.due_on is not None and run.due_on < today:
        last = run.due_on.isoformat()
        return {
            "score_id": _(
                "The public notice ended on %(day)s: objections after it are not heard (annex 6, article 9 "
                "item 4)",
                day=last,
            )
        }
    return {}


def something_is_changed(objection: Any, answers: Mapping[str, Any], _today: date) -> Errors:
    """An objection that is upheld changes some points."""
    lines = objection.lines(RULING, None)
    given = {line.value_name: answers.get(line.value_name) for line in lines}
    if not lines or any(given[line.value_name] not in {None, line.value} for line in lines):
        return {}
    return {lines[0].value_name: _("Change the points of some indicator, or dismiss the objection")}


class ScoreObjectionFlow(
    Workflow,
    label=_("Objection to a score"),
    clauses=HEARD,
    registered_by=(CLERK, ENTERPRISE_CLERK),
    numbering=Series("考核异议"),
    opening_checks=(notice_is_running,),
):
    raised = State(_("To be ruled on"), initial=True, editable=True)
    upheld = State(_("Upheld"), final=True)
    dismissed = State(_("Objection dismissed"), final=True)
    withdrawn = State(_("Withdrawn"), final=True, aside=True)

    uphold = Transition(
        _("Uphold, and correct the points"),
        raised,
        upheld,
        by=RULERS,
        clauses=HEARD,
        checks=(something_is_changed,),
        asks=("ruling",),
        sheet=RULING,
        separate_from_author=True,
        hint=_("The score is added up anew; what was given before stays readable."),
    )
    dismiss = Transition(
        _("Dismiss"),
        raised,
        dismissed,
        by=RULERS,
        clauses=HEARD,
        asks=("ruling",),
        separate_from_author=True,
    )
    withdraw = Transition(
        _("Withdraw the objection"),
        raised,
        withdrawn,
        by=(CLERK, ENTERPRISE_CLERK),
        clauses=HEARD,
        reason=True,
        danger=True,
    )
    lapse = Transition(_("The score was declared void"), raised, withdrawn, by=SYSTEM, clauses=("A6.11",))


class ScoreObjection(OnScore, Record):
    """What a unit has against its score, and the answer."""

    __tablename__ = "score_objection"
    workflow = ScoreObjectionFlow
    slug = "score-objections"
    purposes = ("other",)

    id: Mapped[int] = plain(ForeignKey("record.id"), primary_key=True)
    score_id: Mapped[int] = labelled(_("Score of a unit"), ForeignKey("score.id"), index=True)
    grounds: Mapped[str] = labelled(
        _("Grounds of the objection"), Text, clause="A6.9.4", hint=_("Which indicators, and what proves it")
    )
    ruling: Mapped[str | None] = labelled(_("Ruling, with the reason"), Text, clause="A6.9.4")

    score: Mapped[Any] = relationship(
        "Score", foreign_keys="ScoreObjection.score_id", back_populates="objections", info=WHOLE
    )

    def ranking(self) -> dict[str, Any]:
        """What each score is told to find its place, the corrected one too."""
        ranking: dict[str, Any] = self.score.ranking()
        return ranking
