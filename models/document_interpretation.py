"""Whether a document needs an interpretation, and whether it has one (附件2 一、四；附件1 十(一))."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import Text
from sqlalchemy.orm import Mapped, validates

from models.column import labelled
from models.document_terms import OWN_WORDS, PROACTIVE
from models.interpretation_terms import APPROVED, PLANNED
from models.roles import CLERK, UNIT_HEAD
from models.several import Several
from models.workflow import Errors, guard

NEEDLESS = "none"
SCOPE = {
    NEEDLESS: _("Needs none"),
    "rules": _("Government rules"),
    "county_normative": _("Normative document of the county government or its office"),
    "unit_normative": _("Normative document of a department"),
    "important": _("Important policy document"),
    "other": _("Another policy document that needs one"),
}
"""The five kinds of annex 2 part 1, in its order, after those that are none of them."""

MARKS = {
    "wide": _("Reaches widely"),
    "livelihood": _("Close to people's livelihood"),
    "attention": _("Much in the public eye"),
    "special": _("Highly specialised"),
}
"""What makes a policy document an important one (附件2 一(四))."""

STATED = ("interpretation", "interpretation_reason")
"""What is said of the interpretation when the document is submitted."""

COMES_WITH_IT = _(
    "Plan and material of its interpretation come with the document, otherwise it is neither reviewed nor "
    "signed (annex 2, part 4 item 2): submit them to the unit head first"
)


def proposed_scope(document: Any) -> str:
    """Which of the five kinds a document is by what is said of it (附件2 一(一)至(四)), or none."""
    if document.is_normative:
        if document.kind == "order" and document.document_word == "government":
            return "rules"
        return "unit_normative" if document.document_word in OWN_WORDS else "county_normative"
    return "important" if document.policy_marks else NEEDLESS


class InterpretedDocument:
    """Mix into a Record: what the drafter says of the interpretation."""

    policy_marks: Mapped[tuple[str, ...] | None] = labelled(
        _("Important policy: what speaks for it"), Several(80), choices=MARKS, clause="A2.1"
    )
    interpretation: Mapped[str | None] = labelled(
        _("Interpretation"),
        choices=SCOPE,
        clause="A2.1",
        proposed=proposed_scope,
        hint=_("Proposed from what is ticked above; to do without needs a reason"),
    )
    interpretation_reason: Mapped[str | None] = labelled(
        _("Why it needs no interpretation"), Text, clause="A2.1"
    )

    @validates("interpretation")
    def _what_is_interpreted_needs_no_excuse(self, _key: str, value: str | None) -> str | None:
        if self.interpretation not in {None, value}:
            self.interpretation_reason = None
        return value


def needs_interpretation(document: Any) -> bool:
    """Whether it is to be interpreted; what is not for the public is not explained to it."""
    if document.attribute not in {None, PROACTIVE}:
        return False
    return (document.interpretation or proposed_scope(document)) != NEEDLESS


def _has_one(document: Any, *states: str) -> bool:
    return any(one.state in states for one in document.interpretations)


def has_its_interpretation(document: Any) -> bool:
    """Whether its interpretation is approved, or it needs none."""
    return not needs_interpretation(document) or _has_one(document, *APPROVED)


def has_its_plan(document: Any) -> bool:
    """Whether the plan of its interpretation is approved, or it needs none (附件2 四(二))."""
    return not needs_interpretation(document) or _has_one(document, *PLANNED)


def interpretation_comes_with_it(document: Any, answers: Mapping[str, Any], _today: date) -> Errors:
    """Plan and material are submitted with the draft; to do without them has its reason (一、四(二))."""
    said = {name: answers.get(name, getattr(document, name)) for name in ("attribute", *STATED)}
    proposed = proposed_scope(document)
    if said["attribute"] not in {None, "", PROACTIVE}:
        return {}
    if (said["interpretation"] or proposed) == NEEDLESS:
        if proposed == NEEDLESS or said["interpretation_reason"]:
            return {}
        return {
            "interpretation_reason": _(
                "What it is speaks for an interpretation: say why it needs none (annex 2, part 1)"
            )
        }
    if _has_one(document, "material_with_head", "legality_review", *APPROVED):
        return {}
    return {"interpretation": COMES_WITH_IT}


@guard(
    _(
        "It needs an interpretation, and the drafting unit's head has not approved plan and material yet: "
        "without them it is not reviewed, signed or published (annex 2, part 4 item 2; annex 1, article 10)"
    ),
    clauses=("A2.4.2", "A1.10.1"),
    cleared_by=UNIT_HEAD,
)
def interpretation_is_approved(document: Any, _today: date) -> bool:
    return has_its_interpretation(document)


@guard(
    _("Nothing is missing: its interpretation is on its way, or it needs none"),
    clauses=("A2.6.1",),
    cleared_by=CLERK,
)
def interpretation_is_missing(document: Any, _today: date) -> bool:
    under_way = any(one.counts for one in document.interpretations)
    return needs_interpretation(document) and not under_way
