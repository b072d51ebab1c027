"""Taking steps: the buttons of the record page, the page of each step, and what comes back from it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import abort, flash, redirect, request
from flask_appbuilder import expose
from flask_babel import gettext
from sqlalchemy import select
from sqlalchemy.orm.exc import StaleDataError

from app.engine import NotAllowed, Offer, Refused, Stale, Unacceptable
from app.parts import parts
from models.base import Record
from models.checklist import CHECKLISTS
from models.column import Instant, declared
from models.letter_kind import BY_NAME
from models.workflow import Refusal, Transition
from views import checking, forms, words
from views.base import signed_in
from views.choices import choices_for
from views.conflict import conflict
from views.record import Reader


class StepPages:
    """Mixed into a matter's view."""

    def offers(self: Any, record: Record) -> list[dict[str, Any]]:
        """Every step the reader holds a grant for; refused ones with sentence, clause and who can help."""
        open_first = sorted(
            parts().engine.offers(record, self.actor),
            key=lambda o: (o.refusal is not None, not _main_road(o.step)),
        )
        return [self._offer(record, offer, first=i == 0) for i, offer in enumerate(open_first)]

    def _offer(self: Any, record: Record, offer: Offer, *, first: bool) -> dict[str, Any]:
        step = offer.step
        return {
            "name": step.name,
            "label": step.label,
            "url": self.url("step", pk=record.id, name=step.name),
            "refusal": refusal_text(offer.refusal) if offer.refusal else None,
            "clauses": words.clause_text((offer.refusal and offer.refusal.clauses) or step.clauses),
            "danger": step.danger,
            "primary": first and _main_road(step) and not offer.refusal,
            "form": self._step_form(record, step, filled=True) if not offer.refusal and short(step) else None,
        }

    def _asked(self: Any, record: Record, step: Transition) -> list[str]:
        """The columns the form of a step asks this record for."""
        columns = declared(self.model)
        names = ((name, columns[name].asked_if) for name in (*step.asks, *step.may_ask))
        return [name for name, asked in names if asked is None or asked(record)]

    def step_form(self: Any, record: Record, step: Transition) -> Any:
        """The form class of a step: what it asks for, the reason, the version looked at."""
        names = self._asked(record, step)
        return forms.form_class(
            self.model,
            names,
            required=step.asks,
            choices=choices_for(self.session, self.actor, self.model, names, record, step),
            extra={
                **checking.fields(self.session(), step, record, self.actor.id),
                **self.remark(step),
                "version": forms.version_field(),
            },
        )

    def _step_form(self: Any, record: Record, step: Transition, *, filled: bool = False) -> Any:
        names, made = self._asked(record, step), self.step_form(record, step)
        form = made(formdata=None) if filled else made()
        if filled or request.method == "GET":
            reader = Reader.before(self.actor, record)
            for name in names:
                column = self.columns()[name]
                # Who gets a part is somebody new; whose part ends may be whoever has it.
                fresh = step.involves is not None and name == step.involves.unit and not step.involves.ends
                form[name].data = getattr(record, name) if not fresh and reader.may(column.klass) else None
                if form[name].data is None and column.proposed:
                    form[name].data = column.proposed(record)
            if step.on and form[step.on].data is None:
                moment = isinstance(self.columns()[step.on].type, Instant)
                form[step.on].data = parts().time.now() if moment else parts().time.today()
            form.version.data = str(record.version)
        return form

    def remark(self: Any, step: Transition) -> dict[str, Any]:
        """The reason a step demands; a free remark where the step asks for no words of its own."""
        columns = declared(self.model)
        if step.reason:
            return {"reason": forms.reason_field()}
        # What was found in a text stays only with a reason.
        if not step.screens and any(columns[name].multiline for name in (*step.asks, *step.may_ask)):
            return {}
        return {"reason": forms.remark_field()}

    @expose("/<int:pk>/<string:name>", methods=["GET", "POST"])
    @signed_in
    def step(self: Any, pk: int, name: str) -> Any:
        """Ask for what the step needs, then take it; refused, it says why and keeps what was typed."""
        record = self.find(pk)
        step = self.flow.transitions.get(name)
        if step is None or step.automatic:
            abort(404)
        engine = parts().engine
        if engine.standing(record, step, self.actor) is None:
            abort(403)
        form, sent = self._step_form(record, step), request.method == "POST"
        # Before the versions: whoever took the step already left nothing to choose between.
        refusal = engine.refusal(record, step, self.actor)
        if sent and refusal is not None:
            self.note_refusal(record, step, refusal)
        elif sent and form.version.data != str(record.version):
            return conflict(self, record, self._asked(record, step), request.path)
        elif sent and form.validate():
            return self._take(record, step, form)
        return self._step_page(record, step, form, refusal)

    def _take(self: Any, record: Record, step: Transition, form: Any) -> Any:
        reviewed, pk = checking.fields(self.session(), step, record, self.actor.id), record.id
        given = forms.answers(form, [*self._asked(record, step), *reviewed])
        reason = (form.reason.data or "") if "reason" in form else ""
        try:
            self.attempt(record, step, given, version=int(form.version.data), reason=reason)
        except Unacceptable as problem:
            forms.put_errors(form, problem.errors, "version")
            return self._step_page(self.find(pk), step, form, None)
        except Refused as refused:
            return self._step_page(self.find(pk), step, form, refused.refusal)
        except Stale:
            record = self.find(pk)
            return conflict(self, record, self._asked(record, step), request.path)
        self.session.commit()
        flash(gettext("%(step)s: done", step=step.label), "success")
        return redirect(self.url("list") if self._is_out_of_sight(pk, step) else self.url("show", pk=pk))

    def _is_out_of_sight(self: Any, pk: int, step: Transition) -> bool:
        """Whether the step has led the record away from whoever took it: what is handed back is not hers."""
        if "handling_unit_id" not in (*step.asks, *step.sets):
            return False
        return self.session.scalar(select(self.model.id).where(self.model.id == pk)) is None

    def attempt(
        self: Any, record: Record, step: Transition, given: Mapping[str, Any], *, version: int, reason: str
    ) -> None:
        """Take the step, for the caller to commit; what refuses it leaves no more than a row of the trail.

        Raises Unacceptable, Refused and Stale; 403 without the grant.
        """
        pk = record.id
        try:
            parts().engine.perform(record, step.name, self.actor, given, version=version, reason=reason)
            self.session.flush()
        except Unacceptable:
            self.session.rollback()
            raise
        except Refused as refused:
            self.session.rollback()
            self.note_refusal(self.find(pk), step, refused.refusal)
            raise
        except (Stale, StaleDataError):
            self.session.rollback()
            raise Stale(step.name) from None
        except NotAllowed:
            self.session.rollback()
            abort(403)

    def note_refusal(self: Any, record: Record, step: Transition, refusal: Refusal) -> None:
        """A refused step leaves a row of its own; what the step would have changed was rolled back before."""
        self.session.rollback()
        parts().trail.write(
            "refused",
            actor=self.actor,
            record=record,
            step=step.name,
            source=record.state,
            reason=str(refusal.sentence),
            clauses=refusal.clauses,
            result="refused",
        )
        self.session.commit()

    def _step_page(self: Any, record: Record, step: Transition, form: Any, refusal: Refusal | None) -> Any:
        return self.confirmation(
            step.label,
            form,
            self.url("show", pk=record.id),
            crumbs=self.crumbs(record, str(step.label)),
            effects=effects(step),
            subject=record.title,
            number=str(record),
            clauses=words.clause_text((refusal and refusal.clauses) or step.clauses),
            danger=step.danger,
            refusal=refusal_text(refusal) if refusal else None,
        )


