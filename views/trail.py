"""The trail to read: filtered, row by row, exported, and its chain examined.

Reading it writes nothing, but for two things that are told: values about people, and an export.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import urlencode

from flask import Response, abort, request, url_for
from flask_appbuilder import expose
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from sqlalchemy import Engine, Select, select
from sqlalchemy.orm import Session
from wtforms import StringField
from wtforms.validators import Length, Optional, ValidationError

from app.access.actor import READ_PERSONAL
from app.access.grants import EXPORT, LIST, SHOW
from app.access.scope import visible
from app.audit import chain
from app.audit.trail import note
from app.audit.verify import Broken, Head
from app.exports import table
from app.parts import parts
from app.timekeeper import OFFICE_TIME
from models.column import declared
from models.roles import AUDITOR
from models.trail import RESULTS, TrailEntry, TrailSeal
from views import trail_words, words
from views.base import signed_in
from views.forms import Question
from views.trail_filter import filter_form, page_of
from views.why import Explaining

SHOWN = ("at", "actor_name", "action", "subject", "reason", "result")
EXPORTED = (
    "at",
    "actor_name",
    "actor_post",
    "for_name",
    "action",
    "result",
    "matter",
    "subject",
    "step",
    "source",
    "target",
    "reason",
    "clauses",
    "changes",
)
BATCH = 1_000
"""Rows of an export read at a time."""


class HeadForm(Question):
    """A head of the chain that was written down: daily report, backup manifest."""

    head = StringField(
        _("Head written down earlier"),
        [Optional(), Length(max=100)],
        description=_("Row number, colon, 64 hexadecimal digits; without it a cut tail cannot be seen"),
    )

    def validate_head(self, _field: StringField) -> None:
        """Only what a head looks like."""
        try:
            self.head_given()
        except ValueError:
            wrong = gettext("A head is a row number, a colon and 64 hexadecimal digits")
            raise ValidationError(wrong) from None

    def head_given(self) -> Head | None:
        """The head, when one was given."""
        return Head.read(self.head.data.strip()) if self.head.data else None


class TrailView(Explaining):
    """The auditor reads; whoever is in the trail does not."""

    route_base = "/office/trail"
    default_view = "list"
    base_permissions = (LIST, SHOW, EXPORT, READ_PERSONAL)
    granted_to = (AUDITOR,)
    permission_labels = {
        LIST: _("See the list"),
        SHOW: _("See a row with its changes"),
        EXPORT: _("Export"),
        READ_PERSONAL: _("Read names and contacts"),
    }
    label = _("Trail")

    # -- list -------------------------------------------------------------------------

    @expose("/")
    @signed_in
    def list(self) -> Any:
        """The rows asked for, newest first."""
        self.require(LIST)
        form = filter_form(self.session)
        rows, newer, older = page_of(self.session, form)
        asked = {k: v for k, v in request.args.items() if k in form and v}
        tail = f"?{urlencode(asked)}" if asked else ""
        columns = declared(TrailEntry)
        html = self.page(
            "gov/list.html",
            title=gettext("Trail"),
            tabs=[
                {"label": gettext("Rows"), "url": url_for("TrailView.list"), "count": "", "current": True},
                {
                    "label": gettext("Chain"),
                    "url": url_for("TrailView.verify"),
                    "count": "",
                    "current": False,
                },
            ],
            filters=form,
            columns=[{"name": n, "label": columns[n].label, "sort_url": None, "sorted": None} for n in SHOWN],
            rows=[self._row(entry) for entry in rows],
            add_url=None,
            exports=[{"label": "CSV", "url": url_for("TrailView.export") + tail}] if self.may(EXPORT) else [],
            pager={
                "prev_url": self._here(asked, after=rows[0].id) if newer else None,
                "next_url": self._here(asked, before=rows[-1].id) if older else None,
                "text": "",
            },
            total_text=self._sealed(),
            empty={"title": gettext("Nothing found"), "hint": "", "url": None},
        )
        return html, (400 if form.errors else 200)

    def _here(self, asked: dict[str, str], **cursor: int) -> str:
        return f"{url_for('TrailView.list')}?{urlencode({**asked, **cursor})}"

    def _row(self, entry: TrailEntry) -> dict[str, Any]:
        refused = entry.result != "done"
        return {
            "url": url_for("TrailView.show", pk=entry.id),
            "over": False,
            "cells": [
                {"text": words.moment_text(entry.at), "nowrap": True},
                {"text": words.actor_text(entry.actor_name), "sub": entry.for_name},
                {"text": trail_words.action_text(entry)},
                {"text": entry.subject},
                {"text": entry.reason},
                {"text": RESULTS[entry.result], "tone": "red" if refused else "green"},
            ],
        }

    def _sealed(self) -> str:
        last = select(TrailSeal.trail_id).order_by(TrailSeal.seq.desc()).limit(1)
        return gettext("Sealed up to row %(row)s", row=self.session.scalar(last) or 0)

    # -- one row ----------------------------------------------------------------------

    @expose("/<int:pk>")
    @signed_in
    def show(self, pk: int) -> Any:
        """One row with its changes; reading values about people leaves a row of its own."""
        self.require(SHOW)
        entry = self.session.get(TrailEntry, pk) or abort(404)
        personal = self.may(READ_PERSONAL)
        seal = self.session.scalars(select(TrailSeal).where(TrailSeal.trail_id == pk)).first()
        html = self.page(
            "gov/admin/trail_row.html",
            title=gettext("Row %(row)s of the trail", row=pk),
            crumbs=self.crumbs((gettext("Trail"), url_for("TrailView.list")), (str(pk), None)),
            facts=self._facts(entry, seal),
            record_url=self._record_url(entry),
            changes=trail_words.changes(self.session, entry, personal=personal),
        )
        if personal and trail_words.holds_personal(entry):
            note(
                parts().write,
                parts().time.now,
                "read",
                actor=self.actor,
                subject=f"trail {pk}",
            )
        return html

    def _facts(self, entry: TrailEntry, seal: TrailSeal | None) -> Sequence[dict[str, Any]]:
        columns = declared(TrailEntry)
        matter = trail_words.matter_of(entry)
        values = {
            "at": words.moment_text(entry.at),
            "actor_name": entry.actor_name,
            "actor_post": entry.actor_post,
            "for_name": entry.for_name,
            "action": trail_words.action_text(entry),
            "result": str(RESULTS[entry.result]),
            "matter": str(matter.workflow.label) if matter else entry.matter,
            "subject": entry.subject,
            "source": trail_words.state_text(entry, entry.source),
            "target": trail_words.state_text(entry, entry.target),
            "reason": entry.reason,
            "clauses": words.clause_text(entry.clauses.replace(",", "")) if entry.clauses else "",
        }
        facts = [
            {"label": columns[n].label, "value": v, "wide": n in {"subject", "reason"}, "masked": False}
            for n, v in values.items()
            if v
        ]
        sealed = (
            gettext("Link %(seq)s of the chain", seq=seal.seq) if seal else gettext("with the next sealing")
        )
        return [*facts, {"label": _("Sealed"), "value": sealed, "wide": False, "masked": False}]

    def _record_url(self, entry: TrailEntry) -> str | None:
        matter = trail_words.matter_of(entry)
        if matter is None or entry.record_id is None or not self.actor.may(SHOW, matter.__name__):
            return None
        return f"/office/{matter.slug}/{entry.record_id}"

    # -- the chain --------------------------------------------------------------------

    @expose("/chain")
    @signed_in
    def verify(self) -> Any:
        """Whether every row is as it was sealed, up to a head written down earlier."""
        self.require(LIST)
        form = HeadForm(request.args)
        answer = None
        if "verify" in request.args and form.validate():
            broken = chain.verify(self.session(), head=form.head_given())
            answer = self._verdict(broken)
        return self.page(
            "gov/admin/chain.html",
            title=gettext("Is the trail as it was sealed?"),
            crumbs=self.crumbs((gettext("Trail"), url_for("TrailView.list")), (gettext("Chain"), None)),
            form=form,
            answer=answer,
        )

    def _verdict(self, broken: Broken | None) -> dict[str, Any]:
        if broken is not None:
            return {"holds": False, "text": trail_words.broken_text(broken), "head": ""}
        head = chain.head(self.session())
        return {
            "holds": True,
            "text": gettext("All %(count)s sealed rows are as they were sealed.", count=head.seq),
            "head": str(head),
        }

    # -- grants looked at --------------------------------------------------------------

    @expose("/why")
    @signed_in
    def why(self) -> Any:
        """Why somebody may, or may not, take a step: no grant of the security administrator's is needed."""
        self.require(LIST)
        return self.explanation()

    # -- the file ---------------------------------------------------------------------

    @expose("/export.csv")
    @signed_in
    def export(self) -> Any:
        """Exactly what is filtered, oldest first; values about people stay where they are."""
        self.require(EXPORT)
        form, columns = filter_form(self.session), declared(TrailEntry)
        if form.errors:
            abort(400)
        seen = visible(self.actor, TrailEntry)
        rows = select(TrailEntry).where(seen, *form.conditions()).order_by(TrailEntry.id)
        rows = rows.execution_options(yield_per=BATCH)
        sheet = table.Sheet(
            title=gettext("Trail"),
            columns=[table.Column("id", "id"), *(table.Column(n, str(columns[n].label)) for n in EXPORTED)],
            rows=_lines(self.session.get_bind(), rows),
            zone=OFFICE_TIME,
            about="",
        )
        note(
            parts().write,
            parts().time.now,
            "export",
            actor=self.actor,
            subject="trail.csv",
            reason=request.query_string.decode(),
        )
        answer = Response(table.csv(sheet), mimetype="text/csv; charset=utf-8")
        name = f"trail-{parts().time.today():%Y%m%d}.csv"
        answer.headers.set("Content-Disposition", "attachment", filename=name)
        return answer


def _lines(engine: Engine, rows: Select[Any]) -> Iterator[Sequence[table.Cell]]:
    """The lines of the file, in a session of their own: the request's ends before its answer is sent."""
    with Session(engine) as session:
        for entry in session.scalars(rows):
            values = {name: getattr(entry, name) for name in EXPORTED}
            values["changes"] = json.dumps(entry.changes, ensure_ascii=False)
            yield [entry.id, *values.values()]
