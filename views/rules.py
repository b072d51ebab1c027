"""The periods the procedures impose: the rule in force under each profile, and a later one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import abort, url_for
from flask_appbuilder import expose
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from sqlalchemy import select

from app.access.grants import EDIT
from app.parts import parts
from models import MATTERS, SWITCHES, deadline
from models.base import Record
from models.deadline import PROFILES, DeadlineRule
from models.profiles import DIFFERENCES
from models.workflow import Clock, Profile
from views import words
from views.administration import AdministrationPage
from views.base import Crumb, signed_in

EDIT_PAGE = "RuleEditView"


@dataclass(frozen=True)
class Declared:
    """One clock of one matter in one of its cases, as the procedure declares it."""

    model: type[Record]
    clock: Clock
    case: str

    @property
    def code(self) -> str:
        """The name its rules are kept under."""
        return self.model.workflow.rule_code(self.clock, self.case)

    @property
    def label(self) -> str:
        """What it is called."""
        return self.clock.label_of(self.case)


def declared_clocks() -> Iterator[Declared]:
    """Every clock of every matter, case by case."""
    for model in MATTERS:
        for clock in model.workflow.clocks.values():
            for case in clock.cases:
                yield Declared(model, clock, case)


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

    def way(self, *further: Crumb) -> list[Crumb]:
        """Where the reader is."""
        return self.crumbs((gettext("Periods and rules"), url_for("RuleView.list")), *further)


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
            profiles=[*PROFILES.values()],
            chosen=PROFILES[parts().engine.rules()],
            clocks=[
                {
                    "label": one.label,
                    "matter": one.model.workflow.label,
                    "clause": words.clause_text(one.clock.clauses),
                    "url": url_for("RuleView.show", code=one.code),
                    "periods": [length(in_force(rules, profile, today)) for profile in PROFILES],
                }
                for one in declared_clocks()
                for rules in [self.rules_of(one.code)]
            ],
            profiles_url=url_for("RuleView.profiles"),
            switches=[
                {
                    "label": one.label,
                    "hint": one.hint,
                    "clause": words.clause_text(one.clause),
                    "on": one.is_on(self.session()),
                    "url": url_for("RuleEditView.switch", name=one.name)
                    if self.actor.may(EDIT, EDIT_PAGE)
                    else None,
                }
                for one in SWITCHES
            ],
        )

    @expose("/<string:code>")
    @signed_in
    def show(self, code: str) -> Any:
        """One clock: its rules under each profile, past, present and to come."""
        one, today = self.found(code), parts().time.today()
        rules = self.rules_of(code)
        may_enter = self.actor.may(EDIT, EDIT_PAGE)
        return self.page(
            "gov/admin/rule.html",
            title=words.under(one.model.workflow.label, one.label),
            crumbs=self.way((one.label, None)),
            clause=words.clause_text(one.clock.clauses),
            profiles=[
                {
                    "label": label,
                    "rows": [_row(rule, rules, today) for rule in rules if rule.profile == profile],
                    "enter_url": url_for(f"{EDIT_PAGE}.enter", code=code, profile=profile)
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
                    "articles": gettext(
                        "Regulation, article %(articles)s", articles=words.listed(one.articles.split(", "))
                    ),
                    "sentences": [one.under(profile) for profile in Profile],
                    "worked": one.worked,
                }
                for one in DIFFERENCES
            ],
        )


def length(rule: DeadlineRule | None) -> str:
    """How long a rule is, in words; empty where a profile knows no such period."""
    return deadline.length(rule.amount, rule.kind) if rule else ""


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
