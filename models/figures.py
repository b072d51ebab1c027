"""The figures the county counts by, over all matters: read by the assessment, and by whoever reports."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import ColumnElement, func

from models.catalogue import DisclosureItem, DisclosureItemFlow
from models.complaint import EnterpriseComplaint, EnterpriseComplaintFlow
from models.document import Document
from models.document_flow import DocumentFlow
from models.document_interpretation import NEEDLESS
from models.figure import LABELS, Span, of_units, on_the_road, periods_kept, share
from models.information_request import InformationRequest, InformationRequestFlow
from models.inspection import GRAVE, NOTHING, Inspection, InspectionFlow
from models.interpretation import Interpretation
from models.interpretation_flow import InterpretationFlow
from models.item_change import ItemChange, ItemChangeFlow
from models.message import PublicMessage, PublicMessageFlow
from models.report_figures import TALLIES
from models.spot_check import SpotCheck, SpotCheckFlow


def _items(model: Any, span: Span) -> ColumnElement[bool]:
    return of_units(model, span) & on_the_road(model) & (model.state == DisclosureItemFlow.listed.name)


def _with_chart(model: Any, _span: Span) -> ColumnElement[bool]:
    return model.flow_chart.is_not(None) & model.policy_card.is_not(None)


def _inspected(model: Any, span: Span) -> ColumnElement[bool]:
    looked_at = model.inspected_on.between(span.first, span.last)
    return of_units(model, span) & on_the_road(model) & looked_at


def _without_problem(model: Any, _span: Span) -> ColumnElement[bool]:
    return model.finding == NOTHING


def _not_grave(model: Any, _span: Span) -> ColumnElement[bool]:
    return func.coalesce(model.severity, "") != GRAVE


def _to_be_interpreted(model: Any, span: Span) -> ColumnElement[bool]:
    asked = model.interpretation.is_not(None) & (model.interpretation != NEEDLESS)
    return of_units(model, span) & on_the_road(model) & model.issued_on.between(span.first, span.last) & asked


def _interpreted(model: Any, _span: Span) -> ColumnElement[bool]:
    published: ColumnElement[bool] = model.interpretations.any(state=InterpretationFlow.published.name)
    return published


FIGURES = (
    periods_kept(
        "timely_answers",
        _("Information requests answered in time"),
        InformationRequest,
        InformationRequestFlow.answer_period,
        ("A6.5", "A8.10"),
    ),
    periods_kept(
        "timely_replies",
        _("Public messages replied to in time"),
        PublicMessage,
        PublicMessageFlow.reply_period,
        ("A6.5", "A9.6"),
    ),
    periods_kept(
        "timely_publications",
        _("Open documents published in time"),
        Document,
        DocumentFlow.publishing_period,
        ("A6.5", "A1.10.1"),
    ),
    share(
        "interpreted_documents",
        _("Documents that need an interpretation and have one online"),
        Document,
        _to_be_interpreted,
        _interpreted,
        ("A6.5", "A2.1"),
    ),
    periods_kept(
        "timely_interpretations",
        _("Interpretations published in time"),
        Interpretation,
        InterpretationFlow.publishing_period,
        ("A6.5", "A2.4.4"),
    ),
    periods_kept(
        "timely_item_changes",
        _("Changes of the catalogue applied for in time"),
        ItemChange,
        ItemChangeFlow.applying_period,
        ("A6.5", "A7.8"),
    ),
    share(
        "whole_items",
        _("Disclosure items with flow chart and policy card"),
        DisclosureItem,
        _items,
        _with_chart,
        ("A6.5", "A7.1"),
    ),
    periods_kept(
        "timely_complaints",
        _("Complaints about public enterprises answered in time"),
        EnterpriseComplaint,
        EnterpriseComplaintFlow.answer_period,
        ("A6.5", "A5.15"),
    ),
    periods_kept(
        "timely_fixes",
        _("Findings of inspections put right in time"),
        Inspection,
        InspectionFlow.fixing_period,
        ("A6.5", "A1.12"),
    ),
    periods_kept(
        "timely_corrections",
        _("Findings of spot checks put right in time"),
        SpotCheck,
        SpotCheckFlow.correcting_period,
        ("A6.9.2",),
    ),
    share(
        "clean_inspections",
        _("Inspections that found no problem"),
        Inspection,
        _inspected,
        _without_problem,
        ("A6.5", "A1.12"),
    ),
    share(
        "no_grave_findings",
        _("Inspections that found nothing grave"),
        Inspection,
        _inspected,
        _not_grave,
        ("A6.5", "A1.12"),
    ),
)
FIGURE_OF = {figure.name: figure for figure in FIGURES}
TALLY_OF = {tally.name: tally for tally in TALLIES}
FIGURE_OF |= {figure.name: figure for tally in TALLIES for figure in tally.figures.values()}
LABELS.update({figure.name: figure.label for figure in FIGURES})
