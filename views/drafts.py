"""What somebody is typing, kept by the server until the form is sent (nothing typed is ever lost)."""

from __future__ import annotations

from typing import Any

from flask import abort, request
from flask_appbuilder import expose
from sqlalchemy import bindparam, delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.datastructures import MultiDict

from app.parts import parts
from models.attachment import Draft
from views.base import OfficePage, signed_in

LONGEST_NAME = 120
NEVER_KEPT = {"csrf_token", "submission_key", "password", "file"}
"""Also the key of a submission: two windows on one draft are two forms, each sent once."""


_DRAFTS = Draft.metadata.tables[Draft.__tablename__]
_SENT = delete(_DRAFTS).where(_DRAFTS.c.user_id == bindparam("writer"), _DRAFTS.c.form == bindparam("name"))


def draft_name(path: str) -> str:
    """The name a form's draft is kept under: its address."""
    return path.strip("/").replace("/", ".")


def kept(session: Session, user_id: int | None, name: str) -> MultiDict[str, str] | None:
    """What this person typed into this form last time and did not send."""
    draft = _draft(session, user_id, name)
    return MultiDict(draft.values) if draft is not None else None


def discard(session: Session, user_id: int | None, name: str) -> None:
    """The form was sent, or is to begin anew; the caller commits."""
    session.connection().execute(_SENT, {"writer": user_id, "name": name})


def _draft(session: Session, user_id: int | None, name: str) -> Draft | None:
    return session.scalars(select(Draft).where(Draft.user_id == user_id, Draft.form == name)).first()


class DraftView(OfficePage):
    """One draft a person and form; only its writer ever reads it."""

    route_base = "/office/drafts"
    default_view = "keep"
    base_permissions: list[str] = []

    @expose("/<string:form>", methods=["POST"])
    @signed_in
    def keep(self, form: str) -> Any:
        """Keep what is typed so far."""
        if len(form) > LONGEST_NAME:
            abort(400)
        sent = request.form.to_dict(flat=False).items()
        values = {k: v if len(v) > 1 else v[0] for k, v in sent if k not in NEVER_KEPT}
        try:
            self._put(form, values)
        except (IntegrityError, StaleDataError):
            # Another window of hers was faster, and made the first one or sent the form.
            self.session.rollback()
            self._put(form, values)
        return "", 204

    def _put(self, form: str, values: dict[str, str | list[str]]) -> None:
        draft = _draft(self.session, self.actor.id, form)
        if draft is None:
            draft = Draft(user_id=self.actor.id, form=form)
            self.session.add(draft)
        draft.values, draft.saved_at = values, parts().time.now()
        self.session.commit()
