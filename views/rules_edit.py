"""A later rule for a period: what it changes is shown first; an old rule is never changed."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import abort, flash, redirect, request, url_for
from flask_appbuilder import expose
from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _
from sqlalchemy import func, select
from wtforms import HiddenField, IntegerField
from wtforms.validators import InputRequired, NumberRange

from app.access.actor import PROGRAM, acting
from app.access.grants import EDIT
from app.parts import parts
from app.periods.deadline import Events, derive
from app.periods.deadline import Rule as PeriodRule
from models import SWITCHES
from models.base import Record
from models.deadline import LAST_DAY, PERIOD_KINDS, PROFILES, DeadlineRule, RunningClock, problem
from models.roles import SYSTEM_ADMINISTRATOR
from views import words
from views.base import signed_in
from views.forms import DayField
from views.reasoned import Reasoned, Switching
from views.rules import Declared, RulePage, in_force, length


class EnterForm(Reasoned):
    """A later rule; the page is shown again with what it changes before it is saved."""

    amount = IntegerField(
        _("Length"),
        [InputRequired(_("Fill this in")), NumberRange(1, LAST_DAY, _("Give a whole number above 0"))],
    )
    warn = IntegerField(
        _("Warn when left"),
        [InputRequired(_("Fill this in")), NumberRange(0, LAST_DAY, _("Give a whole number, 0 for none"))],
    )
    valid_from = DayField(_("In force from"), validators=[InputRequired(_("Fill this in"))])
    looked_at = HiddenField()


class RuleEditView(RulePage):
    """The system administrator enters later rules; an old one is never changed."""

    route_base = "/office/rules"
    default_view = "enter"
    base_permissions = (EDIT,)
    granted_to = (SYSTEM_ADMINISTRATOR,)
    permission_labels = {EDIT: _("Enter later rules")}
    label = _("Periods and rules")

    @expose("/<string:code>/<string:profile>/new", methods=["GET", "POST"])
    @signed_in
    def enter(self, code: str, profile: str) -> Any:
        """A rule from a day on; what it changes is shown first."""
        self.require(EDIT)
        one, form = self.found(code), EnterForm()
        rules = self.rules_of(code)
        now = in_force(rules, profile, parts().time.today()) or abort(404)
        if request.method == "GET":
            form.amount.data, form.warn.data = now.amount, now.warn
        elif form.validate() and self._sound(form, now.kind):
            proposed = self._rule(form, now)
            if form.looked_at.data == _said(proposed):
                self.session.add(proposed)
                self.session.commit()
                flash(gettext("Saved."), "success")
                return redirect(url_for("RuleView.show", code=code))
            form.looked_at.data = _said(proposed)
            replaced = in_force(rules, profile, proposed.valid_from) or now
            return self._page(one, now, form, self._effects(replaced, proposed))
        return self._page(one, now, form, [])

    @expose("/switch/<string:name>", methods=["GET", "POST"])
    @signed_in
    def switch(self, name: str) -> Any:
        """Use something the county may leave, or leave it, with a reason; what was decided under it stays."""
        self.require(EDIT)
        one = next((one for one in SWITCHES if one.name == name), None) or abort(404)
        on, form, back = one.is_on(self.session()), Switching(), url_for("RuleView.list")
        if form.late(on=on):
            flash(gettext("Nothing was changed."), "info")
            return redirect(back)
        if form.validate_on_submit():
            one.turn(self.session(), on=not on)
            self.tell_why(f"setting {name} {one.label}", form.reason.data)
            self.session.commit()
            flash(gettext("Saved."), "success")
            return redirect(back)
        title = gettext("Switch off") if on else gettext("Switch on")
        return self.confirmation(
            title,
            form,
            back,
            effects=[str(one.hint)],
            subject=str(one.label),
            clauses=words.clause_text(one.clause),
            danger=on,
            crumbs=self.way((title, None)),
        )

    def _sound(self, form: EnterForm, kind: str) -> bool:
        day = form.valid_from.data
        if day is None or day < parts().time.today():
            form.valid_from.errors = [gettext("Give today or a later day: what has begun keeps its rule")]
        if unsound := problem(form.amount.data, form.warn.data, kind):
            field, sentence = unsound
            form[field].errors = [str(sentence)]
        return not form.errors

    def _rule(self, form: EnterForm, now: DeadlineRule) -> DeadlineRule:
        return DeadlineRule(
            code=now.code,
            profile=now.profile,
            kind=now.kind,
            clause=now.clause,
            amount=form.amount.data,
            warn=form.warn.data,
            valid_from=form.valid_from.data,
            reason=form.reason.data,
            entered_at=parts().time.now(),
            entered_by_id=self.actor.id,
        )

    def _effects(self, replaced: DeadlineRule, proposed: DeadlineRule) -> list[str]:
        day = proposed.valid_from
        running = (
            select(func.count(RunningClock.id))
            .join(DeadlineRule, RunningClock.rule_id == DeadlineRule.id)
            .join(Record, RunningClock.record_id == Record.id)
            .where(
                DeadlineRule.code == proposed.code,
                DeadlineRule.profile == proposed.profile,
                RunningClock.met_on.is_(None),
                Record.closed_on.is_(None),
            )
        )
        # How many there are, not which: whoever keeps the rules need not see the records.
        with acting(PROGRAM):
            count = self.session.scalar(running)
        return [
            gettext(
                "Periods that start on %(day)s or later last %(new)s instead of %(old)s.",
                day=words.day_text(day),
                new=length(proposed),
                old=length(replaced),
            ),
            gettext(
                "One that starts on %(day)s ends on %(new)s instead of %(old)s.",
                day=words.day_text(day),
                new=_ends(proposed, day),
                old=_ends(replaced, day),
            ),
            ngettext(
                "%(num)s period that runs now keeps the rule of its day.",
                "%(num)s periods that run now keep the rule of their day.",
                count,
            ),
        ]

    def _page(self, one: Declared, now: DeadlineRule, form: EnterForm, effects: list[str]) -> Any:
        title = gettext("Enter a later rule: %(clock)s", clock=one.label)
        back = url_for("RuleView.show", code=one.code)
        html = self.page(
            "gov/admin/rule_new.html",
            title=title,
            crumbs=self.way((one.label, back), (title, None)),
            profile=PROFILES[now.profile],
            present=length(now),
            kind=PERIOD_KINDS[now.kind],
            clause=words.clause_text(one.clock.clauses),
            effects=effects,
            form=form,
            cancel_url=back,
        )
        return html, (400 if form.errors else 200)


def _ends(rule: DeadlineRule, start: date) -> str:
    """The last day of a period that starts on a day and is neither stopped nor extended."""
    if rule.kind == "hours":
        return length(rule)
    period = PeriodRule(rule.code, rule.kind, rule.amount, rule.warn, rule.clause, rule.valid_from)  # type: ignore[arg-type]
    deadline = derive(Events(started=start, rule=period), parts().calendar.calendar(), start)
    day = words.day_text(deadline.due)
    return gettext("%(day)s (provisional)", day=day) if deadline.provisional else day


def _said(rule: DeadlineRule) -> str:
    """What the preview was about; another form is looked over again."""
    return f"{rule.amount} {rule.warn} {rule.valid_from}"
