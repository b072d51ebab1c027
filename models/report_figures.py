"""The computed rows of the annual report: named queries over the records (国办公开办函〔2021〕30号).

Whoever received a request counts it, once, in the year it was received, however often it was corrected;
what was registered by mistake is counted nowhere, nor what came to a public enterprise. A request is done
with on the day its answer was sent, it was withdrawn or it was abandoned; on 31 December, Asia/Shanghai,
the rest is carried over.

A case about a request is counted in each year in which it was pending: received by 31 December and not
concluded before 1 January. That a new answer was ordered counts the request no second time.
"""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import ColumnElement, func, select, true

from models.document import Document
from models.document_flow import DocumentFlow
from models.figure import Condition, Row, Span, Tally
from models.information_request import InformationRequest, InformationRequestFlow
from models.outcome import OUTCOMES
from models.remedy_case import RemedyCase
from models.remedy_flow import RemedyCaseFlow
from models.remedy_terms import HERE, KINDS, RESULTS
from models.request_terms import APPLICANT_KINDS
from models.unit import Unit
from models.workflow import Workflow


def _received_by(model: Any, span: Span) -> ColumnElement[bool]:
    """The unit a request or case came to; whoever works on it inside the unit is part of it.

    Of the county these are its agencies: public enterprises report by rules of their own (条例第五十五条).
    """
    agencies = select(Unit.id).where(Unit.kind != "enterprise")
    found: ColumnElement[bool] = model.unit_id.in_(agencies if span.units is None else span.units)
    return found


def _counts(flow: type[Workflow]) -> Condition:
    """Not registered by mistake, nor given up before it was anything."""
    void = [name for name, state in flow.states.items() if state.voids]

    def condition(model: Any, _span: Span) -> ColumnElement[bool]:
        counts: ColumnElement[bool] = model.state.not_in(void)
        return counts

    return condition


_is_a_request = _counts(InformationRequestFlow)
_is_a_document = _counts(DocumentFlow)
_is_a_case = _counts(RemedyCaseFlow)


def _of_the_year(model: Any, span: Span) -> ColumnElement[bool]:
    """Received by the end of the year, and not done with before it began."""
    open_then = model.closed_on.is_(None) | (model.closed_on >= span.first)
    received = model.received_on <= span.last
    return _received_by(model, span) & _is_a_request(model, span) & received & open_then


def _new(model: Any, span: Span) -> ColumnElement[bool]:
    received: ColumnElement[bool] = model.received_on >= span.first
    return received


def _carried_in(model: Any, span: Span) -> ColumnElement[bool]:
    return ~_new(model, span)


def _done(model: Any, span: Span) -> ColumnElement[bool]:
    done: ColumnElement[bool] = model.closed_on.is_not(None) & (model.closed_on <= span.last)
    return done


def _carried_out(model: Any, span: Span) -> ColumnElement[bool]:
    return model.closed_on.is_(None) | (model.closed_on > span.last)


def _ended(code: str) -> Condition:
    def so(model: Any, span: Span) -> ColumnElement[bool]:
        return _done(model, span) & (model.outcome == code)

    return so


REQUESTS = Tally(
    "table2",
    InformationRequest,
    _of_the_year,
    "applicant_kind",
    APPLICANT_KINDS,
    (
        Row("new", _("Requests newly received"), _new),
        Row("carried_in", _("Requests carried over from last year"), _carried_in),
        *(Row(one.row, one.label, _ended(one.code)) for one in OUTCOMES),
        Row("handled_total", _("Requests done with"), _done),
        Row("carried_out", _("Requests carried over to next year"), _carried_out),
    ),
)
"""Table 2: 24 rows parted by the kind of applicant; the sums of its rows must agree with each other."""


def _normative(model: Any, span: Span) -> ColumnElement[bool]:
    issued = model.issued_on.is_not(None) & (model.issued_on <= span.last)
    return _received_by(model, span) & _is_a_document(model, span) & model.is_normative & issued


def _issued(model: Any, span: Span) -> ColumnElement[bool]:
    issued: ColumnElement[bool] = model.issued_on >= span.first
    return issued


def _repealed(model: Any, span: Span) -> ColumnElement[bool]:
    ended: ColumnElement[bool] = model.ended_on.between(span.first, span.last)
    return ended


def _in_force(model: Any, span: Span) -> ColumnElement[bool]:
    valid: ColumnElement[bool] = model.ended_on.is_(None) | (model.ended_on > span.last)
    return valid


NORMATIVE = Tally(
    "table1",
    Document,
    _normative,
    "",
    {},
    (
        Row("issued", _("Normative documents issued in the year"), _issued),
        Row("repealed", _("Normative documents repealed in the year"), _repealed),
        Row("in_force", _("Normative documents in force"), _in_force),
    ),
    across=True,
    whole="normative_documents",
)
"""Of table 1 what the records know: normative documents of the unit."""


def _cases(model: Any, span: Span) -> ColumnElement[bool]:
    """Pending at some time of the year, and not counted by the organ that acted first."""
    open_then = model.decided_on.is_(None) | (model.decided_on >= span.first)
    ours = (func.coalesce(model.counted_by, HERE) == HERE) & (model.received_on <= span.last)
    return _received_by(model, span) & _is_a_case(model, span) & ours & open_then


def _decided(result: str) -> Condition:
    def so(model: Any, span: Span) -> ColumnElement[bool]:
        decided: ColumnElement[bool] = (model.decided_on <= span.last) & (model.result == result)
        return decided

    return so


def _pending(model: Any, span: Span) -> ColumnElement[bool]:
    return model.decided_on.is_(None) | (model.decided_on > span.last)


def _every(_model: Any, _span: Span) -> ColumnElement[bool]:
    return true()


REMEDIES = Tally(
    "table3",
    RemedyCase,
    _cases,
    "kind",
    KINDS,
    (
        *(Row(code, label, _decided(code)) for code, label in RESULTS.items()),
        Row("pending", _("Not yet concluded"), _pending),
        Row("total", _("Cases counted"), _every),
    ),
    ("ZF.51",),
    across=True,
    whole="",
)
"""Table 3: 15 cells, four ways a case stood at the end of the year and their total, for each kind of case."""

TALLIES = (NORMATIVE, REQUESTS, REMEDIES)
