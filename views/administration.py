"""What the pages of the administrations share: saying no on the form, asking, listing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import url_for
from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import TextAreaField
from wtforms.validators import DataRequired, Length

from app.access.accounts import AccountRefused
from views.base import OfficePage
from views.forms import CleanText, Question

FILL_IN = DataRequired(_("Fill this in"))

Crumbs = list[tuple[str, str | None]]


class ReasonForm(FlaskForm):
    """Why."""

    reason = TextAreaField(_("Reason"), [FILL_IN, Length(max=200), CleanText()])


class NoFilter(Question):
    """A list without filters still shows its form."""


class AdministrationPage(OfficePage):
    """A page that changes accounts, roles or delegations."""

    def say(self, form: Any, refused: AccountRefused) -> None:
        """Nothing is kept, and the form says why."""
        self.session.rollback()
        if refused.field in form:
            form[refused.field].errors = [str(refused.sentence)]
        else:
            form.form_errors.append(str(refused.sentence))

    def crumbs(self, *further: tuple[str, str | None]) -> Crumbs:
        """The way from the start page."""
        return [(gettext("My work"), url_for("HomeView.index")), *further]

    def form_page(self, title: str, form: FlaskForm, fields: Sequence[str], back: str) -> str:
        """A page with one form."""
        return self.page(
            "gov/form.html",
            title=title,
            crumbs=self.crumbs((title, None)),
            form=form,
            sections=[{"title": title, "fields": list(fields)}],
            hints={},
            submit_label=gettext("Save"),
            cancel_url=back,
            draft_url=None,
        )

    def confirm_page(
        self,
        title: str,
        form: FlaskForm,
        *,
        effects: Sequence[str],
        back: str,
        subject: str,
        clauses: str,
        danger: bool,
    ) -> str:
        """A page that says what will happen before it does."""
        return self.page(
            "gov/transition.html",
            crumbs=self.crumbs((subject, back), (title, None)),
            title=title,
            number="",
            subject=subject,
            clauses=clauses,
            effects=list(effects),
            form=form,
            danger=danger,
            refusal=None,
            cancel_url=back,
        )

    def list_page(
        self,
        title: str,
        columns: Sequence[str],
        rows: Sequence[dict[str, Any]],
        *,
        add_url: str | None = None,
        filters: FlaskForm | None = None,
        pager: tuple[str | None, str | None] = (None, None),
        total: int | None = None,
        tabs: Sequence[dict[str, Any]] = (),
    ) -> str:
        """A table; each row leads to its page. ``pager``: addresses of the page before and after."""
        count = len(rows) if total is None else total
        return self.page(
            "gov/list.html",
            title=title,
            tabs=list(tabs),
            filters=filters if filters is not None else NoFilter(),
            columns=[
                {"name": f"c{n}", "label": label, "sort_url": None, "sorted": None}
                for n, label in enumerate(columns)
            ],
            rows=list(rows),
            bulk=[],
            add_url=add_url,
            exports=[],
            pager={"prev_url": pager[0], "next_url": pager[1], "text": ""},
            total_text=ngettext("%(num)s entry", "%(num)s entries", count),
            empty={"title": gettext("Nothing here"), "hint": None, "url": None},
        )
