"""Saved filters of a list: kept under a name, shared with a unit, opened, changed and deleted.

What is kept are arguments the list's own filter form has accepted, and the same form is asked again when
the filter is opened: what it no longer knows is said and left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import abort, flash, redirect, request
from flask_appbuilder import expose
from flask_appbuilder.security.sqla.models import User
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from sqlalchemy import Integer, String, and_, bindparam, select
from sqlalchemy.exc import IntegrityError
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, SelectField, StringField
from wtforms.validators import Length

from app.access import sharing
from app.access.grants import LIST
from app.parts import parts
from models.account import full_name
from models.column import declared
from models.saved_list import WORDS, ListLayout, SavedFilter
from models.unit import Unit
from views import tabs, words
from views.administration import FILL_IN
from views.base import signed_in
from views.forms import CleanText, Question, entered, key_of, options, version_field
from views.layout import layout_of
from views.lists import PAGE_SIZE

ABOUT = declared(SavedFilter)


class SavedForm(FlaskForm):
    """What a saved filter is called, who else sees it, and whether the list opens with it."""

    name = StringField(ABOUT["name"].label, [CleanText(), FILL_IN, Length(max=40)])
    unit_id = SelectField(ABOUT["unit_id"].label, coerce=key_of, description=ABOUT["unit_id"].hint)
    opens = BooleanField(_("Open this list with it"))
    version = version_field()


@dataclass(frozen=True)
class Kept:
    """What somebody keeps of one list: how it looks, and the filters she sees."""

    layout: ListLayout | None
    filters: tuple[SavedFilter, ...]

    @property
    def columns(self) -> Sequence[str]:
        """Those she chose; empty: the usual ones."""
        return self.layout.columns if self.layout else ()

    @property
    def page_size(self) -> int:
        """Rows a page."""
        return (self.layout.page_size if self.layout else None) or PAGE_SIZE

    @property
    def opening(self) -> SavedFilter | None:
        """The filter her list opens with, as long as she sees it."""
        opens_id = self.layout.opens_id if self.layout else None
        return next((row for row in self.filters if row.id == opens_id), None)


_MATTER, _USER = bindparam("matter", type_=String), bindparam("user", type_=Integer)
_KEPT = (
    select(ListLayout, SavedFilter)
    .select_from(User)
    .outerjoin(ListLayout, and_(ListLayout.user_id == User.id, ListLayout.matter == _MATTER))
    .outerjoin(SavedFilter, SavedFilter.matter == _MATTER)
    .where(User.id == _USER)
    .order_by(SavedFilter.name, SavedFilter.id)
)
"""Put together once: that takes longer than asking it."""


class SavedFilterPages:
    """Mixed into a matter's view, beside its list."""

    def kept(self: Any) -> Kept:
        """One statement for both."""
        rows = self.session.execute(_KEPT, {"matter": self.model.__name__, "user": self.actor.id}).all()
        return Kept(rows[0][0], tuple(row for _layout, row in rows if row is not None))

    def saved_bar(self: Any, kept: Kept, form: Question, columns: Sequence[str]) -> dict[str, Any]:
        """The links above the list; the one that asks just this is marked."""
        present = _arguments(form)
        to_keep = {k: v for k, v in self._with_columns(present, columns).items() if v}
        return {
            "links": [
                {
                    "label": row.name,
                    "unit": row.unit.name if row.unit else "",
                    "url": self.url("saved_open", pk=row.id),
                    "current": row.asked == present,
                }
                for row in kept.filters
            ],
            "save_url": self.url("saved_new", **to_keep) if to_keep and not form.errors else None,
            "manage_url": self.url("saved") if kept.filters else None,
        }

    # -- looking ----------------------------------------------------------------------

    @expose("/saved/")
    @signed_in
    def saved(self: Any) -> Any:
        """All she sees, with what she may do about each."""
        self.require(LIST)
        kept = self.kept()
        title = gettext("Saved filters")
        return self.page(
            "gov/saved.html",
            title=title,
            crumbs=self.crumbs(None, title),
            rows=[
                {
                    "name": row.name,
                    "open_url": self.url("saved_open", pk=row.id),
                    "opens": row is kept.opening,
                    "shared": row.unit.name if row.unit else "",
                    "by": full_name(row.user),
                    "edit_url": self.url("saved_edit", pk=row.id),
                    "delete_url": self.url("saved_delete", pk=row.id)
                    if sharing.may_change(self.actor, row)
                    else None,
                }
                for row in kept.filters
            ],
            list_url=self._here({}),
        )

    @expose("/saved/<int:pk>")
    @signed_in
    def saved_open(self: Any, pk: int) -> Any:
        """The list, asked what was saved."""
        return self.opened(self._saved(pk))

    def opened(self: Any, row: SavedFilter) -> Any:
        """On to the address with what is still good of a saved filter; the rest is named."""
        form = self.filter_form(MultiDict(row.asked))
        form.validate()
        good = {name: text for name, text in row.asked.items() if name in form and name not in form.errors}
        if lost := [self._argument_label(form, name) for name in row.asked if name not in good]:
            told = gettext(
                "The filter “%(name)s” was saved with something this list no longer has, which is left out: "
                "%(lost)s. Save it anew, or delete it.",
                name=row.name,
                lost=words.listed(lost),
            )
            flash(told, "warning")
        return redirect(self._here(good))

    def _argument_label(self: Any, form: Question, name: str) -> str:
        if name in form:
            return str(form[name].label.text)
        column = self.columns().get(name.removesuffix("_from").removesuffix("_to"))
        return str(column.label) if column else name

    def _saved(self: Any, pk: int) -> Any:
        """The filter; 404 for one the reader does not see, or of another list."""
        self.require(LIST)
        wanted = select(SavedFilter).where(SavedFilter.id == pk, SavedFilter.matter == self.model.__name__)
        return self.session.scalars(wanted).first() or abort(404)

    # -- keeping ----------------------------------------------------------------------

    @expose("/saved/new", methods=["GET", "POST"])
    @signed_in
    def saved_new(self: Any) -> Any:
        """Keep what the list was asked for, which the address says."""
        self.require(LIST)
        asking = self.filter_form(request.args)
        if not asking.validate():
            abort(400)
        asked = _arguments(asking)
        if not asked:
            flash(gettext("There is nothing to save yet: narrow the list or sort it first."), "warning")
            return redirect(self._here({}))
        row = SavedFilter(user_id=self.actor.id, matter=self.model.__name__, asked=asked)
        form = self._saved_form(row)
        if form.validate_on_submit() and self._named(row, form):
            flash(gettext("Saved: %(name)s", name=row.name), "success")
            return redirect(self._here(asked))
        tab = asking.state.data or tabs.first(self.flow)
        state = words.under(gettext("State"), tabs.label(self.flow, tab))
        effects = [
            gettext("Kept is: %(filter)s", filter=words.listed([state, *entered(asking)])),
            gettext("It shows whoever opens it only what she may see."),
        ]
        if WORDS in asked:
            effects.append(gettext("With words in it, it stays yours alone: words may name people."))
        title = gettext("Save this filter")
        return self.confirmation(
            title,
            form,
            self._here(asked),
            crumbs=self.crumbs(None, title),
            effects=effects,
            subject=str(self.flow.label),
        )

    @expose("/saved/<int:pk>/edit", methods=["GET", "POST"])
    @signed_in
    def saved_edit(self: Any, pk: int) -> Any:
        """Rename it, share it or take it back, open the list with it; somebody else's, the last alone."""
        row = self._saved(pk)
        form = self._saved_form(row)
        if form.validate_on_submit() and self._named(row, form):
            flash(gettext("Saved."), "success")
            return redirect(self.url("saved"))
        fields = [name for name in ("name", "unit_id", "opens") if name in form]
        way = self.crumbs(None, gettext("Saved filters"), row.name)
        heading = gettext("Saved filter")
        return self.form_page(
            row.name, form, [(heading, fields)], self.url("saved"), crumbs=way, submit=gettext("Save")
        )

    def _saved_form(self: Any, row: SavedFilter) -> SavedForm:
        layout = self.session.get(ListLayout, (self.actor.id, row.matter))
        opens = bool(row.id and layout and layout.opens_id == row.id)
        form = SavedForm(obj=row, opens=opens)
        if request.method == "GET":
            form.version.data = str(row.version or "")
        offered = {*sharing.units(self.actor, row.matter), *([row.unit_id] if row.unit_id else [])}
        if row.id and not sharing.may_change(self.actor, row):
            del form.name, form.unit_id
        elif not offered or WORDS in row.asked:
            del form.unit_id
        else:
            units = self.session.scalars(select(Unit).where(Unit.id.in_(offered)).order_by(Unit.code))
            form.unit_id.choices = options(
                ("", gettext("Nobody: only I see it")), *((str(unit.id), unit.name) for unit in units)
            )
        return form

    def _named(self: Any, row: SavedFilter, form: SavedForm) -> bool:
        """Put what the form says into the row and commit; or say on the form why not, and False."""
        if row.id and form.version.data != str(row.version):
            form.version.data = str(row.version)
            form.form_errors.append(
                gettext(
                    "Somebody changed “%(name)s” meanwhile. Send it again to change it anew.", name=row.name
                )
            )
            return False
        before = row.unit_id
        if "name" in form:
            row.name = form.name.data
        if "unit_id" in form:
            row.unit_id = form.unit_id.data
        self.session.add(row)
        try:
            self.session.flush()
        except IntegrityError:
            self.session.rollback()
            form.name.errors = [gettext("You have a filter of this name here: choose another one.")]
            return False
        if row.unit_id != before:
            self._tell_sharing(row, before, row.unit_id)
        layout = layout_of(self.session, self.actor.id, self.model)
        if form.opens.data:
            layout.opens_id = row.id
        elif layout.opens_id == row.id:
            layout.opens_id = None
        self.session.commit()
        return True

    def _tell_sharing(self: Any, row: SavedFilter, before: int | None, after: int | None) -> None:
        """With whom it is shared is a setting of many: a row of the trail says who changed it."""
        parts().trail.write(
            "admin",
            actor=self.actor,
            standing=sharing.standing_for(self.actor, row.matter, after or before or 0),
            subject=f"{row.__tablename__} {row.id} {row.name}",
            changes={"unit_id": {"from": before, "to": after}},
        )

    # -- deleting ---------------------------------------------------------------------

    @expose("/saved/<int:pk>/delete", methods=["GET", "POST"])
    @signed_in
    def saved_delete(self: Any, pk: int) -> Any:
        """Delete it, after asking; a shared one with a row in the trail."""
        row = self._saved(pk)
        if not sharing.may_change(self.actor, row):
            abort(403)
        form = FlaskForm()
        if form.validate_on_submit():
            if row.unit_id:
                self._tell_sharing(row, row.unit_id, None)
            self.session.delete(row)
            self.session.commit()
            flash(gettext("Deleted: %(name)s", name=row.name), "success")
            return redirect(self.url("saved"))
        title = gettext("Delete the saved filter")
        effects = [gettext("It is gone from this list; no record is touched.")]
        if row.unit:
            effects.append(gettext("Everybody of %(unit)s loses it too.", unit=row.unit.name))
        return self.confirmation(
            title,
            form,
            self.url("saved"),
            crumbs=self.crumbs(None, gettext("Saved filters"), title),
            effects=effects,
            subject=row.name,
            danger=True,
        )


def _arguments(form: Question) -> dict[str, str]:
    """What a filter form was sent, by the names it knows; pages are no part of it."""
    sent = ((field.name, field.raw_data) for field in form)
    return {name: texts[0] for name, texts in sent if texts and texts[0]}
