"""What must hold of an official document, sentence by sentence (附件4; 附件2 四(三))."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy.orm import object_session

from models.document_interpretation import interpretation_is_approved
from models.document_terms import (
    CARRIED,
    ON_REQUEST,
    OTHER_INFORMATION,
    OWN_WORDS,
    PROACTIVE,
    UPWARD,
    WITHHELD,
)
from models.roles import CLERK, LEGAL_REVIEWER, UNIT_HEAD
from models.workflow import Errors, Guard, Label, Profile, guard

STATED = ("attribute", "attribute_reason", "attribute_ground", "reassess_on")
"""What is said when an attribute is proposed or changed."""


def inherited_attribute(document: Any) -> str | None:
    """The attribute of what the document forwards, the strictest of several; None without one (三(二))."""
    found = {r.carried_attribute for r in document.references if r.kind == "forwarded" and r.counts}
    return next((attribute for attribute in (WITHHELD, ON_REQUEST, PROACTIVE) if attribute in found), None)


def attribute_by_content(document: Any) -> str:
    """What kind and content speak for (附件4 三(一)); of several the strictest, else disclosure."""
    if document.kind in UPWARD or document.consults_agencies or document.holds_secrets:
        return WITHHELD
    if document.is_internal or document.holds_private_matters:
        return ON_REQUEST
    return PROACTIVE


def proposed_attribute(document: Any) -> str:
    """The attribute the form begins with: that of what it forwards, else by kind and content."""
    return inherited_attribute(document) or attribute_by_content(document)


def works_by_grounds(document: Any) -> bool:
    """Whether a closed attribute needs its ground in law and a day of re-assessment (条例第十四至十八条)."""
    return bool(document.rules == Profile.REGULATION_2019)


# -- the attribute ----------------------------------------------------------------------


def attribute_is_reasoned(document: Any, answers: Mapping[str, Any], today: date) -> Errors:
    """Exactly one of three, with the reasons annex 4 asks for (三、四)."""
    said = _said(document, answers)
    attribute, proposed = said["attribute"], proposed_attribute(document)
    if not attribute:
        return {"attribute": _("Choose one of the three disclosure attributes (annex 4, article 3)")}
    errors: dict[str, Label] = {}
    if attribute != WITHHELD and document.holds_secrets:
        errors["attribute"] = _("What touches a secret is withheld (annex 4, article 3 item 1)")
    elif attribute == PROACTIVE and document.holds_private_matters:
        errors["attribute"] = _(
            "A document for proactive disclosure carries no trade secrets or private matters "
            "(annex 4, article 3 item 3)"
        )
    if not said["attribute_reason"]:
        if attribute != PROACTIVE:
            errors["attribute_reason"] = _("Say why it is not proactively disclosed (annex 4, article 4)")
        elif inherited_attribute(document) not in {None, attribute}:
            errors["attribute_reason"] = _(
                "What it forwards has another attribute: say why this one differs (annex 4, article 3 item 2)"
            )
        elif attribute != proposed:
            errors["attribute_reason"] = _(
                "Kind and content speak for another attribute: say why (annex 4, article 3 item 1)"
            )
    return {**errors, **_ground_errors(document, said, today)}


def _said(document: Any, answers: Mapping[str, Any]) -> dict[str, Any]:
    """The attribute as it will stand; a new one does not inherit the old one's reason and ground."""
    kept = {name: getattr(document, name) for name in STATED}
    changed = answers.get("attribute", kept["attribute"]) != kept["attribute"]
    return {**(dict.fromkeys(STATED) if changed else kept), **answers}


def _ground_errors(document: Any, said: Mapping[str, Any], today: date) -> Errors:
    if not works_by_grounds(document) or said["attribute"] == PROACTIVE:
        return {}
    errors: dict[str, Label] = {}
    ground, day = said["attribute_ground"], said["reassess_on"]
    if not ground:
        errors["attribute_ground"] = _("Name the ground in law (Regulation, articles 14 to 16)")
    elif ground == "14_secret" and said["attribute"] == ON_REQUEST:
        errors["attribute_ground"] = _("A state secret is not given on request either; choose “withheld”")
    if not day:
        errors["reassess_on"] = _("Set the day on which it is looked at again (Regulation, article 18)")
    elif day <= today:
        errors["reassess_on"] = _("Give a day after today")
    return errors


def stricter_parts(document: Any) -> bool:
    """Whether something the document carries is less open than proactive disclosure."""
    carried = (r.carried_attribute for r in document.references if r.kind in CARRIED and r.counts)
    return any(attribute not in {None, PROACTIVE} for attribute in carried)


CARRIES_STRICTER = _(
    "An attachment, or a document it cites, is not for proactive disclosure: take it out, or choose another "
    "attribute (annex 4, article 3 item 3)"
)


@guard(CARRIES_STRICTER, clauses=("A4.3.3",), cleared_by=CLERK)
def nothing_stricter_is_carried(document: Any, _today: date) -> bool:
    return document.attribute != PROACTIVE or not stricter_parts(document)


