"""The pages of any matter, read off its declaration: list, record, register, correct, and every step.

A subclass names columns and nothing else. All rows come through the session, so scope applies;
a record outside it is a 404, like one that does not exist.
"""

from __future__ import annotations

import builtins
import secrets
from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from flask import abort, flash, redirect, request, url_for
from flask_appbuilder import expose
from flask_babel import gettext
from sqlalchemy import select
from sqlalchemy.orm.exc import StaleDataError
from wtforms import HiddenField
from wtforms.validators import Length, Optional

from app.access.actor import REGISTER
from app.access.grants import EDIT, EXPORT, LIST, SHARED, SHOW
from app.audit.trail import describe_change, note
from app.engine import Refused, Unacceptable
from app.parts import parts
from models.base import Record, declared
from models.workflow import Workflow
from views import forms, words
from views import record as page
from views.base import OfficePage, signed_in
from views.choices import choices_for
from views.conflict import conflict
from views.drafts import discard, draft_name, kept
from views.listing import ListingPages
from views.papers import PaperPages
from views.periods import PeriodPages
from views.record import Reader, Related, Section
from views.registering import KeyTaken, registered
from views.steps import StepPages


class MatterView(ListingPages, StepPages, PaperPages, PeriodPages, OfficePage):
    """Subclasses name ``model`` and the columns of list, form and record page."""

    model: ClassVar[type[Record]]
    sections: ClassVar[tuple[Section, ...]]
    """The record page, section by section; the register form shows those in ``form_sections``."""
    form_sections: ClassVar[tuple[Section, ...]]
    related: ClassVar[tuple[Related, ...]] = ()
    parent: ClassVar[str] = ""
    """The column that points to the record this one hangs on; given by the address at registration."""
    default_view = "list"

    def __init__(self) -> None:
        steps = [t.permission for t in self.flow.transitions.values() if not t.automatic]
        self.base_permissions = [*SHARED, *steps]
        self.class_permission_name = self.model.__name__
        self.route_base = f"/office/{self.model.slug}"
        self.check_columns()
        super().__init__()

    @property
    def flow(self) -> type[Workflow]:
        """The procedure of the matter."""
        return self.model.workflow

    def find(self, pk: int, permission: str = "") -> Any:
        """The record, or 404 when it does not exist for this reader; 403 without the permission on it."""
        found = self.session.scalars(select(self.model).where(self.model.id == pk)).first()
        if found is None:
            abort(404)
        if permission and not self.actor.may_on(permission, found):
            abort(403)
        return found

    def url(self, page_name: str, /, **values: Any) -> str:
        """The address of another page of this matter."""
        return url_for(f"{self.endpoint}.{page_name}", **values)

    def crumbs(self, record: Record | None, *more: str) -> list[tuple[str, str | None]]:
        """Where the reader is."""
        trail: list[tuple[str, str | None]] = [(gettext("My work"), url_for("HomeView.index"))]
        trail.append((str(self.flow.label), self.url("list")))
        if record is not None:
            if self.parent:
                above = getattr(record, self.parent.removesuffix("_id"))
                trail.append((str(above), f"/office/{above.slug}/{above.id}"))
            trail.append((str(record), self.url("show", pk=record.id)))
        trail += [(text, None) for text in more]
        trail[-1] = (trail[-1][0], None)
        return trail

    # -- list -------------------------------------------------------------------------

    @expose("/")
    @signed_in
    def list(self) -> Any:
        """The filtered list with its tabs."""
        self.require(LIST)
        return self.page(
            "gov/list.html", **self.listing(add_url=self._add_url(), may_export=self.may(EXPORT))
        )

    def _add_url(self) -> str | None:
        return self.url("add") if self.may(REGISTER) and not self.parent else None

    # -- one record -------------------------------------------------------------------

    @expose("/<int:pk>")
    @signed_in
    def show(self, pk: int) -> Any:
        """The record, with what this reader may do about it."""
        record, today = self.find(pk, SHOW), parts().time.today()
        reader = Reader.before(self.actor, record)
        shown = [name for _title, names in self.sections for name in names]
        editable = record.standing.editable and self.actor.may_on(EDIT, record)
        context = {
            "crumbs": self.crumbs(record),
            "title": record.title,
            "number": str(record),
            "state": {"label": record.standing.label, "tone": words.tone(record.standing)},
            "steps": page.steps(record),
            "offers": self.offers(record),
            "sections": page.sections(record, self.sections, reader, whole=self.form_sections),
            "related": [
                page.related(record, p, self.actor, self._related_url(record, p))
                for p in self.related
                if self.actor.may(LIST, p.model.__name__)
            ],
            "clocks": page.clock_cards(record, parts().clocks, today, f"{self.endpoint}.why"),
            "timeline": page.timeline(self.session, record),
            "edit_url": self.url("edit", pk=pk) if editable else None,
            **self.papers(record),
        }
        answer = self.page("gov/record.html", **context)
        if reader.personal and page.holds_personal(record, shown):
            note(parts().write, parts().time.now, "read", actor=self.actor, record=record)
        return answer

    def _related_url(self, record: Record, part: Related) -> str | None:
        if record.standing.closed or not self.actor.may(REGISTER, part.model.__name__):
            return None
        return f"/office/{part.model.slug}/new?{part.parent}={record.id}"

    # -- register and correct ---------------------------------------------------------

    @property
    def form_columns(self) -> builtins.list[str]:
        """The columns a clerk fills in, in the order of the form."""
        return [name for _title, names in self.form_sections for name in names]

    @property
    def entered_columns(self) -> builtins.list[str]:
        """Those of them the record does not take over from the one it hangs on."""
        return [name for name in self.form_columns if name != "unit_id" or not self.parent]

    @property
    def required_columns(self) -> builtins.list[str]:
        """Those of them no record goes without."""
        return forms.required_columns(self.model, self.entered_columns)

    @expose("/new", methods=["GET", "POST"])
    @signed_in
    def add(self) -> Any:
        """Register a record: the same form sent twice makes one record."""
        self.require(REGISTER)
        fixed = self._parent_values()
        draft = None
        if request.method == "GET" and "fresh" not in request.args:
            draft = kept(self.session, self.actor.id, draft_name(request.path))
        form = self._form(None, typed=draft)
        if request.method == "GET":
            form.submission_key.data = form.submission_key.data or secrets.token_urlsafe(24)
            if draft is None:
                self.prefill(form)
            else:
                flash(gettext("What you typed last time is here again."), "info")
        elif form.validate():
            return self._register(form, fixed)
        return self._register_page(form)

    def prefill(self, form: Any) -> None:
        """Sensible first values; a matter may add its own."""
        if "unit_id" in form and len(form.unit_id.choices) == 2:
            form.unit_id.data = form.unit_id.coerce(form.unit_id.choices[1].value)
        for clock in self.flow.clocks.values():
            if clock.starts_on in form:
                form[clock.starts_on].data = parts().time.today()

    def _parent_values(self) -> dict[str, Any]:
        if not self.parent:
            return {}
        key = request.args.get(self.parent, "")
        found = self.above(int(key)) if key.isdecimal() and len(key) < 10 else None
        return self.given_by(found or abort(404))

    def above(self, key: int) -> Any:
        """The record of this key that a new one is to hang on; None for one the reader does not see."""
        other = self.model.__mapper__.relationships[self.parent.removesuffix("_id")].mapper.class_
        return self.session.get(other, key)

    def given_by(self, above: Record) -> dict[str, Any]:
        """What a record takes over from the one it hangs on."""
        return {self.parent: above.id, "unit_id": above.unit_id, "rules": above.rules, "title": above.title}

    def _form(self, record: Record | None, typed: Any = None) -> Any:
        made = self.form_of(record)
        return made(formdata=typed) if typed is not None else made()

    def form_of(self, record: Record | None) -> Any:
        """The form class to register a record with, or to correct this one."""
        names = self.entered_columns
        if record is not None:
            # A form that shows what stands there would show what its reader may not read.
            names = [n for n in names if Reader.before(self.actor, record).reads(self.model, n)]
        extra: dict[str, Any] = {"version": forms.version_field()}
        if record is None:
            extra["submission_key"] = HiddenField(validators=[Optional(), Length(max=64)])
        else:
            extra["reason"] = forms.reason_field()
        return forms.form_class(
            self.model,
            names,
            required=[n for n in self.required_columns if n in names],
            choices=choices_for(self.session, self.actor, self.model, names),
            extra=extra,
        )

    def _form_page(self, form: Any, title: str, cancel_url: str, record: Record | None = None) -> Any:
        columns = declared(self.model)
        sections = [
            {"title": heading, "fields": [n for n in names if n in form]}
            for heading, names in self.form_sections
        ]
        if record is not None:
            sections.append({"title": gettext("Why it is corrected"), "fields": ["reason"]})
        html = self.page(
            "gov/form.html",
            title=title,
            crumbs=self.crumbs(record, title),
            form=form,
            sections=[s for s in sections if s["fields"]],
            hints={},
            clauses={n: words.clause_text(c.clause) for n, c in columns.items() if c.clause},
            submit_label=gettext("Save") if record else gettext("Register"),
            cancel_url=cancel_url,
            draft_url=url_for("DraftView.keep", form=draft_name(request.path)),
        )
        return html, (400 if form.errors else 200)

    def _register_page(self, form: Any) -> Any:
        title = gettext("Register: %(matter)s", matter=self.flow.label)
        return self._form_page(form, title, self.url("list"))

    def _register(self, form: Any, fixed: Mapping[str, Any]) -> Any:
        key = form.submission_key.data or secrets.token_urlsafe(24)
        values = {**forms.answers(form, self.form_columns), **fixed}
        try:
            record, fresh = registered(self.session, self.actor, self.model, values, key)
            discard(self.session, self.actor.id, draft_name(request.path))
            self.session.commit()
        except Unacceptable as problem:
            forms.put_errors(form, problem.errors, self.form_columns[-1])
            return self._register_page(form)
        except Refused as refused:
            form.form_errors = [*form.form_errors, str(refused.refusal.sentence)]
            return self._register_page(form)
        except KeyTaken:
            abort(409)
        if fresh:
            flash(gettext("Registered: %(record)s", record=record), "success")
        return redirect(self.url("show", pk=record.id))

    @expose("/<int:pk>/edit", methods=["GET", "POST"])
    @signed_in
    def edit(self, pk: int) -> Any:
        """Correct what was entered, with a reason, while the state allows it."""
        record = self.find(pk, EDIT)
        if not record.standing.editable:
            flash(gettext("In this state the record is changed by its steps only"), "warning")
            return redirect(self.url("show", pk=pk))
        form = self._form(record)
        title = gettext("Correct: %(record)s", record=record)
        if request.method == "GET":
            form.process(obj=record, data={"version": str(record.version)})
            form.version.data = str(record.version)
        elif form.version.data != str(record.version):
            return conflict(self, record, self.form_columns, self.url("edit", pk=pk))
        elif form.validate():
            return self._save(record, form, title)
        return self._form_page(form, title, self.url("show", pk=pk), record)

    def _save(self, record: Record, form: Any, title: str) -> Any:
        names = [n for n in self.form_columns if n in form]
        try:
            for name, value in forms.answers(form, names).items():
                if getattr(record, name) != value:
                    setattr(record, name, value)
            parts().engine.check_opening(record)
            changes = describe_change(record)
            if changes:
                self._restart_clocks(record)
                self.session.flush()
                parts().trail.write(
                    "edit", actor=self.actor, record=record, changes=changes, reason=form.reason.data or ""
                )
            self.session.commit()
        except Unacceptable as problem:
            self.session.rollback()
            forms.put_errors(form, problem.errors, self.form_columns[-1])
            return self._form_page(form, title, self.url("show", pk=record.id), record)
        except StaleDataError:
            self.session.rollback()
            return conflict(self, self.find(record.id), self.form_columns, self.url("edit", pk=record.id))
        flash(gettext("Saved."), "success")
        return redirect(self.url("show", pk=record.id))

    def _restart_clocks(self, record: Record) -> None:
        """A corrected start day moves the running periods that count from it."""
        clocks, today = parts().clocks, parts().time.today()
        for clock in self.flow.clocks.values():
            day: date | None = getattr(record, clock.starts_on) if clock.starts_on else None
            clocks.correct_start(record, clock, day)
        clocks.refresh(record, today)
