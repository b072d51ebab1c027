"""What a reader of the trail may ask for: an allow-list, and pages by row number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from flask import abort, request
from flask_appbuilder.security.sqla.models import User
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session
from wtforms import StringField
from wtforms.fields.choices import SelectChoice, SelectField
from wtforms.validators import Length, Optional

from models import MATTERS
from models.account import full_name
from models.base import Record
from models.office_time import midnight
from models.trail import ACTIONS, TrailEntry
from views.forms import DayField, Question, code_of, key_of
from views.lists import PAGE_SIZE


class FilterForm(Question):
    """What a reader of the trail may ask for; nothing else is."""

    person = SelectField(_("Person"), coerce=key_of)
    action = SelectField(_("Action"), coerce=code_of)
    matter = SelectField(_("Matter"), coerce=code_of)
    number = StringField(_("Number"), [Optional(), Length(max=60)])
    since = DayField(_("From"), validators=[Optional()])
    until = DayField(_("To"), validators=[Optional()])

    def conditions(self) -> Iterator[ColumnElement[bool]]:
        """On the rows of the trail; days are the office's."""
        if self.person.data is not None:
            yield TrailEntry.actor_id == self.person.data
        if self.action.data:
            yield TrailEntry.action == self.action.data
        if self.matter.data:
            yield TrailEntry.matter == self.matter.data
        if self.number.data:
            numbered = select(Record.id).where(Record.number == self.number.data.strip())
            yield TrailEntry.record_id.in_(numbered)
        if self.since.data:
            yield TrailEntry.at >= midnight(self.since.data)
        if self.until.data:
            yield TrailEntry.at < midnight(self.until.data + timedelta(days=1))


def filter_form(session: Session) -> FilterForm:
    """The filters as asked for in the address, with an error at a value that is not on offer."""
    form = FilterForm(request.args)
    everything = SelectChoice("", gettext("All"))
    people = session.scalars(select(User).order_by(User.last_name, User.id))
    named = [SelectChoice(str(user.id), f"{full_name(user)} ({user.username})") for user in people]
    matters = [SelectChoice(m.__tablename__, str(m.workflow.label)) for m in MATTERS]
    form.person.choices = [everything, *named]
    form.action.choices = [everything, *(SelectChoice(k, str(label)) for k, label in ACTIONS.items())]
    form.matter.choices = [everything, *matters]
    form.validate()
    return form


def page_of(session: Session, form: FilterForm) -> tuple[Sequence[TrailEntry], bool, bool]:
    """One page, newest first, and whether there are newer and older rows.

    Found by row number, so the last page costs what the first does. 400 for a cursor that is none; no
    rows for a filter that cannot be.
    """
    if form.errors:
        return [], False, False
    after, before = _cursor("after"), _cursor("before")
    rows = select(TrailEntry).where(*form.conditions())
    if after is not None:
        rows = rows.where(TrailEntry.id > after).order_by(TrailEntry.id)
    else:
        rows = rows.order_by(TrailEntry.id.desc())
        rows = rows.where(TrailEntry.id < before) if before is not None else rows
    found = [*session.scalars(rows.limit(PAGE_SIZE + 1))]
    more, found = len(found) > PAGE_SIZE, found[:PAGE_SIZE]
    if after is not None:
        return found[::-1], more, bool(found)
    return found, before is not None and bool(found), more


def _cursor(name: str) -> int | None:
    text = request.args.get(name)
    if text is None:
        return None
    if not text.isascii() or not text.isdecimal() or len(text) > 18:
        abort(400)
    return int(text)