@guard(
    _(
        "It holds secrets, trade secrets or private matters, or carries something stricter: it stays closed "
        "(annex 4, article 3)"
    ),
    clauses=("A4.3.3", "A4.3.1"),
)
def holds_nothing_closed(document: Any, _today: date) -> bool:
    closed = document.holds_secrets or document.holds_private_matters or stricter_parts(document)
    return not closed


def attribute_fits_what_is_carried(document: Any, answers: Mapping[str, Any], _today: date) -> Errors:
    """The same of an attribute that is just being chosen."""
    if answers.get("attribute") == PROACTIVE and stricter_parts(document):
        return {"attribute": CARRIES_STRICTER}
    return {}


@guard(
    _("It has no disclosure attribute: return it to be marked (annex 4, article 5)"),
    clauses=("A4.5", "A4.3"),
    cleared_by=CLERK,
)
def attribute_is_marked(document: Any, _today: date) -> bool:
    return bool(document.attribute)


def signer_settles_the_attribute(document: Any, answers: Mapping[str, Any], _today: date) -> Errors:
    """Who signs says the attribute; another one than was checked is changed first, with its reason (四)."""
    if answers.get("attribute") not in {None, "", document.attribute}:
        return {
            "attribute": _(
                "To sign with another attribute, first change it with a reason (annex 4, article 4)"
            )
        }
    return {}


@guard(_("It is for proactive disclosure: issue it to be published (annex 4, article 7)"), clauses=("A4.7",))
def is_not_proactive(document: Any, _today: date) -> bool:
    return document.attribute != PROACTIVE


@guard(
    _("It is not for proactive disclosure: issue it without publication (annex 4, article 7)"),
    clauses=("A4.7",),
)
def is_proactive(document: Any, _today: date) -> bool:
    return document.attribute == PROACTIVE


# -- in whose name, and what kind --------------------------------------------------------


@guard(
    _("It is issued by the unit itself: the unit's head signs it"), clauses=("A4.4",), cleared_by=UNIT_HEAD
)
def is_the_countys(document: Any, _today: date) -> bool:
    return document.document_word not in OWN_WORDS


@guard(
    _("It is issued in the county's name: submit it to the county office (annex 4, article 4)"),
    clauses=("A4.4",),
)
def is_the_units_own(document: Any, _today: date) -> bool:
    return document.document_word in OWN_WORDS


@guard(_("Briefs and statistics have no document number: issue them without one"), clauses=("A4.8",))
def has_a_number(document: Any, _today: date) -> bool:
    return document.kind not in OTHER_INFORMATION


@guard(_("An official document is numbered before it is issued"), clauses=("A4.1",))
def has_no_number(document: Any, _today: date) -> bool:
    return document.kind in OTHER_INFORMATION


@guard(
    _("There is no county government office among the units; let the administrator enter it"),
    clauses=("A4.4",),
)
def organ_is_known(document: Any, _today: date) -> bool:
    stored = object_session(document) is not None
    return not stored or document.document_word in OWN_WORDS or document.county_office is not None


# -- legality review ----------------------------------------------------------------------


def _is_due(document: Any) -> bool:
    return bool(document.is_normative or document.is_major_decision or document.needs_legality_review)


@guard(
    _(
        "A normative document, a major decision or what else needs it passes the legality review first; "
        "otherwise it is not numbered or issued (annex 2, part 4 item 3)"
    ),
    clauses=("A2.4.3",),
    cleared_by=LEGAL_REVIEWER,
)
def legality_is_settled(document: Any, _today: date) -> bool:
    return not _is_due(document) or document.legality == "passed"


@guard(_("It needs no legality review; submit it"), clauses=("A2.4.3",))
def legality_is_due(document: Any, _today: date) -> bool:
    return _is_due(document)


@guard(_("The legality review was passed already; submit it"), clauses=("A2.4.3",))
def legality_is_open(document: Any, _today: date) -> bool:
    return document.legality != "passed"


# -- days ----------------------------------------------------------------------------------


def comes_after(column: str, earlier: str, sentence: Label) -> Any:
    """A check that the day asked for does not lie before another day of the document."""

    def check(document: Any, answers: Mapping[str, Any], _today: date) -> Errors:
        day, before = answers.get(column), getattr(document, earlier)
        return {column: sentence} if day and before and day < before else {}

    return check


issued_after_signing = comes_after("issued_on", "signed_on", _("This day lies before it was signed"))
ended_after_issue = comes_after("ended_on", "issued_on", _("This day lies before it was issued"))


def looked_at_again_ahead(_document: Any, answers: Mapping[str, Any], today: date) -> Errors:
    """The next re-assessment lies ahead (条例第十八条)."""
    day = answers.get("reassess_on")
    return {"reassess_on": _("Give a day after today")} if day and day <= today else {}


READY: tuple[Guard, ...] = (
    attribute_is_marked,
    nothing_stricter_is_carried,
    legality_is_settled,
    interpretation_is_approved,
    organ_is_known,
)
"""What is asked of a document at every step from the unit head on, whatever may have changed in between."""
