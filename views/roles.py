"""Roles and grants: the security administrator's pages (A1.8)."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from flask import abort, current_app, flash, redirect, request, url_for
from flask_appbuilder import expose
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import HiddenField
from wtforms.validators import InputRequired

from app.access.accounts import AccountRefused, role_label
from app.access.matrix import Book, Cell, Matrix, Stale
from app.parts import parts
from models.roles import SECURITY_ADMINISTRATOR
from views.administration import AdministrationPage
from views.base import signed_in
from views.permissions import Words, grouped, label_of
from views.reasoned import Reasoned
from views.words import clause_text

ROLES_PERMISSION = "can_roles"
"""Reads and changes grants and who holds which role."""


class ChangeForm(Reasoned):
    """A change of grants, looked over and not yet made: the cells, and the table they were read from."""

    version = HiddenField(validators=[InputRequired()])
    changes = HiddenField(validators=[InputRequired()])


class SecurityPage(AdministrationPage):
    """What the pages about roles share: one permission, one book."""

    base_permissions = [ROLES_PERMISSION]
    class_permission_name = "RolesView"
    granted_to = (SECURITY_ADMINISTRATOR,)
    label = _("Roles and permissions")
    permission_labels = {ROLES_PERMISSION: _("Roles and grants")}

    @property
    def book(self) -> Book:
        """What reads and changes grants and roles."""
        return Book(parts().time.now)


class RolesView(SecurityPage):
    """Who may what."""

    route_base = "/office/roles"
    default_view = "matrix"

    @expose("/", methods=["GET", "POST"])
    @signed_in
    def matrix(self) -> Any:
        """The table; a changed one is shown as a list of changes first, and made with a reason."""
        self.require(ROLES_PERMISSION)
        if "changes" in request.form:
            return self._make()
        matrix = self.book.read(self.session)
        if request.method == "POST":
            return self._look_over(matrix)
        locked = matrix.locked(self.actor)
        views = current_app.appbuilder.baseviews  # type: ignore[attr-defined]
        return self.page(
            "gov/matrix.html",
            title=gettext("Roles and permissions"),
            roles=[{"id": role.id, "label": role_label(role.name)} for role in matrix.roles],
            groups=[
                {"label": label, "permissions": [_line(matrix, locked, pk, words) for pk, words in lines]}
                for label, lines in grouped(matrix.permissions, views)
            ],
            save_url=url_for("RolesView.matrix", version=matrix.version),
        )

    def _look_over(self, matrix: Matrix) -> Any:
        wanted = set(_cells(request.form.getlist("grant")))
        try:
            after = self.book.proposed(matrix, self.actor, wanted)
        except AccountRefused as refused:
            flash(str(refused.sentence), "danger")
            return redirect(url_for("RolesView.matrix"))
        if request.args.get("version") != matrix.version:
            return self._stale()
        if after == matrix.granted:
            flash(gettext("Nothing was changed."), "info")
            return redirect(url_for("RolesView.matrix"))
        sent = json.dumps(sorted(after ^ matrix.granted))
        form = ChangeForm(formdata=None, data={"version": matrix.version, "changes": sent})
        return self._confirm(matrix, after, form)

    def _make(self) -> Any:
        form, matrix = ChangeForm(), self.book.read(self.session)
        try:
            flipped = {(int(role), int(permission)) for role, permission in json.loads(form.changes.data)}
        except (TypeError, ValueError, OverflowError, RecursionError):
            abort(400)
        if any(
            r not in {role.id for role in matrix.roles} or p not in matrix.permissions for r, p in flipped
        ):
            return self._stale()
        after = matrix.granted ^ flipped
        if not form.validate_on_submit():
            return self._confirm(matrix, after, form)
        try:
            self.book.change(
                self.session, self.actor, after, version=form.version.data, reason=form.reason.data
            )
        except Stale:
            return self._stale()
        except AccountRefused as refused:
            self.session.rollback()
            form.form_errors.append(str(refused.sentence))
            return self._confirm(matrix, matrix.granted, form)
        self.session.commit()
        flash(gettext("The grants are changed; they count from the next click of everybody."), "success")
        return redirect(url_for("RolesView.matrix"))

    def _stale(self) -> Any:
        self.session.rollback()
        flash(
            gettext("Somebody else changed the grants meanwhile; look at them and change them again."),
            "danger",
        )
        return redirect(url_for("RolesView.matrix"))

    def _confirm(self, matrix: Matrix, after: frozenset[Cell], form: ChangeForm) -> Any:
        names = {role.id: str(role_label(role.name)) for role in matrix.roles}
        views = current_app.appbuilder.baseviews  # type: ignore[attr-defined]
        effects = [
            gettext("%(role)s loses: %(what)s", role=names[r], what=label_of(matrix.permissions[p], views))
            for r, p in sorted(matrix.granted - after)
        ] + [
            gettext("%(role)s gets: %(what)s", role=names[r], what=label_of(matrix.permissions[p], views))
            for r, p in sorted(after - matrix.granted)
        ]
        return self.confirm_page(
            gettext("Change the grants"),
            form,
            effects=effects,
            back=url_for("RolesView.matrix"),
            subject=gettext("Roles and permissions"),
            clauses=gettext("Annex 1 Art 8"),
            danger=bool(matrix.granted - after),
        )


def _cells(sent: Iterable[str]) -> Iterable[Cell]:
    for text in sent:
        role, _colon, permission = text.partition(":")
        if not (role.isdecimal() and permission.isdecimal() and len(text) < 24):
            abort(400)
        yield int(role), int(permission)


def _line(matrix: Matrix, locked: frozenset[Cell], pk: int, words: Words) -> dict[str, Any]:
    label, clauses = words
    return {
        "id": pk,
        "label": label,
        "clause": clause_text(clauses) if clauses else None,
        "granted": {role for role, permission in matrix.granted if permission == pk},
        "locked": {role for role, permission in locked if permission == pk},
    }
