"""The inbox: what somebody was told of, newest first; opening one leads to its record and marks it read."""

from __future__ import annotations

from typing import Any, ClassVar

from flask import abort, flash, redirect, request, url_for
from flask_appbuilder import expose
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from sqlalchemy import select

from app.address import page_of
from app.notices import inbox
from app.notices.wording import sentence
from app.parts import parts
from models.base import Record
from models.notice import KINDS, Notice
from models.workflow import Label
from views import words
from views.administration import AdministrationPage
from views.base import signed_in

PAGE = 25
ALL, UNREAD = "all", ""


class NoticeView(AdministrationPage):
    """Everybody's own; whose a notice is, is the scope's business."""

    route_base = "/office/notices"
    default_view = "list"
    tabs: ClassVar[dict[str, Label]] = {
        UNREAD: _("Unread"),
        ALL: _("All"),
        **{kind.name: kind.label for kind in KINDS.values()},
    }

    def find(self, pk: int) -> Notice:
        """Her notice, or 404."""
        found = select(Notice).where(Notice.id == pk, Notice.shown)
        return self.session.scalars(found).first() or abort(404)

    @expose("/")
    @signed_in
    def list(self) -> Any:
        """Unread ones, all, or those of a kind; ``before``: the last one's number on the page before."""
        shown, before = request.args.get("show", UNREAD), request.args.get("before", type=int)
        if shown not in self.tabs:
            abort(400)
        found = inbox.page(
            self.session(),
            self.actor,
            kind=shown if shown in KINDS else "",
            only_unread=shown == UNREAD,
            before=before,
            size=PAGE + 1,
        )
        rows, more = found[:PAGE], found[PAGE:]
        records = inbox.records(self.session(), self.actor, rows)
        return self.page(
            "gov/notices.html",
            title=gettext("Notices"),
            crumbs=self.crumbs((gettext("Notices"), None)),
            tabs=[
                {"label": label, "url": self._here(name), "current": name == shown}
                for name, label in self.tabs.items()
            ],
            rows=[_row(row, records.get(row.record_id)) for row in rows],
            only_unread=shown == UNREAD,
            choices_url=url_for("NoticeChoiceView.show"),
            older_url=self._here(shown, before=rows[-1].id) if more else None,
        )

    def _here(self, shown: str, **more: Any) -> str:
        return url_for("NoticeView.list", show=shown or None, **more)

    @expose("/<int:pk>/open", methods=["POST"])
    @signed_in
    def open(self, pk: int) -> Any:
        """To the record; 404 where it is no longer hers to see."""
        notice = self.find(pk)
        record = inbox.records(self.session(), self.actor, [notice]).get(notice.record_id) or abort(404)
        address = page_of(record)
        self._mark(notice)
        return redirect(address, 303)

    @expose("/<int:pk>/read", methods=["POST"])
    @signed_in
    def read(self, pk: int) -> Any:
        """Mark one as read and stay."""
        self._mark(self.find(pk))
        return redirect(url_for("NoticeView.list"), 303)

    @expose("/read", methods=["POST"])
    @signed_in
    def read_all(self) -> Any:
        """Mark all as read."""
        inbox.read_all(self.session(), self.actor, parts().time.now())
        self.session.commit()
        flash(gettext("All notices are marked as read."), "success")
        return redirect(url_for("NoticeView.list"), 303)

    def _mark(self, notice: Notice) -> None:
        notice.read_at = notice.read_at or parts().time.now()
        self.session.commit()


def _row(notice: Notice, record: Record | None) -> dict[str, Any]:
    """A notice as its reader may have it: of a record she may not open any more, nothing but the kind."""
    kind = KINDS[notice.kind]
    row = {
        "kind": kind.label if record is not None else gettext("Notice"),
        "tone": kind.tone if record is not None else "grey",
        "when": words.moment_text(notice.created_at),
        "unread": notice.read_at is None and record is not None,
        "open_url": None,
        "read_url": url_for("NoticeView.read", pk=notice.id),
    }
    if record is None:
        return row
    return row | {
        "open_url": url_for("NoticeView.open", pk=notice.id),
        "title": record.title,
        "number": record.number or str(record.workflow.label),
        "text": sentence(notice.kind, record, notice.clock),
    }
