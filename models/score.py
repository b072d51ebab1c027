"""Scores: what one unit got in one assessment, indicator by indicator, and why (附件6 第七、九至十一条)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import ForeignKey, event, inspect, select
from sqlalchemy.orm import Mapped, object_session, relationship

from models.base import WHOLE, Record
from models.column import Class, labelled, plain
from models.mark import LOCKED, PANEL, Locked, Mark
from models.points import Points
from models.roles import LEADING_GROUP, OFFICE_REVIEWER
from models.score_sheet import ScoreSheet
from models.shared_rules import above
from models.workflow import SYSTEM, Clock, Errors, Period, Series, State, Transition, Workflow, guard

SCORED = ("A6.9.3",)
PROCEDURE = ("A6.9.4",)


def scheme_names_participants(score: Any, _values: Mapping[str, Any], _today: date) -> Errors:
    """Who takes part is said by the scheme the county approves (附件6 第九条(一))."""
    scheme = above(score, "assessment")
    if scheme is not None and scheme.state == scheme.workflow.initial.name:
        return {}
    return {
        "assessment_id": _(
            "Participants are named while the scheme is being drafted; have it returned first (annex 6, "
            "article 9 item 1)"
        )
    }


def a_unit_takes_part_once(score: Any, values: Mapping[str, Any], _today: date) -> Errors:
    """A unit has one sheet in an assessment (附件6 第七条)."""
    session, scheme = object_session(score), above(score, "assessment")
    if session is None or scheme is None:
        return {}
    same = select(Score.id).where(
        Score.assessment_id == scheme.id,
        Score.unit_id == values.get("unit_id"),
        Score.state != ScoreFlow.dropped.name,
        Score.id.is_distinct_from(score.id),
    )
    with session.no_autoflush:
        if session.scalars(same).first() is None:
            return {}
    return {"unit_id": _("This unit takes part already (annex 6, article 7)")}


@guard(
    _("Attach the evidence of the fraud first"),
    clauses=("A6.11",),
    cleared_by=LEADING_GROUP,
)
def fraud_is_evidenced(score: Any, _today: date) -> bool:
    return any(file.purpose == "fraud_evidence" for file in score.attachments)


class ScoreFlow(
    Workflow,
    label=_("Score of a unit"),
    clauses=("A6.2", "A6.7"),
    registered_by=(LEADING_GROUP, OFFICE_REVIEWER),
    numbering=Series("考核表"),
    opening_checks=(scheme_names_participants, a_unit_takes_part_once),
):
    named = State(_("Named as participant"), initial=True)
    reporting = State(_("Self-report awaited"))
    reported = State(_("Self-report being checked"))
    checked = State(_("Self-report checked"))
    scored = State(_("Preliminary score"))
    announced = State(_("Score announced"))
    final = State(_("Final score"), final=True)
    dropped = State(_("Taken off the list"), final=True, aside=True)
    voided = State(_("Void for fraud"), final=True, aside=True)

    _assessed = (reporting, reported, checked, scored, announced)

    reporting_period = Clock(
        _("Hand in the self-report"),
        (Period(20, warn=5),),
        clauses=("A6.9.2",),
        runs_in=(reporting,),
        amount_from="report_by",
    )

    take_part = Transition(_("The scheme was approved"), named, reporting, by=SYSTEM, clauses=("A6.9.1",))
    receive = Transition(
        _("The self-report was handed in"), reporting, reported, by=SYSTEM, clauses=("A6.9.2",)
    )
    wait_again = Transition(
        _("The self-report was sent back"), reported, reporting, by=SYSTEM, clauses=("A6.9.2",)
    )
    accept_check = Transition(
        _("The self-report was checked"), reported, checked, by=SYSTEM, clauses=("A6.9.2", "A6.9.3")
    )
    go_on = Transition(
        _("Go on without the self-report"),
        reporting,
        checked,
        by=LEADING_GROUP,
        clauses=("A6.9.2",),
        reason=True,
        hint=_("For a unit that did not report in time, or need not: what is reported gives it no points."),
    )
    rate = Transition(
        _("Give the points of the panel"),
        (reporting, reported, checked),
        None,
        by=(LEADING_GROUP, OFFICE_REVIEWER),
        clauses=(*SCORED, "A6.4"),
        not_of="assessed_outside",
        sheet=PANEL,
        anytime=True,
        hint=_("Each member of the panel gives her own; the mean counts, and each stays readable."),
    )
    be_scored = Transition(
        _("The preliminary scores were computed"),
        checked,
        scored,
        by=SYSTEM,
        clauses=(*SCORED, *PROCEDURE),
        figures=True,
    )
    reopen = Transition(
        _("The preliminary scores were taken back"), scored, checked, by=SYSTEM, clauses=PROCEDURE
    )
    be_announced = Transition(
        _("The preliminary scores were announced"), scored, announced, by=SYSTEM, clauses=PROCEDURE
    )
    correct = Transition(_("Corrected after an objection"), announced, None, by=SYSTEM, clauses=PROCEDURE)
    move = Transition(
        _("Ranked anew after another score changed"), announced, None, by=SYSTEM, clauses=("A6.7", *PROCEDURE)
    )
    be_final = Transition(
        _("The scores were fixed"), announced, final, by=SYSTEM, clauses=PROCEDURE, letter="score_sheet"
    )
    drop = Transition(
        _("Take off the list"),
        named,
        dropped,
        by=LEADING_GROUP,
        clauses=("A6.2",),
        reason=True,
        danger=True,
    )
    lapse = Transition(_("The scheme was dropped"), named, dropped, by=SYSTEM, clauses=("A6.9.1",))
    void = Transition(
        _("Declare void for fraud"),
        _assessed,
        voided,
        by=LEADING_GROUP,
        clauses=("A6.11",),
        requires=(fraud_is_evidenced,),
        sets={"total": None, "place": None},
        reason=True,
        danger=True,
        hint=_(
            "The unit gets no score in this assessment, and the circular says so with the reason kept here."
        ),
    )


class Score(ScoreSheet, Record):
    """One unit's sheet in one assessment."""

    __tablename__ = "score"
    workflow = ScoreFlow
    slug = "scores"
    purposes = ("other", "fraud_evidence")

    id: Mapped[int] = plain(ForeignKey("record.id"), primary_key=True)
    assessment_id: Mapped[int] = labelled(
        _("Assessment"), ForeignKey("assessment.id"), klass=Class.PUBLIC, index=True
    )
    report_by: Mapped[date | None] = labelled(_("Self-report until"), clause="A6.9.2")
    total: Mapped[Decimal | None] = labelled(_("Score"), Points, klass=Class.PUBLIC, clause="A6.7")
    place: Mapped[int | None] = labelled(_("Rank"), klass=Class.PUBLIC, clause="A6.7")

    assessment: Mapped[Any] = relationship(
        "Assessment", foreign_keys="Score.assessment_id", back_populates="scores", info=WHOLE
    )
    marks: Mapped[list[Mark]] = relationship(
        foreign_keys="Mark.record_id",
        back_populates="record",
        cascade="all, delete-orphan",
        order_by="Mark.id",
        info=WHOLE,
    )
    reports: Mapped[list[Any]] = relationship(
        "SelfReport",
        foreign_keys="SelfReport.score_id",
        back_populates="score",
        order_by="SelfReport.id",
        info=WHOLE,
    )
    spot_checks: Mapped[list[Any]] = relationship(
        "SpotCheck",
        foreign_keys="SpotCheck.score_id",
        back_populates="score",
        order_by="SpotCheck.id",
        info=WHOLE,
    )
    objections: Mapped[list[Any]] = relationship(
        "ScoreObjection",
        foreign_keys="ScoreObjection.score_id",
        back_populates="score",
        order_by="ScoreObjection.id",
        info=WHOLE,
    )
    rectifications: Mapped[list[Any]] = relationship(
        "Rectification",
        foreign_keys="Rectification.score_id",
        back_populates="score",
        order_by="Rectification.id",
        info=WHOLE,
    )

    @property
    def assessed_outside(self) -> int | None:
        """The unit, where another one assesses it: its people then give it no points (附件6 第四条).

        The leading group's office assesses whoever takes part, the unit it sits in too.
        """
        return self.unit_id if self.assessment.unit_id != self.unit_id else None

    def ranking(self) -> dict[str, Any]:
        """What each score is told to find its place."""
        ranking: dict[str, Any] = self.assessment.ranking()
        return ranking

    def has_moved(self) -> bool:
        """Whether its place is no longer the one it was given."""
        return self.total is not None and self.place != self.place_among(**self.ranking())

    def begin(self, link: str) -> Any:
        """The rectification of a unit that did not pass; None for one that did."""
        return super().begin(link) if self.failed else None

    def letter_facts(self) -> dict[str, Any]:
        """The columns, the sheet line by line under ``lines``, and the year and pass mark of the scheme."""
        scheme = self.assessment
        return {
            **super().letter_facts(),
            "total": f"{self.total or 0:.2f}",
            "year": scheme.year,
            "pass_mark": f"{scheme.pass_mark:.2f}",
            "failed": self.failed,
            "lines": self.told(),
        }


@event.listens_for(Score, "before_update")
def _stays(_mapper: Any, _connection: Any, score: Score) -> None:
    """Whatever the door: a final score says what it said."""
    told: Any = inspect(score)
    was = (told.attrs.state.history.deleted or [score.state])[0]
    changed = [name for name in FIXED if told.attrs[name].history.has_changes()]
    if was == LOCKED and changed:
        raise Locked(f"the score {score} is final")


FIXED = ("assessment_id", "unit_id", "total", "place", "title", "state")
"""What a final score does not change."""
