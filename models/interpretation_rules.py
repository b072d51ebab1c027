"""What must hold of an interpretation, sentence by sentence (附件2)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _

from models.document_interpretation import needs_interpretation
from models.document_terms import OVER, OWN_WORDS
from models.interpretation_terms import SECTIONS
from models.roles import LEGAL_REVIEWER
from models.shared_rules import above
from models.workflow import Errors, guard

# -- when it is entered ------------------------------------------------------------------


def document_may_be_interpreted(interpretation: Any, _values: Mapping[str, Any], _today: date) -> Errors:
    """One interpretation a document, of the unit that drafted it (附件2 四: 谁起草、谁解读)."""
    document = above(interpretation, "document")
    if document is None or document.state in OVER:
        return {"document_id": _("This document is no longer in force; it is not interpreted")}
    if document.unit_id != interpretation.unit_id:
        return {"unit_id": _("Who drafts interprets: it is the drafting unit's (annex 2, part 4)")}
    if any(one.counts for one in document.interpretations if one is not interpretation):
        return {"document_id": _("This document has an interpretation already; go on with that one")}
    return {}


def plan_is_whole(_interpretation: Any, values: Mapping[str, Any], _today: date) -> Errors:
    """A plan says focus, time, forms and channels, and which sections apply (二、三、四(一))."""
    told = {
        "focus": _("Say what is interpreted above all (annex 2, part 4 item 1)"),
        "planned_on": _("Say when it is published (annex 2, part 4 item 1)"),
        "forms": _("Choose at least one form (annex 2, part 2)"),
        "channels": _("Choose at least one channel (annex 2, part 4 item 1)"),
        "sections": _("Choose which sections apply (annex 2, part 3)"),
    }
    return {name: sentence for name, sentence in told.items() if not values.get(name)}


# -- plan and material -------------------------------------------------------------------


def applicable_sections_are_written(interpretation: Any, answers: Mapping[str, Any], _today: date) -> Errors:
    """The material says whatever the plan says applies (附件2 三)."""
    missing = _("The plan says that this section applies: write it, or take the plan back (annex 2, part 3)")
    return {
        name: missing
        for name in SECTIONS
        if name in (interpretation.sections or ()) and not answers.get(name, getattr(interpretation, name))
    }


@guard(
    _("Only the interpretation of a normative document is looked at by the justice bureau; approve it"),
    clauses=("A2.6.3",),
)
def justice_looks_at_it(interpretation: Any, _today: date) -> bool:
    return bool(interpretation.document.is_normative)


@guard(_("The justice bureau passed it already; approve it"), clauses=("A2.6.3",))
def justice_has_not_passed_it(interpretation: Any, _today: date) -> bool:
    return interpretation.legality != "passed"


@guard(
    _(
        "The interpretation of a normative document is looked at by the justice bureau first "
        "(annex 2, part 6 item 3): send it there"
    ),
    clauses=("A2.6.3",),
    cleared_by=LEGAL_REVIEWER,
)
def justice_is_content(interpretation: Any, _today: date) -> bool:
    return not interpretation.document.is_normative or interpretation.legality == "passed"


# -- with the document -------------------------------------------------------------------


@guard(
    _("It comes to the county office with the document; this one the unit issues itself"),
    clauses=("A2.4.2",),
)
def goes_to_the_office(interpretation: Any, _today: date) -> bool:
    return interpretation.document.document_word not in OWN_WORDS


@guard(
    _(
        "The document was signed together with this interpretation: it stays as it was approved "
        "(annex 2, part 4)"
    ),
    clauses=("A2.4",),
)
def is_not_signed_yet(interpretation: Any, _today: date) -> bool:
    return interpretation.document.signed_on is None


@guard(
    _(
        "The document needs its interpretation and was signed with it: publish it in time "
        "(annex 2, part 4 item 4)"
    ),
    clauses=("A2.4.4",),
)
def may_be_given_up(interpretation: Any, _today: date) -> bool:
    document = interpretation.document
    return document.signed_on is None or not needs_interpretation(document)
