"""What must hold in a concern, sentence by sentence (附件3)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _

from models.concern_form import TOLD
from models.concern_terms import EXPERT
from models.joint_work import JointWork
from models.part import Part
from models.roles import CLERK, LEADING_GROUP, OFFICE_REVIEWER
from models.workflow import Errors, guard

DECIDED, DRAFTED, WATCHED = ("A3.2",), ("A3.3",), ("A3.4",)
CONFIRMED, SPREAD, EXPLAINED, FACTS = ("A3.6",), ("A3.7", "A3.9"), ("A3.8",), ("A3.9",)


def was_found_before_it_was_entered(concern: Any, values: Mapping[str, Any], _today: date) -> Errors:
    """The time for the first response counts from when it was really found (附件3 第四条)."""
    found, entered = values.get("found_at"), concern.opened_at
    if found and entered and found > entered:
        return {"found_at": _("This moment has not come yet; give the one in which it was found")}
    return {}


@guard(
    _("The first response was given: its grade is not changed any more (annex 3, article 4)"),
    clauses=WATCHED,
)
def nothing_responded_yet(concern: Any, _today: date) -> bool:
    return concern.responded_at is None


def grade_is_another(concern: Any, answers: Mapping[str, Any], _today: date) -> Errors:
    """A change changes something."""
    if answers.get("grade") == concern.grade:
        return {"grade": _("It has this grade already; choose another one (annex 3, article 4)")}
    return {}


# -- who drafts -----------------------------------------------------------------------


JOINT = JointWork(
    DRAFTED,
    nobody=_("No other unit drafts along (annex 3, article 3)"),
    unheard=_("Joint units draft along, and no opinion of theirs is entered yet (annex 3, article 3)"),
    already=_("This unit drafts along already (annex 3, article 3)"),
    stranger=_("This unit does not draft along (annex 3, article 3)"),
)


@guard(
    _(
        "The response is drafted together with the county office: "
        "its part in the draft is not entered yet (annex 3, article 3)"
    ),
    clauses=DRAFTED,
    cleared_by=OFFICE_REVIEWER,
)
def office_drafted_along(concern: Any, _today: date) -> bool:
    return bool(concern.office_opinion)


# -- who confirms ---------------------------------------------------------------------


def somebody_is_asked(concern: Any, answers: Mapping[str, Any], today: date) -> Errors:
    """One unit of the county, or one agency outside it, that has not drafted it itself (附件3 第六条)."""
    unit, agency, until = (answers.get(name) for name in ("asked_unit_id", "asked_agency", "answer_by"))
    if bool(unit) == bool(agency):
        sentence = _(
            "Name either a unit of the county or an agency outside it; another one is asked by another step "
            "(annex 3, article 6)"
        )
        return {"asked_unit_id": sentence}
    if unit and unit in {concern.handling_unit_id, *concern.units_with(Part.JOINT)}:
        return {"asked_unit_id": _("This unit drafts the response and confirms nothing (annex 3, article 6)")}
    if any(one.is_of(unit, agency) and not one.standing.aside for one in concern.confirmations):
        return {"asked_unit_id" if unit else "asked_agency": _("It is asked already (annex 3, article 6)")}
    if until and until < today:
        return {"answer_by": _("Give today or a day to come")}
    return {}


@guard(
    _(
        "Units or agencies concerned have not confirmed the response yet, or differ: have the draft changed "
        "and submitted anew, or let the leading group decide on the difference (annex 3, article 6)"
    ),
    clauses=CONFIRMED,
    cleared_by=CLERK,
)
def all_concerned_confirmed(concern: Any, _today: date) -> bool:
    return all(one.standing.closed for one in concern.confirmations)


# -- how it ends ----------------------------------------------------------------------


@guard(
    _("Some channels are still planned: publish there, or enter that it is not needed (annex 3, article 9)"),
    clauses=SPREAD,
    cleared_by=CLERK,
)
def nothing_is_left_to_publish(concern: Any, _today: date) -> bool:
    return all(one.state != "planned" for one in concern.releases)


@guard(
    _(
        "It is about an important policy, and no expert interpretation is published: "
        "publish one by that channel (annex 3, article 8)"
    ),
    clauses=EXPLAINED,
    cleared_by=CLERK,
)
def policy_was_explained(concern: Any, _today: date) -> bool:
    return not concern.policy or any(
        one.channel == EXPERT and one.state == "published" for one in concern.releases
    )


@guard(
    _("The leading group has not approved the response: nothing of it is published yet (annex 3, article 2)"),
    clauses=DECIDED,
    cleared_by=LEADING_GROUP,
)
def response_is_approved(release: Any, _today: date) -> bool:
    return release.concern.state in {"approved", "responded"}


@guard(
    _(
        "The response was changed after the leading group approved it: "
        "let it decide anew (annex 3, article 2)"
    ),
    clauses=DECIDED,
    cleared_by=LEADING_GROUP,
)
def response_is_as_approved(release: Any, _today: date) -> bool:
    return bool(release.concern.sealed_hash == release.concern.content_hash(TOLD))
