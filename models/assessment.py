"""Assessments: 政务公开考核 (附件6), from the scheme to the scores that are filed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from flask_babel import lazy_gettext as _
from sqlalchemy import ForeignKey, String, Text, select
from sqlalchemy.orm import Mapped, object_session, relationship

from models.assessment_rules import (
    PROCEDURE,
    every_area_is_scored,
    has_no_indicators,
    notice_is_over,
    objections_are_ruled,
    panel_was_heard,
    pass_mark_is_one,
    reports_are_checked,
    reports_are_in,
    reports_have_time,
    somebody_takes_part,
    weights_are_whole,
)
from models.assessment_terms import AREAS, GROUPS, KINDS_OF, PASS_MARK, STANDARD
from models.base import WHOLE, Record
from models.column import Class, labelled, plain
from models.points import Points
from models.roles import CLERK, COUNTY_LEADER, ENTERPRISE_CLERK, LEADING_GROUP, OFFICE_REVIEWER, UNIT_HEAD
from models.shared_rules import year_is_one
from models.unit import Unit
from models.workflow import Clock, Label, Period, Series, State, Transition, Workflow

DRAFTING = ("A6.4", "A6.9.1")


class AssessmentFlow(
    Workflow,
    label=_("Assessment"),
    clauses=DRAFTING,
    registered_by=(LEADING_GROUP, OFFICE_REVIEWER),
    seen_by=(CLERK, UNIT_HEAD, ENTERPRISE_CLERK),
    numbering=Series("考核"),
    opening_checks=(year_is_one, pass_mark_is_one),
):
    drafting = State(_("Scheme being drafted"), initial=True, editable=True)
    submitted = State(_("With the county government"))
    running = State(_("Being carried out"))
    preliminary = State(_("Preliminary scores"))
    announced = State(_("Public notice of the scores"))
    final = State(_("Final"))
    filed = State(_("Filed with the county government"), final=True)
    dropped = State(_("Scheme dropped"), final=True, aside=True)

    notice_period = Clock(
        _("Public notice"),
        (Period(5, warn=1),),
        clauses=PROCEDURE,
        runs_in=(announced,),
        starts_on="noticed_on",
    )

    use_standard = Transition(
        _("Begin with the standard indicators"),
        drafting,
        None,
        by=LEADING_GROUP,
        clauses=("A6.5", "A6.7"),
        requires=(has_no_indicators,),
        anytime=True,
        hint=_("Twelve indicators in the six areas, a hundred points in all; then change what you like."),
    )
    call_in = Transition(
        _("Name participants"),
        drafting,
        None,
        by=LEADING_GROUP,
        clauses=("A6.2",),
        asks=("taking_part",),
        anytime=True,
        hint=_("All active units of a group; single ones are added and taken off below."),
    )
    submit = Transition(
        _("Submit the scheme"),
        drafting,
        submitted,
        by=LEADING_GROUP,
        clauses=DRAFTING,
        requires=(weights_are_whole, every_area_is_scored, somebody_takes_part),
    )
    return_scheme = Transition(
        _("Return the scheme"),
        submitted,
        drafting,
        by=COUNTY_LEADER,
        clauses=("A6.9.1",),
        reason=True,
        danger=True,
    )
    approve = Transition(
        _("Approve the scheme"),
        submitted,
        running,
        by=COUNTY_LEADER,
        clauses=("A6.9.1",),
        requires=(weights_are_whole, every_area_is_scored, somebody_takes_part),
        checks=(reports_have_time,),
        asks=("report_by",),
        may_ask=("county_opinion",),
        separate_from=(submit,),
        hint=_("Indicators and participants are fixed from here on; the units are asked for their reports."),
    )
    propose = Transition(
        _("Compute the preliminary scores"),
        running,
        preliminary,
        by=LEADING_GROUP,
        clauses=("A6.9.3", "A6.9.4"),
        requires=(reports_are_in, reports_are_checked, panel_was_heard),
        hint=_("What is computed from the records is fixed as it stands today."),
    )
    reopen = Transition(
        _("Take the preliminary scores back"),
        preliminary,
        running,
        by=LEADING_GROUP,
        clauses=PROCEDURE,
        reason=True,
        danger=True,
    )
    announce = Transition(
        _("Announce the preliminary scores"),
        preliminary,
        announced,
        by=LEADING_GROUP,
        clauses=PROCEDURE,
        asks=("noticed_on", "noticed_where"),
        on="noticed_on",
        hint=_("Until the last day of the notice the units may object."),
    )
    finalise = Transition(
        _("Fix the scores and issue the circular"),
        announced,
        final,
        by=LEADING_GROUP,
        clauses=(*PROCEDURE, "A6.10"),
        requires=(notice_is_over, objections_are_ruled),
        letter="assessment_circular",
        hint=_(
            "The scores cannot be changed afterwards, by nobody. Who did not pass has a month to improve."
        ),
    )
    file = Transition(
        _("File with the county government"),
        final,
        filed,
        by=LEADING_GROUP,
        clauses=PROCEDURE,
        asks=("filed_on",),
        on="filed_on",
    )
    drop = Transition(
        _("Drop the scheme"),
        (drafting, submitted),
        dropped,
        by=LEADING_GROUP,
        clauses=("A6.9.1",),
        reason=True,
        danger=True,
    )


class Assessment(Record):
    """The assessment of one group of units over one year."""

    __tablename__ = "assessment"
    workflow = AssessmentFlow
    slug = "assessments"
    purposes = ("other",)
    called: ClassVar[Mapping[str, Label]] = {"title": _("Name of the scheme")}

    id: Mapped[int] = plain(ForeignKey("record.id"), primary_key=True)
    year: Mapped[int] = labelled(
        _("Year"), klass=Class.PUBLIC, index=True, clause="A6.8", hint=_("Whose work is assessed")
    )
    pass_mark: Mapped[Decimal] = labelled(
        _("Pass mark"), Points, klass=Class.PUBLIC, clause="A6.10", default=PASS_MARK
    )
    principles: Mapped[str | None] = labelled(
        _("Principles and method"), Text, klass=Class.PUBLIC, clause="A6.7"
    )
    taking_part: Mapped[str | None] = labelled(_("Taking part"), choices=GROUPS, clause="A6.2")
    report_by: Mapped[date | None] = labelled(_("Self-reports until"), klass=Class.PUBLIC, clause="A6.9.2")
    county_opinion: Mapped[str | None] = labelled(
        _("Opinion of the county government"), Text, clause="A6.9.1"
    )
    noticed_on: Mapped[date | None] = labelled(
        _("Announced publicly on"), klass=Class.PUBLIC, clause="A6.9.4"
    )
    noticed_where: Mapped[str | None] = labelled(
        _("Where it is announced"),
        String(200),
        klass=Class.PUBLIC,
        clause="A6.9.4",
        hint=_("Column or address on the portal"),
    )
    filed_on: Mapped[date | None] = labelled(_("Filed on"), klass=Class.PUBLIC, clause="A6.9.4")

    indicators: Mapped[list[Any]] = relationship(
        "Indicator",
        foreign_keys="Indicator.assessment_id",
        back_populates="assessment",
        order_by="Indicator.id",
        info=WHOLE,
    )
    scores: Mapped[list[Any]] = relationship(
        "Score",
        foreign_keys="Score.assessment_id",
        back_populates="assessment",
        order_by="Score.id",
        info=WHOLE,
    )

    def counting(self) -> list[Any]:
        """The indicators of the scheme, area by area."""
        order = list(AREAS)
        return sorted((one for one in self.indicators if one.counts), key=lambda one: order.index(one.area))

    def participants(self) -> list[Any]:
        """The scores of the units that take part; a voided one is none any more."""
        return [score for score in self.scores if not score.standing.aside]

    def ranking(self) -> dict[str, Any]:
        """What each score is told to find its place: the totals of all."""
        return {"ranked_among": [score.total for _place, score in self.ranked()]}

    def deadline(self) -> dict[str, Any]:
        """Until when each unit writes its report."""
        return {"report_by": self.report_by}

    def ranked(self) -> list[tuple[int, Any]]:
        """The scores there are, each with its place: ties share one (附件6 第七条)."""
        found = [score for score in self.participants() if score.total is not None]
        placed = ((1 + sum(other.total > score.total for other in found), score) for score in found)
        return sorted(placed, key=lambda one: (one[0], one[1].unit_id))

    def beginnings(self, link: str) -> list[Any]:
        """The standard indicators, or a score for each unit of the group that has none here."""
        model = type(self).__mapper__.relationships[link].mapper.class_
        told = self._standard() if link == "indicators" else self._not_named_yet()
        begun = [model(**values, rules=self.rules) for values in told]
        getattr(self, link).extend(begun)
        return begun

    def _standard(self) -> list[dict[str, Any]]:
        told = (
            {**vars(one), "weight": Decimal(one.weight), "figure": one.figure or None} for one in STANDARD
        )
        return [{**values, "unit_id": self.unit_id} for values in told]

    def _not_named_yet(self) -> list[dict[str, Any]]:
        session, named = object_session(self), {score.unit_id for score in self.participants()}
        group = KINDS_OF[self.taking_part or ""]
        units = select(Unit.id).where(Unit.active, Unit.kind.in_(group)).order_by(Unit.id)
        found = session.scalars(units).all() if session else []
        return [{"title": self.title, "unit_id": unit} for unit in found if unit not in named]

    def letter_facts(self) -> dict[str, Any]:
        """The columns; ``ranking`` by place, ``failed`` names who did not pass, ``voided`` whose is void."""
        told = [
            {"place": place, "unit": score.unit.name, "total": f"{score.total}"}
            for place, score in self.ranked()
        ]
        failed = "、".join(score.unit.name for _place, score in self.ranked() if score.failed)
        voided = "、".join(score.unit.name for score in self.scores if score.state == "voided")
        facts = {**super().letter_facts(), "pass_mark": f"{self.pass_mark:.2f}"}
        return {**facts, "ranking": told, "failed": failed or None, "voided": voided or None}
