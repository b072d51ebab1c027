"""Rows the administration keeps: entered and changed by form, each time with a reason, none overwritten."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, request
from flask_babel import gettext
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from app.parts import parts
from views import forms
from views.conflict import conflict

Names = tuple[str, ...]


class ReasonedRows:
    """Mixed into a page of the administration.

    The subclass names the ``model`` and the columns that can change ``later``; it makes the form
    (``form_for``) and its page (``entry_page``), gives a row what was filled in (``put``, which returns a
    sentence for each column that will not do) and knows its addresses (``url``).
    """

    def find(self: Any, pk: int) -> Any:
        """The row, or 404."""
        return self.session.get(self.model, pk) or abort(404)

    def follow(self: Any, row: Any) -> None:
        """What a change sets off, in its own transaction; nothing where the subclass does not say."""

    def begin(self: Any, row: Any, form: Any, title: str, names: Names) -> Any:
        """Keep a new row, or show its form."""
        if request.method == "POST" and form.validate() and self._kept(row, form, names):
            return redirect(self.url("list"))
        return self.entry_page(form, title, names)

    def change(self: Any, row: Any, title: str) -> Any:
        """Show the form of a row, or keep the change; who looked at an older version is shown both."""
        pk, form = row.id, self.form_for(self.later, row)
        if request.method == "GET":
            form.process(obj=row)
            form.version.data = str(row.version)
        elif form.version.data != str(row.version):
            return conflict(self, row, self.later, self.url("edit", pk=pk))
        elif form.validate():
            try:
                if self._kept(row, form, self.later):
                    return redirect(self.url("list"))
            except StaleDataError:
                self.session.rollback()
                return conflict(self, self.find(pk), self.later, self.url("edit", pk=pk))
        return self.entry_page(form, title, self.later)

    def _kept(self: Any, row: Any, form: Any, names: Names) -> bool:
        """Saved with its reason; or the form says what will not do, and nothing is."""
        with self.session.no_autoflush:
            found = self.put(row, form, names)
        if not found:
            try:
                self.follow(row)
                self.session.add(row)
                self.session.flush()
                self.tell(row, form.reason.data)
                self.session.commit()
            except IntegrityError:
                # Somebody else took the code or the name since they were looked for.
                self.session.rollback()
                with self.session.no_autoflush:
                    found = self.put(row, form, names)
                if not found:
                    raise
            else:
                flash(gettext("Saved."), "success")
                return True
        self.session.rollback()
        forms.put_errors(form, found, "reason")
        return False

    def tell(self: Any, row: Any, reason: str) -> None:
        """The change is told by the row's own line of the trail; this one says why."""
        subject = f"{row.__tablename__} {row.id} {row}"
        parts().trail.write("admin", actor=self.actor, subject=subject, reason=reason)
