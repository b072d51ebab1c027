"""Why may she, and why can't she: the decision line by line, by the functions that decide.

Whoever asks need not see the record: of its content nothing is said, only its number and state.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from flask import request
from flask_appbuilder import expose
from flask_appbuilder.security.sqla.models import User
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from sqlalchemy import func, select
from wtforms import StringField
from wtforms.fields.choices import SelectChoice, SelectField

from app.access.actor import PROGRAM, Actor, acting
from app.access.explain import Line, who_can, why
from app.access.loading import load_actor
from app.parts import parts
from models import MATTERS
from models.account import full_name
from models.base import Record
from models.workflow import Transition
from views.administration import AdministrationPage
from views.base import signed_in
from views.forms import Question
from views.roles import ROLES_PERMISSION, SecurityPage
from views.words import clause_text, under

ADDRESS = re.compile(r"([a-z-]+)/(\d{1,9})/?$")
"""The end of a record's address; some matters have no numbers."""


class WhyForm(Question):
    """Who, which record, which step."""

    person = StringField(_("User name"))
    number = StringField(
        _("Number of the record"),
        description=_("Or the address of its page; empty: the matter in general"),
    )
    step = SelectField(_("Step"))


class Explaining(AdministrationPage):
    """The question and its answer; the page that asks it says who may."""

    def explanation(self) -> str:
        """The form, and under it the answer."""
        form, steps = WhyForm(request.args), _steps()
        form.step.choices = [
            SelectChoice("", gettext("Every step from the state the record is in")),
            *(SelectChoice(key, under(m.workflow.label, step.label)) for key, (m, step) in steps.items()),
        ]
        asked: dict[str, Any] = {"question": None, "verdict": None, "lines": [], "able": None}
        if form.person.data:
            asked |= self._answer(form, steps.get(form.step.data or ""))
        return self.page("gov/why.html", title=gettext("Why may she?"), form=form, **asked)

    def _answer(self, form: WhyForm, chosen: tuple[type[Record], Transition] | None) -> dict[str, Any]:
        username, number = form.person.data.strip(), (form.number.data or "").strip()
        user = self.session.scalar(select(User).where(func.lower(User.username) == username.lower()))
        actor = load_actor(self.session, user.id if user else 0, parts().time.now())
        name = full_name(user) if user else username
        record = self._record(number)
        question = _question(name, record, chosen)
        if number and record is None:
            return _said(question, gettext("There is no record of this number."))
        if chosen is not None and record is not None and not isinstance(record, chosen[0]):
            return _said(question, gettext("This record is of another matter than the step."))
        if chosen is not None:
            return _lines(question, self._why(actor, *chosen, record)) | self._able(chosen[1], record)
        if record is None:
            return _said(question, gettext("Give a record or choose a step."))
        return self._every_step(question, actor, record)

    def _record(self, number: str) -> Record | None:
        address = ADDRESS.search(number)
        # It may lie outside the reader's own units; only the answer leaves this page.
        with acting(PROGRAM):
            found = self.session.scalar(select(Record).where(Record.number == number)) if number else None
            if found is None and address:
                found = self.session.get(Record, int(address[2]))
                found = found if found is not None and found.slug == address[1] else None
        # What is kept from the reader is not there for her here either.
        return None if found is None or found.id in self.actor.own.barred else found

    def _why(
        self, actor: Actor, matter: type[Record], step: Transition, record: Record | None
    ) -> Sequence[Line]:
        # What hangs on the record is seen with her eyes, as it is when she takes the step.
        with acting(actor):
            return why(self.session, parts().engine, actor, matter, step, record).lines

    def _able(self, step: Transition, record: Record | None) -> dict[str, Any]:
        """Everybody who may take this step of this record now, so that one knows whom to ask."""
        if record is None:
            return {}
        able = who_can(self.session, parts().engine, step, record, parts().time.now())
        return {
            "able": [under(actor.name, actor.own.post) if actor.own.post else actor.name for actor in able]
        }

    def _every_step(self, question: str, actor: Actor, record: Record) -> dict[str, Any]:
        lines, possible = [], 0
        for step in record.workflow.leaving(record.state):
            if step.automatic:
                continue
            found = self._why(actor, type(record), step, record)
            decisive = next((line for line in found if not line.ok), found[-1])
            possible += decisive.ok
            text = under(step.label, decisive.sentence)
            lines.append({"text": text, "ok": decisive.ok, "source": _source(decisive.source)})
        text = gettext("She may take some step.") if possible else gettext("She may take no step.")
        return {"question": question, "verdict": {"allowed": bool(possible), "text": text}, "lines": lines}


class WhyView(Explaining, SecurityPage):
    """For the security administrator, who gives the grants; auditors ask it beside the trail."""

    route_base = "/office/why"
    default_view = "explain"
    label = _("Why may she?")

    @expose("/")
    @signed_in
    def explain(self) -> Any:
        """Why somebody may, or may not, take a step."""
        self.require(ROLES_PERMISSION)
        return self.explanation()


def _question(name: str, record: Record | None, chosen: tuple[type[Record], Transition] | None) -> str:
    what = (
        gettext("take a step")
        if chosen is None
        else gettext("take the step “%(step)s”", step=chosen[1].label)
    )
    if record is None:
        return gettext("May %(name)s %(what)s?", name=name, what=what)
    return gettext(
        "May %(name)s %(what)s of %(record)s (%(state)s)?",
        name=name,
        what=what,
        record=str(record),
        state=record.standing.label,
    )


def _said(question: str, text: str) -> dict[str, Any]:
    return {"question": question, "verdict": {"allowed": False, "text": text}, "lines": []}


def _lines(question: str, found: Sequence[Line]) -> dict[str, Any]:
    allowed = all(line.ok for line in found)
    return {
        "question": question,
        "verdict": {"allowed": allowed, "text": gettext("Yes.") if allowed else gettext("No.")},
        "lines": [{"text": line.sentence, "ok": line.ok, "source": _source(line.source)} for line in found],
    }


def _steps() -> dict[str, tuple[type[Record], Transition]]:
    return {
        f"{model.__name__}.{step.name}": (model, step)
        for model in MATTERS
        for step in model.workflow.transitions.values()
        if not step.automatic
    }


def _source(source: Any) -> str:
    text = str(source)
    return clause_text(text) if re.match(r"[A-Z]+\d*\.\d", text) else text
