"""A row of the trail in the reader's words: its action, step and states, and each change."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.audit.verify import Broken, Fault
from models import MATTERS
from models.base import Record
from models.checklist import ChecklistPoint
from models.column import Column
from models.deadline import PROFILES, DeadlineRule, Setting
from models.extra_field import ChoiceList, ExtraField, columns_of
from models.letter_text import LetterText
from models.menu_entry import MenuEntry
from models.publication_column import PublicationColumn
from models.saved_list import SavedFilter
from models.sensitive_word import SensitiveWord
from models.trail import ACTIONS, TrailEntry, TrailValue
from models.unit import Unit
from models.workflow import Label
from views import words

ADMINISTRATIVE: dict[str, type[Any]] = {
    m.__tablename__: m
    for m in (
        *(Unit, DeadlineRule, Setting, LetterText, ExtraField, ChoiceList),
        *(ChecklistPoint, SensitiveWord, PublicationColumn, MenuEntry, SavedFilter),
    )
}
"""Tables whose changes the trail tells by themselves; a row's subject begins with the name of one."""

MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")
"""How the trail spells a moment."""

POINTED_TO: dict[str, type[Any]] = {
    **dict.fromkeys(("unit_id", "handling_unit_id", "parent_id"), Unit),
    **dict.fromkeys(("joint_unit_id", "accused_unit_id"), Unit),
    "choice_list_id": ChoiceList,
}
"""What columns that hold a key point to; its rows say by themselves how they are called."""

FAULTS: dict[Fault, Label] = {
    Fault.ALTERED: _("Row %(row)s is not as it was sealed."),
    Fault.MISSING: _("Row %(row)s is missing."),
    Fault.MOVED: _("The order of the rows was changed at row %(row)s."),
    Fault.REWRITTEN: _("Row %(row)s and the rows before it were rewritten."),
    Fault.CUT: _("The rows from %(row)s on were cut off."),
}


@dataclass(frozen=True)
class Change:
    """What one column was and became; hidden when the reader may not see it."""

    label: Label
    old: str
    new: str
    hidden: bool = False


def broken_text(broken: Broken) -> str:
    """Where the chain does not hold."""
    return str(FAULTS[broken.fault]) % {"row": broken.seq}


def matter_of(entry: TrailEntry) -> type[Record] | None:
    """The matter the row is about."""
    return next((m for m in MATTERS if m.__tablename__ == entry.matter), None)


def action_text(entry: TrailEntry) -> str:
    """The step's own label, or what kind of action it was."""
    matter = matter_of(entry)
    step = matter.workflow.transitions.get(entry.step or "") if matter else None
    return str(step.label if step else ACTIONS.get(entry.action, entry.action))


def state_text(entry: TrailEntry, state: str | None) -> str:
    """A state's label; its name where the declaration knows it no more."""
    matter = matter_of(entry)
    known = matter.workflow.states.get(state or "") if matter else None
    return str(known.label) if known else state or ""


def holds_personal(entry: TrailEntry) -> bool:
    """Whether the row refers to values about a person."""
    return any("ref" in change for change in entry.changes.values())


def changes(session: Session, entry: TrailEntry, *, personal: bool) -> list[Change]:
    """Every change of the row; ``personal``: values about people are shown, else only that they changed."""
    columns = _columns(session, entry)
    values = _values(session, entry) if personal else {}
    return [
        _change(
            session, _label(entry, columns, name), columns.get(name), name, change, values, personal=personal
        )
        for name, change in _with_states(entry).items()
    ]


def _with_states(entry: TrailEntry) -> dict[str, Mapping[str, Any]]:
    """The changes, the state by its label: only the matter knows what its states are called."""
    found = dict(entry.changes)
    if matter_of(entry) and "state" in found:
        found["state"] = {end: state_text(entry, found["state"].get(end)) for end in ("from", "to")}
    return found


def _columns(session: Session, entry: TrailEntry) -> Mapping[str, Column]:
    model = matter_of(entry) or ADMINISTRATIVE.get(entry.subject.partition(" ")[0])
    return columns_of(session, model) if model is not None else {}


def _label(entry: TrailEntry, columns: Mapping[str, Column], name: str) -> Label:
    if name in columns:
        return columns[name].label
    matter = matter_of(entry)
    clock = matter.workflow.clocks.get(name) if matter else None
    return clock.label if clock else name


def _values(session: Session, entry: TrailEntry) -> dict[int, str]:
    """The personal values the row refers to; an erased one is missing."""
    ids = {i for change in entry.changes.values() for i in change.get("ref", ()) if i is not None}
    rows = session.scalars(select(TrailValue).where(TrailValue.id.in_(ids))) if ids else ()
    return {row.id: row.value or "" for row in rows}


def _change(
    session: Session,
    label: Label,
    column: Column | None,
    name: str,
    change: Mapping[str, Any],
    values: Mapping[int, str],
    *,
    personal: bool,
) -> Change:
    if "sealed" in change:
        return Change(label, "", gettext("changed; the trail does not keep the content"), hidden=True)
    if "ref" in change:
        if not personal:
            return Change(label, "", gettext("changed; you hold no grant to read it"), hidden=True)
        old, new = change["ref"]
        return Change(label, _referred(values, old), _referred(values, new))
    old, new = (_shown(session, column, name, change.get(end)) for end in ("from", "to"))
    return Change(label, old, new)


def _referred(values: Mapping[int, str], key: int | None) -> str:
    return "" if key is None else values.get(key, gettext("erased"))


def _shown(session: Session, column: Column | None, name: str, value: Any) -> str:
    if name in POINTED_TO and isinstance(value, int | list):
        keys = value if isinstance(value, list) else [value]
        return words.listed(str(session.get(POINTED_TO[name], key) or key) for key in keys)
    if name == "rules":
        return str(PROFILES.get(value, value or ""))
    if isinstance(value, str) and MOMENT.fullmatch(value):
        return words.moment_text(datetime.fromisoformat(value))
    if isinstance(value, list):
        return "\n".join(map(str, value))
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False)
    return words.value_text(column, value) if column else str("" if value is None else value)
