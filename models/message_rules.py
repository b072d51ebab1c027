"""What must hold in a public message, sentence by sentence (附件9)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy.orm import object_session

from models.joint_work import JointWork
from models.part import Part
from models.roles import OFFICE_REVIEWER
from models.unit import Unit
from models.workflow import Errors, Label, guard

IN_CHARGE, PRINCIPLES, IN_TIME, SECRET = ("A9.4",), ("A9.5",), ("A9.6",), ("A9.7",)


# -- to whom it goes ------------------------------------------------------------------


@guard(
    _("A unit handles it already: take it back from that unit first (annex 9, article 4)"),
    clauses=IN_CHARGE,
    cleared_by=OFFICE_REVIEWER,
)
def nobody_handles_it(message: Any, _today: date) -> bool:
    return message.handling_unit_id is None


@guard(
    _("No unit handles it: assign it first (annex 9, article 4)"),
    clauses=IN_CHARGE,
    cleared_by=OFFICE_REVIEWER,
)
def somebody_handles_it(message: Any, _today: date) -> bool:
    return message.handling_unit_id is not None


@guard(
    _(
        "It is a report or an accusation: name the accused unit first, "
        "so that it goes to no unit it is about (annex 9, article 7)"
    ),
    clauses=SECRET,
    cleared_by=OFFICE_REVIEWER,
)
def accused_are_named(message: Any, _today: date) -> bool:
    return not message.accusation or bool(message.units_with(Part.ACCUSED))


@guard(_("No unit is named as accused (annex 9, article 7)"), clauses=SECRET)
def somebody_is_accused(message: Any, _today: date) -> bool:
    return bool(message.units_with(Part.ACCUSED))


JOINT = JointWork(
    IN_CHARGE,
    nobody=_("No other unit works on it (annex 9, article 4)"),
    unheard=_("Other units work on it and none has given its opinion (annex 9, article 4)"),
    already=_("This unit works on it already (annex 9, article 4)"),
    stranger=_("This unit does not work on it (annex 9, article 4)"),
)


def goes_to_no_accused_unit(message: Any, answers: Mapping[str, Any], _today: date) -> Errors:
    """Whoever it is about does not get it, nor what is below it (附件9 第七条)."""
    return {
        name: _(
            "This unit, or one above it, is accused in the message; choose another one (annex 9, article 7)"
        )
        for name in ("handling_unit_id", "joint_unit_id")
        if answers.get(name) and message.is_kept_from(answers[name])
    }


def stays_inside_the_unit(message: Any, answers: Mapping[str, Any], _today: date) -> Errors:
    """Within the handling unit its head decides; to another unit only the office gives it (附件9 第四条)."""
    session, lead = object_session(message), message.lead_unit
    unit = session.get(Unit, answers.get("handling_unit_id") or 0) if session else None
    if unit is not None and lead is not None and lead not in (unit, *unit.above()):
        sentence = _(
            "Choose a division of the handling unit; "
            "another unit is assigned by the office (annex 9, article 4)"
        )
        return {"handling_unit_id": sentence}
    return {}


def is_not_named_yet(message: Any, answers: Mapping[str, Any], _today: date) -> Errors:
    """Once is enough."""
    if answers.get("accused_unit_id") in message.units_with(Part.ACCUSED):
        return {"accused_unit_id": _("This unit is named already (annex 9, article 7)")}
    return {}


def is_named(message: Any, answers: Mapping[str, Any], _today: date) -> Errors:
    """Only who was named can be lifted."""
    unit = answers.get("accused_unit_id")
    if unit and unit not in message.units_with(Part.ACCUSED):
        return {"accused_unit_id": _("This unit is not named as accused (annex 9, article 7)")}
    return {}


def accusation_stands(message: Any, values: Mapping[str, Any], _today: date) -> Errors:
    """A message with accused units is one; what is corrected by hand lifts nobody (附件9 第七条)."""
    if message.units_with(Part.ACCUSED) and not values.get("accusation"):
        return {
            "accusation": _("Units are named as accused: lift them first, with a reason (annex 9, article 7)")
        }
    return {}


# -- in which time --------------------------------------------------------------------


@guard(
    _("The reply was given: its category is not changed any more (annex 9, article 6)"),
    clauses=IN_TIME,
)
def not_answered_yet(message: Any, _today: date) -> bool:
    return not message.standing.closed


def category_is_another(message: Any, answers: Mapping[str, Any], _today: date) -> Errors:
    """A change changes something."""
    if answers.get("category") == message.category:
        return {"category": _("It has this category already; choose another one (annex 9, article 6)")}
    return {}


# -- what is answered -----------------------------------------------------------------


def result_is_complete(message: Any, answers: Mapping[str, Any], today: date) -> Errors:
    """Each result with what it cannot do without (附件9 第四条、五(二))."""
    result, day = answers.get("result"), answers.get("planned_for")
    errors: dict[str, Label] = {}
    if result == "planned" and not day:
        errors["planned_for"] = _("Say by which day the plan solves it (annex 9, article 5 item 2)")
    elif day and result != "planned":
        errors["planned_for"] = _("Only what is taken into a plan has a day (annex 9, article 5 item 2)")
    elif day and day <= today:
        errors["planned_for"] = _("Give a day to come; what is done already is solved")
    if result == "not_ours" and not answers.get("proper_body"):
        errors["proper_body"] = _("Say whose it is (annex 9, article 4)")
    if message.category == "investigation" and not answers.get("findings"):
        errors["findings"] = _("Say what the investigation found (annex 9, articles 4 and 6)")
    return errors


@guard(
    _("A report or an accusation is answered privately (annex 9, article 7)"),
    clauses=SECRET,
)
def is_no_accusation(message: Any, _today: date) -> bool:
    return not message.accusation


@guard(
    _("The writer wants it kept secret: answer privately (annex 9, article 7)"),
    clauses=SECRET,
)
def secrecy_is_not_wanted(message: Any, _today: date) -> bool:
    return not message.secrecy_wanted
