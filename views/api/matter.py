"""One matter for programs: list, register, read, take steps; everything read off its declaration."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response, abort, jsonify, request, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import BadRequest

from app.access.actor import REGISTER
from app.access.grants import EXPORT, LIST, SHOW
from app.audit.trail import json_safe, note
from app.clocks import events
from app.engine import Offer, Refused, Stale, Unacceptable
from app.parts import parts
from models.base import Record
from models.column import Class, declared
from models.deadline import RunningClock
from models.extra_field import columns_for
from models.trail import TrailEntry
from models.workflow import Refusal, Transition
from views import checking, forms, lists
from views import record as page
from views.api import shapes
from views.api.problems import REFUSED, STALE, field_errors, problem
from views.record import ANYBODY, Reader
from views.registering import KeyTaken, registered
from views.steps import refusal_text
from views.words import is_given

PARTS = {"deadlines": "Deadline", "offers": "Offer", "trail": "Deed"}
"""Members of a record that are lists, and what the description calls an entry of each."""
OWN = ("id", "version", *PARTS)
"""Members of an answer that are no columns."""
KEY = "Idempotency-Key"
LONGEST_KEY = 200
"""Characters of the key a program gives."""


class MatterApi:
    """The operations of one matter, over the view that declares its columns."""

    def __init__(self, view: Any) -> None:
        self.view, self.model = view, view.model
        if taken := sorted(set(OWN) & set(declared(self.model))):
            raise TypeError(f"{self.model.__name__}: {taken} mean something else in the API")

    def route(self, door: Blueprint) -> None:
        """Add the addresses of this matter; with and without the slash, for a redirect helps no program."""
        slug, all_of = self.model.slug, f"/{self.model.slug}/"
        one, step = f"{all_of}<int:pk>", f"{all_of}<int:pk>/<string:name>"
        rules = (("list", all_of, "GET"), ("create", all_of, "POST"), ("show", one, "GET"))
        for verb, rule, method in (*rules, ("take", step, "POST")):
            served = getattr(self, verb)
            door.add_url_rule(rule, f"{slug}-{verb}", served, methods=[method], strict_slashes=False)

    @property
    def list_columns(self) -> list[str]:
        """What a list tells of each record."""
        listed = dict.fromkeys((*self.view.shown_columns(), "state"))
        return [name for name in listed if self.view.columns()[name].klass.listed]

    # -- reading ----------------------------------------------------------------------

    def list(self) -> Response:
        """A page of what the token's owner may see; names of people only for who may export them."""
        self.view.require(LIST)
        schemas = shapes.arguments(self.view)
        asked = shapes.asked(schemas)
        if errors := shapes.errors_of(shapes.body_schema(schemas, ()), asked):
            abort(field_errors(errors))
        today, now = parts().time.today(), parts().time.now
        size = asked.get("page_size", lists.PAGE_SIZE)
        found = lists.page(self.view.session, self._query(asked), today, size)
        readers = [self._list_reader(record) for record in found.rows]
        shown = zip(found.rows, readers, strict=True)
        names = self.list_columns
        result = [self._columns(record, names, reader) for record, reader in shown]
        if any(_tells_people(record, result[n]) for n, record in enumerate(found.rows)):
            subject, asked_for = f"{self.model.slug}.json", request.query_string.decode()
            note(parts().write, now, "export", actor=self.view.actor, subject=subject, reason=asked_for)
        return jsonify(result=result, next=found.next_cursor)

    def _query(self, asked: Mapping[str, Any]) -> lists.Query:
        """What the list of the page would be asked for; a page shows what is open, a program gets all."""
        state = asked.get("state", lists.ALL)
        given = {**request.args.to_dict(), "state": "" if state == "open" else state}
        form = self.view.filter_form(MultiDict(given))
        if not form.validate():
            abort(field_errors(form.errors))
        try:
            query: lists.Query = self.view.query(form)
        except BadRequest:
            abort(field_errors({"after": [gettext("This is no cursor of this list, or of another order")]}))
        return query

    def _list_reader(self, record: Record) -> Reader:
        """Many records at once are an export: names in it need that grant too, as in a file."""
        actor = self.view.actor
        return Reader.before(actor, record) if actor.may_on(EXPORT, record) else ANYBODY

    def show(self, pk: int) -> Response:
        """One record, with its periods, what the token's owner may do now, and what was done."""
        record = self.view.find(pk, SHOW)
        told = self._told(record)
        if _tells_people(record, told):
            note(parts().write, parts().time.now, "read", actor=self.view.actor, record=record)
        return jsonify(told)

    def _columns(self, record: Record, names: Any, reader: Reader) -> dict[str, Any]:
        columns = self.view.columns()
        told = {n: json_safe(getattr(record, n)) for n in names if reader.may_take_away(columns[n].klass)}
        return {"id": record.id, "version": record.version, **told}

    def _told(self, record: Record) -> dict[str, Any]:
        actor, session = self.view.actor, self.view.session
        clocks = (record.clock(clock) for clock in record.workflow.clocks.values())
        return {
            **self._columns(record, self.view.columns(), Reader.before(actor, record)),
            "deadlines": [_deadline(record, run) for run in clocks if run is not None],
            "offers": [self._offer(record, offer) for offer in parts().engine.offers(record, actor)],
            "trail": [_done(record, row) for row in page.history(session, record)],
        }

    def _offer(self, record: Record, offer: Offer) -> dict[str, Any]:
        step, refusal = offer.step, offer.refusal
        asks = shapes.step_schema(self.view, step, record)
        return {
            "name": step.name,
            "label": str(step.label),
            "asks": [name for name in asks["required"] if name != "version"],
            "may_ask": [name for name in asks["properties"] if name not in asks["required"]],
            "refusal": refusal_text(refusal) if refusal else None,
            "clauses": [*((refusal and refusal.clauses) or step.clauses)],
        }

    # -- registering ------------------------------------------------------------------

    def create(self) -> Any:
        """Register a record: 201, or 200 with the record that the same key made before."""
        self.view.require(REGISTER)
        body = shapes.sent()
        if errors := shapes.errors_of(shapes.entry_schema(self.view), body):
            abort(field_errors(errors))
        fixed = self._given(body)
        form = self.view.form_of(None)(
            formdata=shapes.typed(body, self.view.entered_columns()), meta={"csrf": False}
        )
        if not form.validate():
            abort(field_errors(form.errors))
        values = {**forms.answers(form, self.view.entered_columns()), **fixed}
        session, actor = self.view.session, self.view.actor
        try:
            record, fresh = registered(session, actor, self.model, values, self._key())
            session.commit()
        except Unacceptable as problems:
            abort(_unacceptable(problems))
        except Refused as refused:
            abort(_refused(refused.refusal))
        except KeyTaken:
            abort(problem(409, _("This key was used for a record you do not see."), kind=REFUSED, clauses=[]))
        answer = jsonify(id=record.id)
        answer.headers["Location"] = url_for(f"api.{self.model.slug}-show", pk=record.id)
        return answer, 201 if fresh else 200

    def _given(self, body: Mapping[str, Any]) -> Any:
        """What a record takes over from the one it hangs on; what its reader does not see is not there."""
        if not (parent := self.view.parent):
            return {}
        above = self.view.above(int(body[parent]))
        if above is None:
            abort(field_errors({parent: [gettext("There is nothing here, or nothing you may see.")]}))
        return self.view.given_by(above)

    def _key(self) -> str:
        """The key of a submission: the program's own, apart for each person and matter; or a new one."""
        given = request.headers.get(KEY, "")
        if not given:
            return secrets.token_urlsafe(24)
        if len(given) > LONGEST_KEY:
            abort(field_errors({KEY: [gettext("At most %(n)s characters", n=LONGEST_KEY)]}))
        told = f"{self.view.actor.id} {self.model.__name__} {given}"
        return hashlib.sha256(told.encode()).hexdigest()

    # -- steps ------------------------------------------------------------------------

    def take(self, pk: int, name: str) -> Any:
        """Take a step: 200 and the record as it is then, or why not."""
        view = self.view
        record, step = view.find(pk, SHOW), view.flow.transitions.get(name)
        if step is None or step.automatic:
            abort(404)
        if parts().engine.standing(record, step, view.actor) is None:
            abort(403)
        body = shapes.sent()
        if errors := shapes.errors_of(shapes.step_schema(view, step, record), body):
            abort(field_errors(errors))
        if body["version"] != record.version:
            abort(_stale(record))
        if refusal := parts().engine.refusal(record, step, view.actor):
            view.note_refusal(record, step, refusal)
            abort(_refused(refusal))
        reviewed = checking.fields(view.session(), step, record, view.actor.id)
        asked = (*step.asks, *step.may_ask, *reviewed)
        form = view.step_form(record, step)(
            formdata=shapes.typed(body, (*asked, "reason")), meta={"csrf": False}
        )
        if not form.validate():
            abort(field_errors(form.errors))
        # A column that was not sent stays as it is; one this record is not asked for the engine refuses.
        names = [n for n in asked if n in body]
        given = {n: form[n].data if n in form else body[n] for n in names}
        reason = (form.reason.data or "") if "reason" in form else ""
        return jsonify(self._taken(record, step, given, reason))

    def _taken(
        self, record: Record, step: Transition, given: Mapping[str, Any], reason: str
    ) -> dict[str, Any]:
        pk = record.id
        try:
            self.view.attempt(record, step, given, version=record.version, reason=reason)
        except Unacceptable as problems:
            abort(_unacceptable(problems))
        except Refused as refused:
            abort(_refused(refused.refusal))
        except Stale:
            abort(_stale(self.view.find(pk)))
        # Told before it is committed: a step may lead out of her sight.
        told = self._told(record)
        if _tells_people(record, told):
            parts().trail.write("read", actor=self.view.actor, record=record)
        self.view.session.commit()
        return told


