"""409: somebody saved meanwhile. Both versions side by side, and nothing typed is lost."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask import request
from flask_babel import gettext
from sqlalchemy import Boolean, ColumnElement, inspect, select
from sqlalchemy.orm import Session

from app.access.actor import present
from app.parts import parts
from models.base import Record
from models.column import Column
from models.extra_field import columns_for
from models.trail import TrailEntry
from views import words
from views.record import ANYBODY, Reader, done_to, shows_personal

LONGEST_KEY = 10
"""Digits from which on no table holds a key; asked for one, the database would fail."""


def conflict(view: Any, record: Any, names: Iterable[str], resubmit_url: str) -> tuple[str, int]:
    """The page that shows what was typed beside what stands now; sending it again uses the new version.

    ``record`` is a Record, or an administrative row whose changes the trail tells by themselves. Commits
    the row of the trail that tells who read about people here.
    """
    columns, reader = columns_for(record), _reader(record)
    names = [n for n in names if n in request.form or columns[n].several or _is_box(columns[n])]
    rows = []
    for name in names:
        theirs, _hidden = reader.text(record, name)
        yours = _yours(view.session, record, name, columns[name])
        rows.append(
            {"label": columns[name].label, "yours": yours, "theirs": theirs, "differs": yours != theirs}
        )
    last = view.session.scalars(
        select(TrailEntry).where(*_about(record)).order_by(TrailEntry.id.desc()).limit(1)
    ).first()
    fields = [(k, v) for k, v in request.form.items(multi=True) if k not in {"csrf_token", "version"}]
    page = view.page(
        "gov/conflict.html",
        title=gettext("Two people at once"),
        number=str(record),
        their={
            "who": last.actor_name if last else gettext("Somebody"),
            "at_text": words.moment_text(last.at) if last else "",
        },
        rows=rows,
        fields=[*fields, ("version", str(record.version))],
        resubmit_url=resubmit_url,
        take_url=view.url("show", pk=record.id),
    )
    if isinstance(record, Record) and shows_personal(record, names, reader):
        parts().trail.write("read", actor=present(), record=record)
        view.session.commit()
    return page, 409


def _reader(record: Any) -> Reader:
    """Administrative rows hold nothing about people, so nothing of them is read by grant."""
    if isinstance(record, Record):
        return Reader.before(present(), record)
    return ANYBODY


def _about(record: Any) -> tuple[ColumnElement[bool], ...]:
    """The conditions under which a row of the trail tells of this one."""
    if isinstance(record, Record):
        return done_to(record)
    address = f"{record.__tablename__} {record.id} "
    return (TrailEntry.action == "admin", TrailEntry.subject.startswith(address, autoescape=True))


def _is_box(column: Column) -> bool:
    """Whether a column is a tick box: an empty one is not sent, and means no."""
    return isinstance(column.type, Boolean)


def _yours(session: Session, record: Any, name: str, column: Column) -> str:
    if column.several:
        return words.listed(column.named(request.form.getlist(name)))
    sent = request.form.get(name, "").replace("\r\n", "\n").strip()
    if column.choices is not None:
        return str(column.choices.get(sent, sent)) if sent else ""
    if _is_box(column):
        return gettext("Yes") if sent else gettext("No")
    if name.endswith("_id") and sent.isdecimal() and len(sent) < LONGEST_KEY:
        other = inspect(type(record)).relationships[name.removesuffix("_id")].mapper.class_
        return str(session.get(other, int(sent)) or "")
    return sent
