"""What must hold in an application to change the catalogue (附件7 第五至九条)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import select
from sqlalchemy.orm import object_session

from models.base import Record
from models.item_elements import FILE, ITEM, KEPT, elements_are_whole
from models.roles import CLERK, OFFICE_REVIEWER
from models.workflow import Errors, Label, guard

ADD, REMOVE, CHANGE = "add", "remove", "change"
KINDS = {
    ADD: _("Add an item"),
    REMOVE: _("Remove an item"),
    CHANGE: _("Change an item"),
}
GROUNDS = {
    "add_document": _("Added: a normative document has changed and the item has to be disclosed"),
    "add_work": _("Added: a new item has come up in the work"),
    "add_other": _("Added: another reason"),
    "remove_document": _("Removed: a normative document has changed and it need not be disclosed any more"),
    "remove_work": _("Removed: in the work it need not be disclosed any more"),
    "remove_other": _("Removed: another reason"),
    "change_elements": _("Changed: elements of the item have changed"),
    "change_other": _("Changed: another reason"),
}
"""附件7 第五、六、七条; each begins with the kind it belongs to."""

UNIT, OFFICE = "unit", "office"
ORIGINS = {
    UNIT: _("The unit"),
    OFFICE: _("The county office, as the unit has not applied"),
}

_CARD = Record.__table__.c


# -- when it is registered --------------------------------------------------------------


def cause_day_has_come(_change: Any, values: Mapping[str, Any], today: date) -> Errors:
    """The period counts from the day of the cause, so that day has come (附件7 第八条)."""
    caused = values.get("caused_on")
    if caused and caused > today:
        return {"caused_on": _("This day has not come yet; give the day of the cause (annex 7, article 8)")}
    return {}


def ground_fits_kind(_change: Any, values: Mapping[str, Any], _today: date) -> Errors:
    """Each kind has its own grounds (附件7 第五、六、七条); another ground is said in words."""
    ground, kind = values.get("ground") or "", values.get("kind")
    if ground.partition("_")[0] != kind:
        sentence = _("Choose a ground of this kind (annex 7, articles 5 to 7)")
        return {"kind": sentence, "ground": sentence}
    if ground.endswith("_other") and not values.get("ground_note"):
        return {"ground_note": _("Say which other ground there is (annex 7, articles 5 to 7)")}
    return {}


def item_can_be_changed_so(change: Any, values: Mapping[str, Any], _today: date) -> Errors:
    """A new item has a code of its own; what is changed or removed is an item of the unit (附件7 第二条)."""
    session, kind = object_session(change), values.get("kind")
    if session is None:
        return {}
    with session.no_autoflush:
        item = _item(session, values.get("code"))
    if kind == ADD:
        taken = _("An item has, or had, this code; choose another (annex 7, article 2)")
        return {"code": taken} if item is not None else {}
    if item is None or item.state != "listed":
        return {"code": _("No item in the catalogue has this code; look it up there")}
    if item.unit_id != values.get("unit_id"):
        return {"code": _("This item is another unit's: that unit applies, or the county office (annex 7)")}
    return {}


def proposal_is_whole(change: Any, values: Mapping[str, Any], today: date) -> Errors:
    """An item is added or changed as a whole, together with its flow chart (附件7 第二、五、七条)."""
    kind = values.get("kind")
    if kind == REMOVE:
        return {}
    errors: dict[str, Label] = dict(elements_are_whole(change, values, today))
    if values.get("flow_chart") == KEPT and kind == ADD:
        errors["flow_chart"] = _("A new item comes with its flow chart (annex 7, article 5)")
    elif values.get("flow_chart") == KEPT and not values.get("flow_chart_reason"):
        errors["flow_chart_reason"] = _(
            "A changed item has its flow chart revised: revise it, or say why it stays as it is "
            "(annex 7, article 7)"
        )
    return errors


def _item(session: Any, code: str | None) -> Any:
    """Unit and state of the item with this code, whosever it is; None without one."""
    wanted = select(_CARD.unit_id, _CARD.state).where(_CARD.matter == ITEM, _CARD.number == code)
    return session.execute(wanted).first()


# -- before it goes on ------------------------------------------------------------------


@guard(
    _("The county office proposes this change, so the office puts it to the unit"),
    clauses=("A7.9",),
    cleared_by=OFFICE_REVIEWER,
)
def proposed_by_unit(change: Any, _today: date) -> bool:
    return bool(change.origin == UNIT)


@guard(_("Only what the county office proposes goes this way"), clauses=("A7.9",), cleared_by=CLERK)
def proposed_by_office(change: Any, _today: date) -> bool:
    return bool(change.origin == OFFICE)


@guard(
    _("The unit still has time to apply by itself; the office proposes when it has not applied in time"),
    clauses=("A7.9", "A7.8"),
)
def unit_let_the_period_pass(change: Any, today: date) -> bool:
    run = change.clock(change.workflow.applying_period)
    return bool(run and run.due_on and run.due_on < today)


@guard(
    _("Another application for this item is under way; wait for it, or withdraw one of the two"),
    clauses=("A7.8",),
    cleared_by=CLERK,
)
def nothing_else_under_way(change: Any, _today: date) -> bool:
    session, own = object_session(change), type(change).__table__.c
    if session is None:
        return True
    others = (
        select(own.id)
        .join(Record.__table__, _CARD.id == own.id)
        .where(own.code == change.code, own.id != change.id, _CARD.state.in_(("checking", "sealed")))
    )
    return session.execute(others).first() is None


@guard(
    _("The flow chart is not attached: add it as a file, or write its steps"),
    clauses=("A7.5", "A7.7"),
    cleared_by=CLERK,
)
def flow_chart_is_there(change: Any, _today: date) -> bool:
    return _is_there(change, "flow_chart")


@guard(
    _("The policy card is not attached: add it as a file, or write it"),
    clauses=("A7.1",),
    cleared_by=CLERK,
)
def policy_card_is_there(change: Any, _today: date) -> bool:
    return _is_there(change, "policy_card")


BELONGINGS_ARE_THERE = (flow_chart_is_there, policy_card_is_there)


def _is_there(change: Any, purpose: str) -> bool:
    return change.kind == REMOVE or getattr(change, purpose) != FILE or bool(change.brings(purpose))


@guard(
    _("Nothing in it differs from the catalogue; correct what is to change"),
    clauses=("A7.7",),
    cleared_by=CLERK,
)
def something_changes(change: Any, _today: date) -> bool:
    brought = change.brings("flow_chart") or change.brings("policy_card")
    return change.kind != CHANGE or bool(brought or change.differences())


@guard(
    _("The catalogue has changed since: the code is taken, or the item is not in it any more; return it"),
    clauses=("A7.8",),
    cleared_by=OFFICE_REVIEWER,
)
def item_is_as_assumed(change: Any, _today: date) -> bool:
    session = object_session(change)
    item = _item(session, change.code) if session else None
    if change.kind == ADD:
        return item is None
    return item is not None and item.state == "listed"
