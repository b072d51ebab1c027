"""What must hold in a case about an information request (条例第五十一条, 行政复议法, 行政诉讼法)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import select
from sqlalchemy.orm import object_session

from models.base import Record
from models.remedy_terms import (
    AFTER_RECONSIDERATION,
    ANSWERED,
    CORRECTED,
    ELSEWHERE,
    RECONSIDERATION,
    SUMMARY,
)
from models.workflow import Errors, Label, guard

# -- when it is registered ----------------------------------------------------------------


def request_is_named(case: Any, values: Mapping[str, Any], _today: date) -> Errors:
    """What the case is about is a request of this unit, or one of before the panel told in words."""
    session, key = object_session(case), values.get("source_id")
    if session is None or key is None:
        if values.get("request_told"):
            return {}
        return {
            "request_told": _(
                "Name the request it is about: by its number in the panel, or here in words "
                "(Regulation, article 51)"
            )
        }
    with session.no_autoflush:
        found = session.execute(select(Record.matter, Record.unit_id).where(Record.id == key)).first()
    if found is None or found.matter != "information_request":
        return {
            "source_id": _("This is no information request you see; correct its number, or leave it empty")
        }
    if found.unit_id != values.get("unit_id") and values.get("counted_by") != ELSEWHERE:
        return {
            "source_id": _(
                "Another unit answered this request: the case is registered there. Only a reconsideration "
                "organ that is sued too registers it here, and says that the other one counts it"
            )
        }
    return {}


def procedure_is_told(_case: Any, values: Mapping[str, Any], _today: date) -> Errors:
    """A reconsideration has an ordinary or a summary procedure, and the period hangs on it."""
    procedure = values.get("procedure")
    if values.get("kind") == RECONSIDERATION:
        if procedure:
            return {}
        return {
            "procedure": _(
                "Say which procedure the reconsideration organ named: ten or five working days hang on it "
                "(Administrative Reconsideration Law, articles 48 and 54)"
            )
        }
    return {"procedure": _("Only a reconsideration has one; leave it empty")} if procedure else {}


def earlier_case_fits(case: Any, values: Mapping[str, Any], _today: date) -> Errors:
    """After a reconsideration one sues, with that one before it, and perhaps with two defendants."""
    errors: dict[str, Label] = {}
    after = values.get("kind") == AFTER_RECONSIDERATION
    if after and not values.get("counted_by"):
        errors["counted_by"] = _(
            "Say who counts it: of two defendants the one that acted first (Administrative Litigation Law, "
            "article 26; form of the annual report, table 3)"
        )
    if not after and values.get("counted_by") == ELSEWHERE:
        errors["counted_by"] = _(
            "Only after a reconsideration are two organs sued (Administrative Litigation Law, article 26); "
            "this case counts here"
        )
    key, session = values.get("earlier_id"), object_session(case)
    if key is None or session is None:
        return errors
    with session.no_autoflush:
        earlier: Any = session.get(type(case), key)
    if not after or earlier is None or earlier.kind != RECONSIDERATION:
        errors["earlier_id"] = _("Only a lawsuit after reconsideration has one, and it is a reconsideration")
    return errors


# -- while it is answered -----------------------------------------------------------------


@guard(_("This is a lawsuit: approve the defence instead"), clauses=ANSWERED)
def is_a_reconsideration(case: Any, _today: date) -> bool:
    return bool(case.kind == RECONSIDERATION)


@guard(_("This is a reconsideration: approve the written reply instead"), clauses=ANSWERED)
def is_a_lawsuit(case: Any, _today: date) -> bool:
    return bool(case.kind != RECONSIDERATION)


@guard(
    _(
        "Only a reconsideration in summary procedure changes to the ordinary one "
        "(Administrative Reconsideration Law, article 55)"
    ),
    clauses=("FY.55",),
)
def runs_in_summary_procedure(case: Any, _today: date) -> bool:
    return bool(case.procedure == SUMMARY)


# -- when it is decided -------------------------------------------------------------------


def correction_is_told(_case: Any, answers: Mapping[str, Any], _today: date) -> Errors:
    """A result that corrects says what."""
    if answers.get("result") == CORRECTED and not answers.get("corrected_what"):
        return {"corrected_what": _("The result corrects the unit: say what is corrected")}
    return {}


def redone_by_a_day_ahead(_case: Any, answers: Mapping[str, Any], _today: date) -> Errors:
    """A day the decision sets lies behind the day it came."""
    decided, until = answers.get("decided_on"), answers.get("redo_by")
    if decided and until and until <= decided:
        return {"redo_by": _("Give a day after the decision was received; left empty, 20 working days count")}
    return {}
