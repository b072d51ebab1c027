"""Why may she, and why can't she: the decision line by line, for the security administrator."""

from __future__ import annotations

from typing import Any

from flask import request
from flask_appbuilder import expose
from flask_appbuilder.security.sqla.models import User
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from sqlalchemy import func, select
from wtforms import SelectField, StringField

from app.access.actor import PROGRAM, acting
from app.access.explain import Explanation, why
from app.access.loading import load_actor
from app.parts import parts
from models import MATTERS
from models.account import full_name
from models.base import Record
from models.workflow import Transition
from views.base import signed_in
from views.roles import ROLES_PERMISSION, SecurityPage
from views.words import clause_text


class WhyForm(FlaskForm):
    """Who, which step, of which record."""

    class Meta:
        csrf = False

    person = StringField(_("User name"))
    step = SelectField(_("Step"))
    number = StringField(_("Number of the record"), description=_("Empty: the matter in general"))


class WhyView(SecurityPage):
    """Explains a decision; says nothing of a record but its number."""

    route_base = "/office/why"
    default_view = "explain"
    label = _("Why may she?")

    @expose("/")
    @signed_in
    def explain(self) -> Any:
        """The form, and under it the answer."""
        self.require(ROLES_PERMISSION)
        form = WhyForm(request.args)
        steps = _steps()
        form.step.choices = [(key, f"{m.workflow.label}: {s.label}") for key, (m, s) in steps.items()]
        asked = steps.get(form.step.data or "") if form.person.data else None
        question, verdict, lines = None, None, []
        if asked is not None:
            matter, step = asked
            user = self.session.scalar(
                select(User).where(func.lower(User.username) == form.person.data.strip().lower())
            )
            name = full_name(user) if user else form.person.data
            question = gettext("May %(name)s take the step “%(step)s”?", name=name, step=step.label)
            found = self._explained(user, matter, step, (form.number.data or "").strip())
            if found is None:
                verdict = {"allowed": False, "text": gettext("There is no record of this number.")}
            else:
                verdict = {
                    "allowed": found.allowed,
                    "text": gettext("Yes.") if found.allowed else gettext("No."),
                }
                lines = [
                    {"text": line.sentence, "ok": line.ok, "source": _source(str(line.source))}
                    for line in found.lines
                ]
        return self.page(
            "gov/why.html",
            title=gettext("Why may she?"),
            form=form,
            question=question,
            verdict=verdict,
            lines=lines,
        )

    def _explained(
        self, user: User | None, matter: type[Record], step: Transition, number: str
    ) -> Explanation | None:
        # The record may lie outside the reader's own units; only the answer leaves this method.
        with acting(PROGRAM):
            record = None
            if number:
                record = self.session.scalar(select(matter).where(matter.number == number))
                if record is None:
                    return None
            actor = load_actor(self.session, user.id if user else 0, parts().time.now())
            return why(self.session, parts().engine, actor, matter, step, record)


def _steps() -> dict[str, tuple[type[Record], Transition]]:
    return {
        f"{model.__name__}.{step.name}": (model, step)
        for model in MATTERS
        for step in model.workflow.transitions.values()
        if not step.automatic
    }


def _source(text: str) -> str:
    return clause_text(text) if text.startswith("A") and text[1:2].isdecimal() else text