def _tells_people(record: Record, told: Mapping[str, Any]) -> bool:
    """Whether an answer holds data about a person: then it leaves a row of the trail."""
    people = [n for n, c in columns_for(record).items() if c.klass in {Class.PERSONAL, Class.SEALED}]
    return any(is_given(told.get(name)) for name in people)


def _deadline(record: Record, run: RunningClock) -> dict[str, Any]:
    """The latest run of a clock as it stands today."""
    deadline, rule = parts().clocks.deadline(run, parts().time.today()), events(run).rule
    return {
        "name": run.name,
        "label": str(record.workflow.clocks[run.name].label),
        "started": json_safe(run.started_on),
        "due": json_safe(deadline.due),
        "due_at": json_safe(deadline.due_at),
        "provisional": deadline.provisional,
        "paused": deadline.paused,
        "met": json_safe(run.met_on),
        "days_left": deadline.days_left,
        "overdue_by": deadline.overdue_by,
        "extension": run.extension,
        "rule": {"code": rule.code, "kind": rule.kind, "amount": rule.amount},
        "clause": rule.clause,
    }


def _done(record: Record, row: TrailEntry) -> dict[str, Any]:
    """One deed of the history, as the page of the record tells it."""
    return {
        "at": json_safe(row.at),
        "action": row.action,
        "step": row.step,
        "label": str(page.deed(record, row)),
        "who": row.actor_name,
        "post": row.actor_post,
        "in_place_of": row.for_name,
        "reason": row.reason,
        "clauses": row.clauses.split(", ") if row.clauses else [],
    }


def _unacceptable(problems: Unacceptable) -> Response:
    return field_errors({name: [sentence] for name, sentence in problems.errors.items()})


def _refused(refusal: Refusal) -> Response:
    return problem(409, refusal_text(refusal), kind=REFUSED, clauses=[*refusal.clauses])


def _stale(record: Record) -> Response:
    told = _("Somebody changed the record meanwhile: read it again and decide anew.")
    return problem(409, told, kind=STALE, clauses=[], version=record.version)
