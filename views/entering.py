"""Registering a record by hand, and correcting what was entered; nothing typed is lost."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any, ClassVar
from urllib.parse import urlencode

from flask import abort, flash, redirect, request, url_for
from flask_appbuilder import expose
from flask_babel import gettext
from sqlalchemy import select
from sqlalchemy.orm.exc import StaleDataError
from wtforms.validators import Length, Optional

from app.access.actor import REGISTER
from app.access.grants import EDIT
from app.audit.trail import describe_change
from app.engine import Refused, Unacceptable
from app.parts import parts
from models.base import Record
from models.column import Instant
from models.extra_field import extras
from views import forms, words
from views.base import signed_in
from views.choices import choices_for
from views.conflict import conflict
from views.drafts import discard, draft_name, kept
from views.record import Reader
from views.registering import KeyTaken, registered


class EntryPages:
    """Mixed into a matter's view; the subclass names the sections of the form."""

    own_unit: ClassVar[bool] = False
    """Whether a record is of another unit than the one it hangs on, and asks for it."""
    in_series: ClassVar[tuple[str, ...]] = ()
    """Columns that are mostly the same from one record to the next: many are entered one after another."""

    def form_columns(self: Any) -> list[str]:
        """The columns a clerk fills in, in the order of the form."""
        return [name for _title, names in self.entry_sections() for name in names]

    def entered_columns(self: Any) -> list[str]:
        """Those of them the record does not take over from the one it hangs on."""
        return [name for name in self.form_columns() if name != "unit_id" or not self.parent or self.own_unit]

    def required_columns(self: Any) -> list[str]:
        """Those of them no record goes without."""
        return forms.required_columns(self.columns(), self.entered_columns())

    @expose("/new", methods=["GET", "POST"])
    @signed_in
    def add(self: Any) -> Any:
        """Register a record: the same form sent twice makes one record."""
        self.require(REGISTER)
        fixed, draft = self._parent_values(), self._kept_draft()
        form, fresh_url = self._form(None, typed=draft), _anew() if draft is not None else None
        if request.method == "GET":
            form.submission_key.data = secrets.token_urlsafe(24)
            if draft is None:
                self.prefill(form)
        elif form.validate():
            return self._register(form, fixed)
        return self._register_page(form, fresh_url)

    def _draft(self: Any) -> str:
        """The name of this form's draft: what hangs on another record has one apart for each."""
        return draft_name(f"{request.path}/{request.args.get(self.parent, '')}")

    def _kept_draft(self: Any, record: Record | None = None) -> Any:
        """What was typed last time and not sent; None to begin with what stands there.

        What was typed into an older version of the record would hide what was changed since.
        """
        if request.method != "GET" or "fresh" in request.args:
            return None
        draft = kept(self.session, self.actor.id, self._draft())
        if draft is None or (record is not None and draft.get("version") != str(record.version)):
            return None
        return draft

    def prefill(self: Any, form: Any) -> None:
        """Sensible first values; a matter may add its own."""
        if "unit_id" in form and len(form.unit_id.choices) == 2:
            form.unit_id.data = form.unit_id.coerce(form.unit_id.choices[1].value)
        for clock in self.flow.clocks.values():
            if clock.starts_on in form:
                moment = isinstance(self.columns()[clock.starts_on].type, Instant)
                form[clock.starts_on].data = parts().time.now() if moment else parts().time.today()
        for name, column in self.columns().items():
            asked = request.args.get(name, "")
            if column.among is not None and name in form and asked in {c.value for c in form[name].choices}:
                form[name].data = forms.key_of(asked)
        if self.in_series and self.parent:
            self._prefill_from_the_last(form)

    def _prefill_from_the_last(self: Any, form: Any) -> None:
        above = getattr(self.model, self.parent) == int(request.args[self.parent])
        newest = self.session.scalars(select(self.model).where(above).order_by(self.model.id.desc()).limit(1))
        if (last := newest.first()) is not None:
            for name in self.in_series:
                form[name].data = getattr(last, name)

    def _parent_values(self: Any) -> dict[str, Any]:
        if not self.parent:
            return {}
        key = request.args.get(self.parent, "")
        found = self.above(int(key)) if key.isdecimal() and len(key) < 10 else None
        return self.given_by(found or abort(404))

    def above_model(self: Any) -> Any:
        """The matter of the records a new one hangs on."""
        return self.model.__mapper__.relationships[self.parent.removesuffix("_id")].mapper.class_

    def above(self: Any, key: int) -> Any:
        """The record of this key that a new one is to hang on; None for one the reader does not see."""
        return self.session.get(self.above_model(), key)

    def given_by(self: Any, above: Record) -> dict[str, Any]:
        """What a record takes over from the one it hangs on."""
        unit = {} if self.own_unit else {"unit_id": above.working_unit_id}
        return {self.parent: above.id, **unit, "rules": above.rules, "title": above.title}

    def _form(self: Any, record: Record | None, typed: Any = None) -> Any:
        made = self.form_of(record)
        return made(formdata=typed) if typed is not None else made()

    def form_of(self: Any, record: Record | None) -> Any:
        """The form class to register a record with, or to correct this one."""
        names = self.entered_columns()
        if record is not None:
            # A form that shows what stands there would show what its reader may not read.
            reader = Reader.before(self.actor, record)
            names = [n for n in names if reader.may(self.columns()[n].klass)]
        extra: dict[str, Any] = {"version": forms.version_field()}
        if record is None:
            extra["submission_key"] = forms.hidden_field(Optional(), Length(max=64))
        else:
            extra["reason"] = forms.reason_field()
        return forms.form_class(
            self.model,
            names,
            required=[n for n in self._demanded(record) if n in names],
            choices=choices_for(self.session, self.actor, self.model, names, record),
            extra=extra,
            columns=self.columns(),
        )

    def _demanded(self: Any, record: Record | None) -> list[str]:
        """What a form insists on; not on an extra field that was added after the record."""
        added = dict(extras(self.columns())) if record is not None else {}
        return [n for n in self.required_columns() if n not in added or getattr(record, n) is not None]

    def _entry_page(
        self: Any,
        form: Any,
        title: str,
        back: str,
        record: Record | None = None,
        fresh_url: str | None = None,
    ) -> Any:
        sections = [(heading, [n for n in names if n in form]) for heading, names in self.entry_sections()]
        if record is not None:
            sections.append((gettext("Why it is corrected"), ["reason"]))
        return self.form_page(
            title,
            form,
            [(heading, names) for heading, names in sections if names],
            back,
            crumbs=self.crumbs(record, title),
            submit=gettext("Save") if record else gettext("Register"),
            clauses={n: words.clause_text(c.clause) for n, c in self.columns().items() if c.clause},
            draft_url=url_for("DraftView.keep", form=self._draft()),
            fresh_url=fresh_url,
            **self.beside_form(record),
        )

    def beside_form(self: Any, _record: Record | None) -> dict[str, Any]:
        """What else the form shows, of what ``gov/form.html`` may be given; a matter may add its own."""
        return {}

    def _register_page(self: Any, form: Any, fresh_url: str | None = None) -> Any:
        title = gettext("Register: %(matter)s", matter=self.flow.label)
        return self._entry_page(form, title, self._back(), fresh_url=fresh_url)

    def _back(self: Any) -> str:
        """Where a form is left for that registers: the list, or what a series is entered for."""
        if not (self.in_series and self.parent):
            return str(self.url("list"))
        above = self.above(int(request.args[self.parent]))
        return f"/office/{above.slug}/{above.id}"

    def _register(self: Any, form: Any, fixed: Mapping[str, Any]) -> Any:
        key = form.submission_key.data or secrets.token_urlsafe(24)
        values = {**forms.answers(form, self.form_columns()), **fixed}
        try:
            record, fresh = registered(self.session, self.actor, self.model, values, key)
            discard(self.session, self.actor.id, self._draft())
            self.session.commit()
        except Unacceptable as problem:
            forms.put_errors(form, problem.errors, self.form_columns()[-1])
            return self._register_page(form)
        except Refused as refused:
            form.form_errors = [*form.form_errors, str(refused.refusal.sentence)]
            return self._register_page(form)
        except KeyTaken:
            abort(409)
        if fresh:
            flash(gettext("Registered: %(record)s", record=record), "success")
        if self.in_series:
            return redirect(_anew())
        return redirect(self.url("show", pk=record.id))

    @expose("/<int:pk>/edit", methods=["GET", "POST"])
    @signed_in
    def edit(self: Any, pk: int) -> Any:
        """Correct what was entered, with a reason, while the state allows it."""
        record = self.find(pk, EDIT)
        too_late = gettext("In this state the record is changed by its steps only")
        if request.method == "GET" and not record.standing.editable:
            flash(too_late, "warning")
            return redirect(self.url("show", pk=pk))
        draft = self._kept_draft(record)
        form, fresh_url = self._form(record, typed=draft), _anew() if draft is not None else None
        title, back = gettext("Correct: %(record)s", record=record), self.url("show", pk=pk)
        if not record.standing.editable:
            form.form_errors = [too_late]
            page, _status = self._entry_page(form, title, back, record)
            return page, 409
        if request.method == "GET":
            if draft is None:
                form.process(obj=record)
                form.version.data = str(record.version)
            self._tell_reading(record, self.form_columns())
        elif form.version.data != str(record.version):
            return conflict(self, record, self.form_columns(), self.url("edit", pk=pk))
        elif form.validate():
            return self._save(record, form, title)
        return self._entry_page(form, title, back, record, fresh_url)

    def _save(self: Any, record: Record, form: Any, title: str) -> Any:
        names, shown = [n for n in self.form_columns() if n in form], self.url("show", pk=record.id)
        try:
            for name, value in forms.answers(form, names).items():
                if getattr(record, name) != value:
                    setattr(record, name, value)
            parts().engine.check_opening(record)
            changes = describe_change(record)
            if changes:
                self._restart_clocks(record)
                parts().trail.write(
                    "edit", actor=self.actor, record=record, changes=changes, reason=form.reason.data or ""
                )
            discard(self.session, self.actor.id, self._draft())
            self.session.commit()
        except Unacceptable as problem:
            self.session.rollback()
            forms.put_errors(form, problem.errors, self.form_columns()[-1])
            return self._entry_page(form, title, shown, record)
        except StaleDataError:
            self.session.rollback()
            return conflict(self, self.find(record.id), self.form_columns(), self.url("edit", pk=record.id))
        flash(gettext("Saved."), "success")
        return redirect(shown)

    def _restart_clocks(self: Any, record: Record) -> None:
        """A corrected start day moves the running periods that count from it, a corrected last day theirs."""
        clocks, today = parts().clocks, parts().time.today()
        for clock in self.flow.clocks.values():
            clocks.correct_start(record, clock, getattr(record, clock.starts_on) if clock.starts_on else None)
            clocks.correct_end(record, clock)
        clocks.refresh(record, today)


def _anew() -> str:
    """This form without what was typed last time."""
    return f"{request.path}?{urlencode({**request.args.to_dict(), 'fresh': '1'})}"
