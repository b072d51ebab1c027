"""What the pages of the administrations share: saying no on the form, asking, listing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import url_for
from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import StringField
from wtforms.validators import DataRequired, Length

from app.access.accounts import AccountRefused
from app.parts import parts
from views.base import Crumb, OfficePage, unlinked
from views.forms import Question

FILL_IN = DataRequired(_("Fill this in"))


def username_field() -> StringField:
    """The name somebody signs in with, as it is given; what it may look like is ``app.access.accounts``'s."""
    about = _("Use 2 to 64 small letters, digits, dots, hyphens or underscores, beginning with a letter.")
    return StringField(_("User name"), [FILL_IN, Length(max=64)], description=about)


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

    def tell_why(self, subject: str, reason: str) -> None:
        """Rows tell their changes by their own lines of the trail; this one says why."""
        parts().trail.write("admin", actor=self.actor, subject=subject, reason=reason)

    def crumbs(self, *further: Crumb) -> list[Crumb]:
        """The way from the start page; the last place is no link."""
        return unlinked([(gettext("My work"), url_for("HomeView.index")), *further])

    def short_form(self, title: str, form: FlaskForm, fields: Sequence[str], back: str, *, under: str) -> Any:
        """A page with one form of one section; ``under``: what the page at ``back`` is called."""
        crumbs = self.crumbs((under, back), (title, None))
        return self.form_page(title, form, [(title, fields)], back, crumbs=crumbs, submit=gettext("Save"))

    def confirm_page(
        self, title: str, form: FlaskForm, *, effects: Sequence[str], back: str, subject: str, **more: Any
    ) -> Any:
        """A page that says what will happen before it does; ``more`` as ``confirmation`` takes it."""
        crumbs = self.crumbs((subject, back), (title, None))
        return self.confirmation(title, form, back, crumbs=crumbs, effects=effects, subject=subject, **more)

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
            add_url=add_url,
            exports=[],
            pager={"prev_url": pager[0], "next_url": pager[1], "text": ""},
            total_text=ngettext("%(num)s entry", "%(num)s entries", count),
            empty={"title": gettext("Nothing here"), "hint": None, "url": None},
        )
