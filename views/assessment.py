"""Assessments and what belongs to them, on screen (附件6)."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _

from app.parts import parts
from models import Assessment, Indicator, Rectification, Score, ScoreObjection, SelfReport, SpotCheck
from models.assessment_terms import PASS_MARK
from models.base import Record
from views import assessment_tables as tables
from views.matter import MatterView
from views.record import Related


class AssessmentView(MatterView):
    """附件6 第七至九条."""

    model = Assessment
    list_columns = ("number", "title", "year", "state", "report_by", "noticed_on", "due_on", "filed_on")
    filters = ("noticed_on", "filed_on")
    form_sections = ((_("The scheme"), ("unit_id", "title", "year", "pass_mark", "principles")),)
    sections = (
        *form_sections,
        (_("Carrying out"), ("report_by", "county_opinion")),
        (_("Public notice and filing"), ("noticed_on", "noticed_where", "filed_on")),
    )
    related = (
        Related(
            "indicators",
            Indicator,
            ("number", "area", "title", "weight", "way", "state"),
            "assessment_id",
            listed=True,
        ),
        Related(
            "scores", Score, ("number", "unit_id", "state", "total", "place"), "assessment_id", listed=True
        ),
    )

    def prefill(self, form: Any) -> None:
        """The year before this one, and the usual pass mark."""
        super().prefill(form)
        form.year.data, form.pass_mark.data = parts().time.today().year - 1, PASS_MARK

    def tables(self, record: Record) -> list[dict[str, Any]]:
        """The tree of weights; once there are scores, the ranking before it."""
        ranking = tables.ranking(record, self.actor)
        return [*([ranking] if ranking else []), tables.tree(record)]


class IndicatorView(MatterView):
    """附件6 第五条."""

    model = Indicator
    parent = "assessment_id"
    in_series = ("area", "way")
    list_columns = ("number", "area", "title", "weight", "way", "figure", "state")
    filters = ("assessment_id", "area", "way", "figure")
    form_sections = (
        (_("What is scored"), ("area", "title", "weight", "standard")),
        (_("How it is scored"), ("way", "figure")),
    )
    sections = (
        (_("What is scored"), ("assessment_id", "area", "title", "weight", "standard")),
        (_("How it is scored"), ("way", "figure")),
    )

    def given_by(self, above: Record) -> dict[str, Any]:
        """Each indicator of a scheme is called otherwise."""
        return {name: value for name, value in super().given_by(above).items() if name != "title"}


class ScoreView(MatterView):
    """附件6 第七、九至十一条."""

    model = Score
    parent = "assessment_id"
    own_unit = True
    list_columns = ("place", "number", "unit_id", "assessment_id", "state", "total", "due_on")
    filters = ("assessment_id", "unit_id")
    form_sections = ((_("Who takes part"), ("unit_id",)),)
    sections = ((_("Result"), ("assessment_id", "unit_id", "report_by", "total", "place")),)
    related = (
        Related("reports", SelfReport, ("number", "state", "opened_at"), "score_id"),
        Related("spot_checks", SpotCheck, ("number", "title", "area", "state", "due_on"), "score_id"),
        Related("objections", ScoreObjection, ("number", "grounds", "state", "ruling"), "score_id"),
        Related("rectifications", Rectification, ("number", "state", "due_on", "reported_on"), ""),
    )

    def tables(self, record: Record) -> list[dict[str, Any]]:
        """The unit's sheet."""
        return [tables.sheet(record, self.session, self.actor, parts().time.today())]


class SelfReportView(MatterView):
    """附件6 第八条、第九条(二)."""

    model = SelfReport
    parent = "score_id"
    list_columns = ("number", "unit_id", "title", "state", "opened_at")
    filters = ("unit_id",)
    form_sections = ((_("Self-report"), ("work_done", "shortcomings", "corrections")),)
    sections = ((_("Self-report"), ("score_id", "work_done", "shortcomings", "corrections")),)


class SpotCheckView(MatterView):
    """附件6 第九条(二)."""

    model = SpotCheck
    parent = "score_id"
    in_series = ("found_on", "area")
    list_columns = ("number", "unit_id", "title", "area", "found_on", "state", "due_on")
    filters = ("unit_id", "area", "found_on", "due_on")
    form_sections = ((_("Finding"), ("title", "area", "found_on", "finding")),)
    sections = (
        (_("Finding"), ("score_id", "title", "area", "found_on", "finding")),
        (_("Correction"), ("correct_by", "correction")),
    )

    def given_by(self, above: Record) -> dict[str, Any]:
        """Each finding has a subject of its own."""
        return {name: value for name, value in super().given_by(above).items() if name != "title"}


class ScoreObjectionView(MatterView):
    """附件6 第九条(四)."""

    model = ScoreObjection
    parent = "score_id"
    list_columns = ("number", "unit_id", "title", "state", "grounds", "ruling")
    filters = ("unit_id",)
    form_sections = ((_("Objection"), ("grounds",)),)
    sections = ((_("Objection"), ("score_id", "grounds")), (_("Ruling"), ("ruling",)))


class RectificationView(MatterView):
    """附件6 第十条."""

    model = Rectification
    list_columns = ("number", "unit_id", "title", "state", "due_on", "reported_on")
    filters = ("unit_id", "due_on", "reported_on")
    form_sections = ((_("Rectification"), ("title", "unit_id")),)
    sections = (
        (_("Rectification"), ("score_id", "measures", "result", "reported_on")),
        (_("Acceptance of the rectification"), ("office_opinion",)),
    )
