"""The periods the procedures impose: the rule in force under each profile, and a later one (design §4)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
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
from models import MATTERS
from models.base import Record
from models.deadline import PERIOD_KINDS, PROFILES, DeadlineRule, RunningClock
from models.profiles import DIFFERENCES
from models.roles import SYSTEM_ADMINISTRATOR
from models.workflow import Clock, Profile
from views import words
from views.administration import AdministrationPage
from views.base import signed_in
from views.forms import DayField
from views.reasoned import Reasoned

LONGEST = 400
"""Units a period may have."""


@dataclass(frozen=True)
class Declared:
    """One clock of one matter, as its procedure declares it."""

    model: type[Record]
    clock: Clock

    @property
    def code(self) -> str:
        """The name its rules are kept under."""
        return self.model.workflow.rule_code(self.clock)


def declared_clocks() -> Iterator[Declared]:
    """Every clock of every matter."""
    for model in MATTERS:
        for clock in model.workflow.clocks.values():
            yield Declared(model, clock)


def in_force(rules: Sequence[DeadlineRule], profile: str, day: date) -> DeadlineRule | None:
    """The rule a period starting on that day gets; of two for the same day, the one entered last."""
    known = [rule for rule in rules if rule.profile == profile and rule.valid_from <= day]
    return max(known, key=lambda rule: (rule.valid_from, rule.id), default=None)


class RulePage(AdministrationPage):
    """What looking and entering share."""

    def found(self, code: str) -> Declared:
        """The clock of this name, or 404."""
        return next((one for one in declared_clocks() if one.code == code), None) or abort(404)

    def rules_of(self, code: str) -> list[DeadlineRule]:
        """Its rules, the newest first."""
        return list(
            self.session.scalars(
                select(DeadlineRule)
                .where(DeadlineRule.code == code)
                .order_by(DeadlineRule.valid_from.desc(), DeadlineRule.id.desc())
            )
        )

    def way(self, *further: tuple[str, str | None]) -> list[tuple[str, str | None]]:
        """Where the reader is; the last place is no link."""
        trail = self.crumbs((gettext("Periods and rules"), url_for("RuleView.list")), *further)
        return [*trail[:-1], (trail[-1][0], None)]


class RuleView(RulePage):
    """Everybody who signed in may look."""

    route_base = "/office/rules"
    default_view = "list"
    base_permissions: tuple[str, ...] = ()
    label = _("Periods and rules")

    @expose("/")
    @signed_in
    def list(self) -> Any:
        """Every clock with its periods in force today."""
        today = parts().time.today()
        return self.page(
            "gov/admin/rules.html",
            title=gettext("Periods and rules"),
            crumbs=self.way(),
            profiles=[label for _name, label in PROFILES.items()],
            chosen=PROFILES[parts().engine.rules()],
            clocks=[
                {
                    "label": one.clock.label,
                    "matter": one.model.workflow.label,
                    "clause": words.clause_text(one.clock.clauses),
                    "url": url_for("RuleView.show", code=one.code),
                    "periods": [length(in_force(self.rules_of(one.code), p, today)) for p in PROFILES],
                }
                for one in declared_clocks()
            ],
            profiles_url=url_for("RuleView.profiles"),
        )

    @expose("/<string:code>")
    @signed_in
    def show(self, code: str) -> Any:
        """One clock: its rules under each profile, past, present and to come."""
        one, today = self.found(code), parts().time.today()
        rules = self.rules_of(code)
        may_enter = self.actor.may(EDIT, RuleEditView.__name__)
        return self.page(
            "gov/admin/rule.html",
            title=f"{one.model.workflow.label}: {one.clock.label}",
            crumbs=self.way((str(one.clock.label), None)),
            clause=words.clause_text(one.clock.clauses),
            profiles=[
                {
                    "label": label,
                    "rows": [_row(rule, rules, today) for rule in rules if rule.profile == profile],
                    "enter_url": url_for("RuleEditView.enter", code=code, profile=profile)
                    if may_enter and any(rule.profile == profile for rule in rules)
                    else None,
                }
                for profile, label in PROFILES.items()
            ],
        )

    @expose("/profiles")
    @signed_in
    def profiles(self) -> Any:
        """The notice of 2020 and the Regulation of 2019 side by side, and which one is chosen."""
        return self.page(
            "gov/admin/profiles.html",
            title=gettext("The two sets of rules"),
            crumbs=self.way((gettext("The two sets of rules"), None)),
            profiles=[
                {"label": label, "name": name, "chosen": name == parts().engine.rules()}
                for name, label in PROFILES.items()
            ],
            rows=[
                {
                    "subject": one.subject,
                    "clause": words.clause_text(one.clause),
                    "articles": gettext("Regulation, article %(articles)s", articles=one.articles),
                    "sentences": [one.under(profile) for profile in Profile],
                    "worked": one.worked,
                }
                for one in DIFFERENCES
            ],
        )


class EnterForm(Reasoned):
    """A later rule; the page is shown again with what it changes before it is saved."""

    amount = IntegerField(
        _("Length"), [InputRequired(_("Fill this in")), NumberRange(1, LONGEST, _("1 to 400"))]
    )
    warn = IntegerField(
        _("Warn when left"), [InputRequired(_("Fill this in")), NumberRange(0, LONGEST, _("0 to 400"))]
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
        now = in_force(self.rules_of(code), profile, parts().time.today()) or abort(404)
        if request.method == "GET":
            form.amount.data, form.warn.data = now.amount, now.warn
        elif form.validate() and self._sound(form):
            proposed = self._rule(form, now)
            if form.looked_at.data == _said(proposed):
                self.session.add(proposed)
                self.session.commit()
                flash(gettext("Saved."), "success")
                return redirect(url_for("RuleView.show", code=code))
            form.looked_at.data = _said(proposed)
            return self._page(one, now, form, self._effects(one, now, proposed))
        return self._page(one, now, form, [])

    def _sound(self, form: EnterForm) -> bool:
        if form.valid_from.data < parts().time.today():
            form.valid_from.errors = [gettext("Give today or a later day: what has begun keeps its rule")]
        if form.warn.data > form.amount.data:
            form.warn.errors = [gettext("The warning cannot begin before the period")]
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

    def _effects(self, one: Declared, now: DeadlineRule, proposed: DeadlineRule) -> list[str]:
        day = proposed.valid_from
        running = (
            select(func.count(RunningClock.id))
            .join(DeadlineRule, RunningClock.rule_id == DeadlineRule.id)
            .join(Record, RunningClock.record_id == Record.id)
            .where(
                DeadlineRule.code == now.code,
                DeadlineRule.profile == now.profile,
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
                old=length(now),
            ),
            gettext(
                "One that starts on %(day)s ends on %(new)s instead of %(old)s.",
                day=words.day_text(day),
                new=_ends(proposed, day),
                old=_ends(now, day),
            ),
            ngettext(
                "%(num)s period that runs now keeps the rule of its day.",
                "%(num)s periods that run now keep the rule of their day.",
                count,
            ),
        ]

    def _page(self, one: Declared, now: DeadlineRule, form: EnterForm, effects: list[str]) -> Any:
        title = gettext("Enter a later rule: %(clock)s", clock=one.clock.label)
        back = url_for("RuleView.show", code=one.code)
        html = self.page(
            "gov/admin/rule_new.html",
            title=title,
            crumbs=self.way((str(one.clock.label), back), (title, None)),
            profile=PROFILES[now.profile],
            present=length(now),
            kind=PERIOD_KINDS[now.kind],
            clause=words.clause_text(one.clock.clauses),
            effects=effects,
            form=form,
            cancel_url=back,
        )
        return html, (400 if form.errors else 200)


def length(rule: DeadlineRule | None) -> str:
    """How long a rule is, in words; empty where a profile knows no such period."""
    if rule is None:
        return ""
    match rule.kind:
        case "working_days":
            return ngettext("%(num)s working day", "%(num)s working days", rule.amount)
        case "calendar_days":
            return ngettext("%(num)s day", "%(num)s days", rule.amount)
        case "months":
            return ngettext("%(num)s month", "%(num)s months", rule.amount)
    return ngettext("%(num)s hour", "%(num)s hours", rule.amount)


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


def _row(rule: DeadlineRule, rules: Sequence[DeadlineRule], today: date) -> dict[str, Any]:
    if rule is in_force(rules, rule.profile, today):
        state, tone = gettext("in force"), "green"
    elif rule.valid_from > today:
        state, tone = gettext("later"), "blue"
    else:
        state, tone = gettext("former"), "grey"
    return {
        "length": length(rule),
        "warn": rule.warn,
        "from": words.day_text(rule.valid_from),
        "state": state,
        "tone": tone,
        "reason": rule.reason,
        "entered": words.moment_text(rule.entered_at),
    }
