"""Indicators: what a scheme scores, how much each is worth, and how it is scored (附件6 第五、七条)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, relationship

from models.assessment_terms import AREAS, COMPUTED, WAYS
from models.base import WHOLE, Record
from models.column import Class, labelled, plain
from models.figure import LABELS
from models.points import WHOLE_SCALE, Points, is_exact
from models.roles import LEADING_GROUP, OFFICE_REVIEWER
from models.shared_rules import above
from models.workflow import SYSTEM, Errors, Series, State, Transition, Workflow, guard

SCORED = ("A6.5", "A6.9.3")


def scheme_is_being_drafted(indicator: Any, _values: Mapping[str, Any], _today: Any) -> Errors:
    """What a submitted scheme scores is what was submitted (附件6 第九条(一))."""
    scheme = above(indicator, "assessment")
    if scheme is not None and scheme.state == scheme.workflow.initial.name:
        return {}
    return {
        "assessment_id": _(
            "Indicators are entered and changed while the scheme is being drafted; have it returned first "
            "(annex 6, article 9 item 1)"
        )
    }


def weight_is_one(_indicator: Any, values: Mapping[str, Any], _today: Any) -> Errors:
    """Of a hundred points, with two decimals (附件6 第七条)."""
    weight = values.get("weight")
    if weight is None or (0 < weight <= WHOLE_SCALE and is_exact(weight)):
        return {}
    return {"weight": _("Give points above 0 and up to 100, with two decimals at most (annex 6, article 7)")}


def computed_by_a_figure(_indicator: Any, values: Mapping[str, Any], _today: Any) -> Errors:
    """What is computed says by which figure, and nothing else does (附件6 第五条)."""
    if bool(values.get("figure")) == (values.get("way") == COMPUTED):
        return {}
    if values.get("figure"):
        return {"figure": _("Only what is computed from the records has a figure; leave it empty")}
    return {"figure": _("Say by which figure it is computed from the records (annex 6, article 5)")}


@guard(
    _("The scheme is no longer being drafted; have it returned first"),
    clauses=("A6.9.1",),
    cleared_by=LEADING_GROUP,
)
def scheme_is_open(indicator: Any, _today: Any) -> bool:
    return bool(indicator.assessment.state == indicator.assessment.workflow.initial.name)


class IndicatorFlow(
    Workflow,
    label=_("Indicator"),
    clauses=SCORED,
    registered_by=(LEADING_GROUP, OFFICE_REVIEWER),
    numbering=Series("考核指标"),
    opening_checks=(scheme_is_being_drafted, weight_is_one, computed_by_a_figure),
):
    proposed = State(_("Indicator proposed"), initial=True, editable=True)
    in_force = State(_("In force"), final=True)
    dropped = State(_("Dropped"), final=True, aside=True)

    take_effect = Transition(_("The scheme was approved"), proposed, in_force, by=SYSTEM, clauses=("A6.9.1",))
    drop = Transition(
        _("Drop the indicator"),
        proposed,
        dropped,
        by=LEADING_GROUP,
        clauses=("A6.9.1",),
        requires=(scheme_is_open,),
        danger=True,
    )
    lapse = Transition(_("The scheme was dropped"), proposed, dropped, by=SYSTEM, clauses=("A6.9.1",))


class Indicator(Record):
    """One indicator of one scheme; its title is what it is about."""

    __tablename__ = "indicator"
    workflow = IndicatorFlow
    slug = "indicators"
    purposes = ("other",)
    called = {"title": _("What is scored")}

    id: Mapped[int] = plain(ForeignKey("record.id"), primary_key=True)
    assessment_id: Mapped[int] = labelled(_("Assessment"), ForeignKey("assessment.id"), index=True)
    area: Mapped[str] = labelled(_("Area"), choices=AREAS, klass=Class.PUBLIC, clause="A6.5")
    weight: Mapped[Decimal] = labelled(
        _("Points at most"), Points, klass=Class.PUBLIC, clause="A6.7", hint=_("All together 100.00")
    )
    way: Mapped[str] = labelled(_("How it is scored"), choices=WAYS, klass=Class.PUBLIC, clause="A6.9.3")
    figure: Mapped[str | None] = labelled(
        _("Figure"),
        String(40),
        choices=LABELS,
        klass=Class.PUBLIC,
        clause="A6.5",
        hint=_("Only where it is computed: the share that is counted gives its share of the points"),
    )
    standard: Mapped[str | None] = labelled(
        _("Standard"), Text, klass=Class.PUBLIC, clause="A6.7", hint=_("What gives points, what costs some")
    )

    assessment: Mapped[Any] = relationship(
        "Assessment", foreign_keys="Indicator.assessment_id", back_populates="indicators", info=WHOLE
    )

    @property
    def counts(self) -> bool:
        """Whether it is part of its scheme."""
        return not self.standing.aside
