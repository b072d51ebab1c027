"""One step for many records: chosen in the list, looked over together, taken one by one.

Each record is a transaction of its own through the very door of the single step, so guards, four eyes,
letters and the trail hold for each, and one that is refused stops no other.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import Any
from urllib.parse import urlencode

from flask import abort, flash, redirect, request
from flask_appbuilder import expose
from flask_babel import gettext
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import selectinload
from wtforms.validators import Length

from app.access.grants import LIST
from app.access.scope import OutOfScope
from app.engine import Refused, Stale, Unacceptable
from app.parts import parts
from models.base import Record
from models.bulk_step import BARRED, DONE, GONE, OUTCOMES, REFUSED, STALE, UNFIT, BulkStep
from models.column import Class, declared
from models.deadline import RunningClock
from models.workflow import Refusal, Transition
from views import forms, words
from views.base import signed_in
from views.layout import SIZES, back
from views.steps import effects, refusal_text, short

MOST = max(SIZES)
"""Records of one submission: a page of the list."""
HIGHEST_KEY = 2**31 - 1

Chosen = tuple[int, int | None]
"""The key of a record, and the version that was looked over; none on the way there."""
TONES = {DONE: "green", REFUSED: "amber", STALE: "amber", UNFIT: "amber"}


class BulkPages:
    """Mixed into a matter's view, beside its list and its steps."""

    # -- what can be taken of many at once --------------------------------------------

    def steps_together(self: Any) -> list[Transition]:
        """The steps that ask nothing, or the same few things of every record.

        Not what each record has of its own: people's data, what was entered when it was registered, a choice
        that depends on the record.
        """
        return [step for step in self.flow.transitions.values() if self._asks_all_alike(step)]

    def _asks_all_alike(self: Any, step: Transition) -> bool:
        columns = declared(self.model)
        return (
            not step.automatic
            and short(step)
            and not any(
                name in self.form_columns()
                or name.endswith("_id")
                or columns[name].asked_if
                or columns[name].klass in {Class.PERSONAL, Class.SEALED}
                for name in (*step.asks, *step.may_ask)
            )
        )

    def bulk_bar(self: Any, state: str, asked: Mapping[str, str]) -> dict[str, Any] | None:
        """What stands above the rows to choose some and a step; None for who may take none from this tab."""
        here = self.flow.states.get(state)
        steps = [
            (step.name, step.label)
            for step in self.steps_together()
            if self.may(step.permission) and (here is None or here in step.sources)
        ]
        if not steps:
            return None
        ticked = "ticked" in request.args
        place = {k: v for k, v in request.args.items() if k != "ticked"}
        return {
            "action": self.url("bulk"),
            "steps": steps,
            "back": urlencode(asked),
            "ticked": ticked,
            "tick_url": self._here(place if ticked else {**place, "ticked": "1"}),
        }

    # -- looking over -----------------------------------------------------------------

    @expose("/bulk", methods=["GET", "POST"])
    @signed_in
    def bulk(self: Any) -> Any:
        """What the step would do to each of the chosen records; then, asked once, take it of each."""
        self.require(LIST)
        chosen, name = list(_chosen()), request.values.get("step", "")
        if not chosen or not name:
            flash(gettext("Tick the records and choose a step."), "warning")
            return redirect(self._here(back()))
        step = self.flow.transitions.get(name)
        if step is None or step not in self.steps_together():
            abort(404)
        self.require(step.permission)
        if len(chosen) > MOST:
            told = gettext("At most %(most)s records at a time; you chose %(n)s.", most=MOST, n=len(chosen))
            flash(told, "warning")
            return redirect(self._here(back()))
        form = self._bulk_form(step)
        if request.method == "POST" and form.validate():
            return self._take_each(step, chosen, form)
        return self._bulk_page(step, chosen, form), (400 if form.errors else 200)

    def _bulk_form(self: Any, step: Transition) -> Any:
        made = forms.form_class(
            self.model,
            (*step.asks, *step.may_ask),
            required=step.asks,
            extra={**self.remark(step), "key": forms.hidden_field(Length(max=64))},
        )
        form = made()
        if request.method == "GET":
            if step.on:
                form[step.on].data = parts().time.today()
            form.key.data = secrets.token_urlsafe(24)
        return form

    def _bulk_page(
        self: Any,
        step: Transition,
        chosen: Sequence[Chosen],
        form: Any,
        said: Mapping[int, str] | None = None,
    ) -> str:
        """``said``: what was just tried and why it was not taken, by record."""
        found = self._found([pk for pk, _version in chosen])
        rows = [self._bulk_row(step, found.get(pk), version, (said or {}).get(pk)) for pk, version in chosen]
        return self.page(
            "gov/bulk.html",
            title=step.label,
            crumbs=self.crumbs(None, str(step.label)),
            effects=effects(step),
            clauses=words.clause_text(step.clauses),
            danger=step.danger,
            form=form,
            step=step.name,
            rows=rows,
            possible=sum(row["possible"] for row in rows),
            back=request.values.get("back", ""),
            cancel_url=self._here(back()),
        )

    def _found(self: Any, keys: Sequence[int]) -> dict[int, Any]:
        clocks = selectinload(self.model.clocks).selectinload(RunningClock.suspensions)
        rows = select(self.model).where(self.model.id.in_(keys)).options(clocks)
        return {record.id: record for record in self.session.scalars(rows)}

    def _bulk_row(
        self: Any, step: Transition, record: Any, version: int | None, said: str | None
    ) -> dict[str, Any]:
        """One record and whether it would be taken; one nobody shows her looks like one that is not there."""
        if record is None:
            return {"possible": False, "sentence": self._sentence(GONE)}
        problem = self._problem(step, record)
        return {
            "possible": problem is None,
            "tried": bool(said),
            "value": f"{record.id}:{record.version if said else version or record.version}",
            "number": str(record),
            "title": record.title,
            "url": self.url("show", pk=record.id),
            "state": {"text": str(record.standing.label), "tone": words.tone(record.standing)},
            "sentence": said or (problem["sentence"] if problem else ""),
            "clauses": problem["clauses"] if problem and not said else "",
        }

    def _problem(self: Any, step: Transition, record: Record) -> dict[str, str] | None:
        """Why the engine would not take the step of this record now."""
        engine = parts().engine
        if engine.standing(record, step, self.actor) is None:
            return _told(BARRED, record, self._sentence(BARRED))
        refusal = engine.refusal(record, step, self.actor)
        return _refused(record, step, refusal) if refusal else None

    @staticmethod
    def _sentence(outcome: str) -> str:
        """What is said of a record the engine was not asked about."""
        return {
            BARRED: gettext("You hold no grant for this step in the unit of this record."),
            GONE: gettext("There is nothing here, or nothing you may see."),
            STALE: gettext("Somebody changed it since you looked; look at it again."),
        }[outcome]

    # -- taking -----------------------------------------------------------------------

    def _take_each(self: Any, step: Transition, chosen: Sequence[Chosen], form: Any) -> Any:
        """Each in its own transaction, written down as it goes; the same key twice is taken once.

        Where none was taken the form is there again, with what was typed and why each was not.
        """
        key = form.key.data or secrets.token_urlsafe(24)
        run, fresh = self._begun(step, key, [pk for pk, _version in chosen])
        names = [name for name in (*step.asks, *step.may_ask) if form[name].data not in (None, "")]
        given, reason = forms.answers(form, names), form.reason.data if "reason" in form else ""
        for pk, version in chosen if fresh else ():
            told = self._take_one(step, pk, version, given, reason or "")
            run.outcomes = [*run.outcomes, told]
            self.session.commit()
        if fresh and not any(told["outcome"] == DONE for told in run.outcomes):
            said = {pk: told["sentence"] for (pk, _version), told in zip(chosen, run.outcomes, strict=True)}
            self.session.delete(run)
            self.session.commit()
            form.key.data = secrets.token_urlsafe(24)
            return self._bulk_page(step, chosen, form, said), 409
        return redirect(self.url("bulk_done", pk=run.id, back=request.form.get("back") or None))

    def _begun(self: Any, step: Transition, key: str, keys: list[int]) -> tuple[BulkStep, bool]:
        """The submission with this key, and whether it begins now; committed."""
        same = select(BulkStep).where(BulkStep.user_id == self.actor.id, BulkStep.key == key)
        if run := self.session.scalars(same).first():
            return run, False
        run = BulkStep(
            user_id=self.actor.id,
            key=key,
            matter=self.model.__name__,
            step=step.name,
            chosen=keys,
            outcomes=[],
            begun_at=parts().time.now(),
        )
        self.session.add(run)
        try:
            self.session.commit()
        except IntegrityError:
            self.session.rollback()
            return self.session.scalars(same).one(), False
        return run, True

    def _take_one(
        self: Any, step: Transition, pk: int, version: int | None, given: Mapping[str, Any], reason: str
    ) -> dict[str, str]:
        """What became of one record; the step itself, if taken, is for the caller to commit."""
        record = self._found([pk]).get(pk)
        if record is None:
            return _told(GONE, None, self._sentence(GONE))
        if parts().engine.standing(record, step, self.actor) is None:
            return _told(BARRED, record, self._sentence(BARRED))
        try:
            self.attempt(record, step, given, version=version or 0, reason=reason)
        except (Stale, OutOfScope) as lost:
            self.session.rollback()
            outcome = STALE if isinstance(lost, Stale) else GONE
            return _told(outcome, record, self._sentence(outcome))
        except Unacceptable as problems:
            return _told(UNFIT, record, self._unfit(problems))
        except Refused as refused:
            return _refused(record, step, refused.refusal)
        return _told(DONE, record)

    def _unfit(self: Any, problems: Unacceptable) -> str:
        columns = declared(self.model)
        return words.listed(
            words.under(columns[name].label, sentence) if name in columns else sentence
            for name, sentence in problems.errors.items()
        )

    # -- the result -------------------------------------------------------------------

    @expose("/bulk/<int:pk>")
    @signed_in
    def bulk_done(self: Any, pk: int) -> Any:
        """What became of each record of a submission of hers; looking again does nothing again."""
        self.require(LIST)
        run = self.session.get(BulkStep, pk)
        if run is None or run.user_id != self.actor.id or run.matter != self.model.__name__:
            abort(404)
        step = self.flow.transitions.get(run.step) or abort(404)
        # What is kept from her since is not even a number here any more.
        reached = {
            pk: told for pk, told in zip_longest(run.chosen, run.outcomes) if pk not in self.actor.own.barred
        }
        found = self._found([*reached])
        rows = [self._outcome(found.get(pk), told) for pk, told in reached.items()]
        left = [pk for pk, told in reached.items() if pk in found and (told or {}).get("outcome") != DONE]
        return self.page(
            "gov/bulk_done.html",
            title=step.label,
            crumbs=self.crumbs(None, str(step.label)),
            rows=rows,
            done=sum(bool(told) and told["outcome"] == DONE for told in reached.values()),
            again_url=self.url("bulk", step=step.name, row=left) if left else None,
            back_url=self._here(back()),
        )

    def _outcome(self: Any, record: Any, told: Mapping[str, str] | None) -> dict[str, Any]:
        if told is None:
            told = {"outcome": "", "sentence": gettext("It was not come to: take the step again.")}
        return {
            "number": str(record) if record is not None else told.get("number", ""),
            "title": record.title if record is not None else "",
            "url": self.url("show", pk=record.id) if record is not None else None,
            "outcome": OUTCOMES.get(told["outcome"], gettext("Open")),
            "tone": TONES.get(told["outcome"], "grey"),
            "sentence": told["sentence"],
            "clauses": told.get("clauses", ""),
        }


def _told(outcome: str, record: Any, sentence: str = "", clauses: str = "") -> dict[str, str]:
    number = str(record) if record is not None else ""
    return {"outcome": outcome, "number": number, "sentence": sentence, "clauses": clauses}


def _refused(record: Record, step: Transition, refusal: Refusal) -> dict[str, str]:
    clauses = words.clause_text(refusal.clauses or step.clauses)
    return _told(REFUSED, record, refusal_text(refusal), clauses)


def _chosen() -> Iterator[Chosen]:
    """The records this request names, each once: ``17``, or ``17:3`` with the version; else 400."""
    for text in dict.fromkeys(request.values.getlist("row")):
        key, colon, version = text.partition(":")
        if not _is_number(key) or (colon and not _is_number(version)):
            abort(400)
        yield int(key), int(version) if colon else None


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 11 and int(text) <= HIGHEST_KEY