def _main_road(step: Transition) -> bool:
    return step.target is not None and not step.danger and not step.target.aside


def short(step: Transition) -> bool:
    """Few fields fit into a dialog; a long form gets its own page."""
    return not (step.checklist or step.sheet) and len(step.asks) + len(step.may_ask) <= 4


def refusal_text(refusal: Refusal) -> str:
    """Why a step is refused, and who can help."""
    if refusal.cleared_by is None:
        return str(refusal.sentence)
    return gettext(
        "%(sentence)s. Who can help: %(role)s", sentence=refusal.sentence, role=refusal.cleared_by.label
    )


def effects(step: Transition) -> list[str]:
    """What will happen, in sentences, read off the declaration."""
    found = [str(step.hint)] if step.hint else []
    if step.target is not None:
        found.append(gettext("The state becomes: %(state)s", state=step.target.label))
    if step.extends:
        found.append(gettext("The period is extended: %(clock)s", clock=step.extends.label))
    if step.restarts:
        found.append(gettext("The period begins anew: %(clock)s", clock=step.restarts.clock.label))
    if step.checklist:
        found.append(gettext("You sign the checklist: %(list)s", list=CHECKLISTS[step.checklist]))
    if step.letter:
        found.append(
            gettext("A letter is written and numbered: %(letter)s", letter=BY_NAME[step.letter].label)
        )
    return found or [gettext("What you enter is kept with the record.")]
