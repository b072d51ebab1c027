"""The interpretation plan that goes before an executive or plenary meeting with its topic (附件2 四(二))."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy.orm import object_session

from models.agenda_rules import OF_A_DEPARTMENT
from models.document_interpretation import has_its_plan
from models.document_terms import OVER
from models.roles import CLERK
from models.workflow import Errors, guard

WITH_PLAN = ("A2.4.2",)
PLAN_FILE = "interpretation_plan"
"""What a plan is as a file of the item, where its document is not kept here."""


def plan_is_attached(item: Any) -> bool:
    """Whether the item carries a plan of its own."""
    return any(file.purpose == PLAN_FILE for file in item.attachments)


def plan_is_expected(item: Any) -> bool:
    """Whether an item that names no document is asked for a plan: an important one for the county.

    What is secret by law is not explained to the public.
    """
    return item.document_id is None and item.meeting_kind not in OF_A_DEPARTMENT and item.is_to_be_heard


def document_may_be_named(item: Any) -> bool:
    """Whether it may still name a document: what it was put on an agenda with, it keeps."""
    return item.document_id is None or item.meeting_id is None


def _document(item: Any, values: Mapping[str, Any]) -> Any:
    """The document an item puts forward, also while only its key is given; None without one."""
    session, key = object_session(item), values.get("document_id", item.document_id)
    if item.document is not None and item.document.id == key:
        return item.document
    model = type(item).__mapper__.relationships["document"].mapper.class_
    return session.get(model, key) if session is not None and key else None


def document_is_its_own(item: Any, values: Mapping[str, Any], _today: date) -> Errors:
    """The document is one its unit drafted and that still stands (附件2 四: 谁起草、谁解读)."""
    document = _document(item, values)
    if not document_may_be_named(item) and document is not item.document:
        return {"document_id": _("It was put on the agenda with another document, and keeps that one")}
    if document is None:
        return {}
    if document.state in OVER:
        return {"document_id": _("This document is no longer in force; no meeting considers it")}
    if document.unit_id != item.unit_id:
        return {"document_id": _("Who drafts it puts it forward: this document is another unit's")}
    return {}


_NOT_APPROVED = _(
    "This document needs an interpretation, and the plan goes before the meeting with it: let the unit head "
    "approve the plan first (annex 2, part 4 item 2)"
)
_NO_PLAN = _(
    "What is put before the county's meeting carries the plan of its interpretation: name the policy "
    "document, attach the plan, or say why there is none (annex 2, part 4 item 2)"
)


def plan_is_carried(item: Any, answers: Mapping[str, Any], _today: date) -> Errors:
    """Whether a plan goes with the topic as it is handed in."""
    if item.meeting_kind in OF_A_DEPARTMENT:
        return {}
    document = _document(item, answers)
    if document is not None:
        return {} if has_its_plan(document) else {"document_id": _NOT_APPROVED}
    reason = answers.get("planless_reason", item.planless_reason)
    if reason or plan_is_attached(item) or not item.is_to_be_heard:
        return {}
    return {"planless_reason": _NO_PLAN}


@guard(
    _(
        "No approved plan of its interpretation goes before the meeting with it: let the unit head approve "
        "the plan of its document, or return the topic form to name another (annex 2, part 4 item 2)"
    ),
    clauses=WITH_PLAN,
    cleared_by=CLERK,
)
def plan_goes_with_it(item: Any, today: date) -> bool:
    return not plan_is_carried(item, {}, today)
