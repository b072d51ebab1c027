"""What every page of the panel does first: is somebody signed in, and may she."""

from __future__ import annotations

from collections.abc import Sequence
from functools import wraps
from typing import Any

from flask import abort, current_app, render_template, request
from flask_appbuilder import BaseView
from flask_wtf import FlaskForm

from app.access.actor import Actor, present
from app.extensions import db
from models.workflow import Label, Role

Crumb = tuple[str, str | None]
"""A place and its address."""


class OfficePage(BaseView):
    """A page of the panel: signed in, or sent to sign in; without the grant, 403.

    FAB supplies routing and permission names; its own lists and forms are not used (ADR 0004).
    """

    granted_to: tuple[Role, ...] = ()
    """Roles that hold all of this page's permissions from the start."""

    @property
    def resource(self) -> str:
        """The name grants of this page are given on."""
        return str(self.class_permission_name or type(self).__name__)

    @property
    def actor(self) -> Actor:
        """Who is acting in this request."""
        return present()

    @property
    def session(self) -> Any:
        """The session of this request."""
        return db.session

    def may(self, permission: str) -> bool:
        """Whether the actor holds a permission on this page."""
        return self.actor.may(permission, self.resource)

    def require(self, permission: str) -> None:
        """403 without the permission."""
        if not self.may(permission):
            abort(403)

    def page(self, template: str, **context: Any) -> str:
        """A rendered template; the frame comes from the context processor."""
        return render_template(template, **context)

    def form_page(
        self,
        title: str,
        form: FlaskForm,
        sections: Sequence[tuple[Label, Sequence[str]]],
        back: str,
        *,
        crumbs: Sequence[Crumb],
        submit: str,
        **more: Any,
    ) -> tuple[str, int]:
        """The page of one form, its fields under headings; 400 while something is wrong with it.

        ``more`` is whatever else ``gov/form.html`` may be given.
        """
        html = self.page(
            "gov/form.html",
            title=title,
            crumbs=crumbs,
            form=form,
            sections=[{"title": heading, "fields": names} for heading, names in sections],
            submit_label=submit,
            cancel_url=back,
            **more,
        )
        return html, (400 if form.errors else 200)

    def confirmation(
        self,
        title: str,
        form: FlaskForm,
        back: str,
        *,
        crumbs: Sequence[Crumb],
        effects: Sequence[str],
        subject: str,
        number: str = "",
        clauses: str = "",
        danger: bool = False,
        refusal: str | None = None,
    ) -> tuple[str, int]:
        """The page that says what will happen before it does; 409 for a refusal, 400 for a wrong form."""
        html = self.page(
            "gov/transition.html",
            crumbs=crumbs,
            title=title,
            number=number,
            subject=subject,
            clauses=clauses,
            effects=effects,
            form=form,
            danger=danger,
            refusal=refusal,
            cancel_url=back,
        )
        return html, (409 if refusal and request.method == "POST" else 400 if form.errors else 200)


def unlinked(trail: Sequence[Crumb]) -> list[Crumb]:
    """Where the reader is; the last place is no link."""
    return [*trail[:-1], (trail[-1][0], None)]


def signed_in(view: Any) -> Any:
    """Send a visitor to the sign-in page, and back here afterwards."""

    @wraps(view)
    def checked(*args: Any, **kwargs: Any) -> Any:
        if present().id is None:
            return current_app.appbuilder.sm.ask_to_sign_in()  # type: ignore[attr-defined]
        return view(*args, **kwargs)

    return checked
