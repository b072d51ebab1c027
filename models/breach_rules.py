"""What must hold in the handling of a breach (附件1 第二十一条, 附件5 第十六条, 附件6 第十条, 附件8)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy.orm import object_session

from models.breach_kinds import ASSESSMENT, ENTERPRISES, KINDS, SERIOUS
from models.roles import LEADING_GROUP
from models.unit import Unit
from models.workflow import Errors, guard

BREACHES = ("A1.21", "A1.22", "A5.16", "A6.10", "A6.11", "A8.13")
ORDERS = ("A5.16", "A6.10", "A8.13")
CIRCULARS = ("A1.21", "A6.10")
REFERRALS = ("A1.22", "A5.16", "A5.17", "A6.11", "A8.13")


# -- when it is proposed ------------------------------------------------------------------


def kind_fits_annex(_breach: Any, values: Mapping[str, Any], _today: date) -> Errors:
    """Each annex lists its own breaches; the last of a list is said in words."""
    annex, kind = values.get("annex") or "", values.get("kind") or ""
    if not kind.startswith(f"{annex}_"):
        sentence = _(
            "Choose a breach from the list of this annex (annex 1, articles 6 to 12; annex 5, article 16; "
            "annex 6, articles 9 to 11; annex 8, article 13)"
        )
        return {"annex": sentence, "kind": sentence}
    if KINDS[kind].in_words and not values.get("kind_note"):
        return {"kind_note": _("Say which other breach it is (annex 5, article 16; annex 8, article 13)")}
    return {}


def noticed_day_has_come(_breach: Any, values: Mapping[str, Any], today: date) -> Errors:
    """It came to notice on some day."""
    day = values.get("noticed_on")
    if day and day > today:
        return {"noticed_on": _("This day has not come yet; give the day it came to notice")}
    return {}


def annex_5_is_about_enterprises(breach: Any, values: Mapping[str, Any], _today: date) -> Errors:
    """The breaches of annex 5 are those of public enterprises (附件5 第二、十六条)."""
    session = object_session(breach)
    unit = session.get(Unit, values.get("unit_id") or 0) if session else None
    if unit is not None and values.get("annex") == ENTERPRISES and unit.kind != "enterprise":
        return {
            "annex": _(
                "This unit is no public enterprise: choose the annex that binds it "
                "(annex 5, articles 2 and 16)"
            )
        }
    return {}


# -- while it is decided on and corrected -------------------------------------------------


def heard_by_a_day_ahead(_breach: Any, answers: Mapping[str, Any], today: date) -> Errors:
    """Whoever is heard has at least a day to answer."""
    day = answers.get("statement_by")
    if day and day <= today:
        return {"statement_by": _("Set a day ahead: the unit needs time to state its case")}
    return {}


def corrected_by_a_day_ahead(breach: Any, answers: Mapping[str, Any], today: date) -> Errors:
    """A day set for the correction lies ahead; one month is the notice's own (附件6 第十条)."""
    day = answers.get("correct_by")
    if day and breach.annex == ASSESSMENT:
        return {"correct_by": _("Annex 6, article 10 sets one month: leave the day empty")}
    if day and day <= today:
        return {
            "correct_by": _("Set a day ahead: the unit needs time to correct it (annex 5, 16; annex 8, 13)")
        }
    return {}


@guard(
    _(
        "For this breach the notice has correction ordered: order it together with the decision "
        "(annex 5, article 16; annex 6, article 10; annex 8, article 13)"
    ),
    clauses=ORDERS,
)
def no_order_is_prescribed(breach: Any, _today: date) -> bool:
    return not KINDS[breach.kind].order


@guard(
    _("A circular on it is drafted or issued already; go on with that document (annex 1, article 21)"),
    clauses=CIRCULARS,
)
def no_circular_yet(breach: Any, _today: date) -> bool:
    return breach.circular is None or breach.circular.state == "cancelled"


@guard(
    _(
        "Only what is serious, or was not corrected in time, is referred "
        "(annex 5, articles 16 and 17; annex 8, article 13)"
    ),
    clauses=REFERRALS,
    cleared_by=LEADING_GROUP,
)
def is_serious_or_uncorrected(breach: Any, today: date) -> bool:
    due = breach.due_on
    late = breach.state == "correcting" and due is not None and due < today
    return bool(breach.severity == SERIOUS or late)


# -- before it is closed --------------------------------------------------------------------


@guard(
    _(
        "The notice has this breach criticised by circular, and none has been issued yet "
        "(annex 1, article 21; annex 6, article 10)"
    ),
    clauses=CIRCULARS,
    cleared_by=LEADING_GROUP,
)
def prescribed_circular_was_issued(breach: Any, _today: date) -> bool:
    return breach.circulated_on is not None or not KINDS[breach.kind].circular


@guard(
    _(
        "It is serious: refer it to the authority that holds persons to account before it is closed "
        "(annex 1, article 22; annex 5, article 17; annex 8, article 13)"
    ),
    clauses=REFERRALS,
    cleared_by=LEADING_GROUP,
)
def serious_one_was_referred(breach: Any, _today: date) -> bool:
    return breach.severity != SERIOUS or breach.referred_on is not None
