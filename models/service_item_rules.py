"""What must hold in what a public enterprise discloses (附件5 第三、五至八条)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy.orm import object_session

from models.base import Record
from models.enterprise_terms import LINE, SECRECY
from models.roles import ENTERPRISE_CLERK, LINE_AUTHORITY, SECRECY_REVIEWER
from models.shared_rules import above
from models.workflow import Errors, guard

# -- when it is entered -----------------------------------------------------------------


def enterprise_was_not_struck(item: Any, _values: Mapping[str, Any], _today: date) -> Errors:
    """An enterprise that was struck off discloses nothing any more (附件5 第二条)."""
    enterprise = above(item, "enterprise")
    if enterprise is not None and enterprise.state == "struck":
        return {"enterprise_id": _("This enterprise was struck off the register (annex 5, article 2)")}
    return {}


def disclosed_somewhere(_item: Any, values: Mapping[str, Any], _today: date) -> Errors:
    """At least one of the eight channels (附件5 第八条)."""
    if values.get("channels"):
        return {}
    return {"channels": _("Choose at least one of the eight channels (annex 5, article 8)")}


def arose_already(_item: Any, values: Mapping[str, Any], today: date) -> Errors:
    """Periods count from the day it came about (附件5 第三条)."""
    arose = values.get("arose_on")
    if arose and arose > today:
        return {"arose_on": _("This day has not come yet; give the day it came about (annex 5, article 3)")}
    return {}


def replaces_what_is_disclosed(item: Any, values: Mapping[str, Any], _today: date) -> Errors:
    """An item replaces one of the same enterprise that is still disclosed (附件5 第十条)."""
    session, key = object_session(item), values.get("replaces_id")
    if session is None or not key:
        return {}
    with session.no_autoflush:
        former: Any = session.get(Record, key)
    fits = former is not None and former.state == "disclosed"
    if fits and former.enterprise_id == values.get("enterprise_id", item.enterprise_id):
        return {}
    return {"replaces_id": _("Choose an item of the same enterprise that is disclosed (annex 5, article 10)")}


# -- before it goes on ------------------------------------------------------------------


@guard(
    _("It is promised for a later day than the law allows: correct one of the two days"),
    clauses=("A5.3",),
    cleared_by=ENTERPRISE_CLERK,
)
def promise_keeps_the_law(item: Any, _today: date) -> bool:
    return not (item.promised_by and item.legal_by) or item.promised_by <= item.legal_by


@guard(
    _("It was referred to the secrecy authority of the county, whose ruling the secrecy reviewer enters"),
    clauses=("A5.7",),
    cleared_by=SECRECY_REVIEWER,
)
def line_authority_rules(item: Any, _today: date) -> bool:
    return bool(item.referred_to == LINE)


@guard(
    _("It was referred to the line authority, which decides itself"),
    clauses=("A5.7",),
    cleared_by=LINE_AUTHORITY,
)
def secrecy_authority_rules(item: Any, _today: date) -> bool:
    return bool(item.referred_to == SECRECY)


def ruling_has_come(_item: Any, answers: Mapping[str, Any], today: date) -> Errors:
    """What is entered as decided has been decided (附件5 第七条)."""
    day = answers.get("ruled_on")
    if day and day > today:
        return {"ruled_on": _("This day has not come yet: wait for the ruling (annex 5, article 7)")}
    return {}


def next_update_lies_ahead(_item: Any, answers: Mapping[str, Any], today: date) -> Errors:
    """What is disclosed is looked at again on a day to come (附件5 第十条)."""
    day = answers.get("next_update_on")
    if day and day <= today:
        return {
            "next_update_on": _("Give a day to come: then it is brought up to date (annex 5, article 10)")
        }
    return {}


@guard(
    _("Its next update is not due yet; where something has changed, enter a new item that replaces it"),
    clauses=("A5.10",),
)
def update_is_due(item: Any, today: date) -> bool:
    run = item.clock(item.workflow.update_period)
    return run is None or run.warn_on is None or run.warn_on <= today
