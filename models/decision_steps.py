"""The prescribed steps of a major decision besides hearing the public (附件10 三(一)).

Each is done with a document and a day, or waived by the head with a reason. Public participation is no
step of these: it is carried out by a consultation and cannot be waived (附件11 第一条).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import Text
from sqlalchemy.orm import Mapped

from models.column import Class, labelled
from models.roles import CLERK, UNIT_HEAD
from models.workflow import Guard, Label, State, Transition, guard

PRESCRIBED = ("A10.3.1",)


@dataclass(frozen=True)
class Step:
    """One prescribed step: its columns are ``{name}_on``, ``{name}_result`` and ``{name}_waiver``."""

    name: str
    paper: str
    """What its document is, a key of ``models.attachment.PURPOSES``."""
    missing: Label
    """Said where the step is neither done nor waived."""
    no_paper: Label
    """Said where its document is not attached."""

    def is_settled(self, decision: Any) -> bool:
        """Whether it was done or waived."""
        return bool(getattr(decision, f"{self.name}_on") or getattr(decision, f"{self.name}_waiver"))

    @property
    def settled(self) -> Guard:
        """The guard of whatever comes after this step."""

        @guard(self.missing, clauses=PRESCRIBED)
        def step_is_settled(decision: Any, _today: date) -> bool:
            return self.is_settled(decision)

        return step_is_settled

    def record(self, label: Label, source: State, *, after: tuple[Guard, ...] = ()) -> Transition:
        """Done on a day, with its document; what was waived before no longer is."""

        @guard(self.no_paper, clauses=PRESCRIBED)
        def document_is_attached(decision: Any, _today: date) -> bool:
            return any(file.purpose == self.paper for file in decision.attachments)

        return Transition(
            label,
            source,
            None,
            by=CLERK,
            clauses=PRESCRIBED,
            requires=(document_is_attached, *after),
            asks=(f"{self.name}_on", f"{self.name}_result"),
            sets={f"{self.name}_waiver": None},
            on=f"{self.name}_on",
        )

    def waive(self, label: Label, source: State, *, after: tuple[Guard, ...] = ()) -> Transition:
        """Left out, with a reason and the head's signature."""

        @guard(_("This step is done already; there is nothing to waive"), clauses=PRESCRIBED)
        def is_not_done(decision: Any, _today: date) -> bool:
            return getattr(decision, f"{self.name}_on") is None

        return Transition(
            label,
            source,
            None,
            by=UNIT_HEAD,
            clauses=PRESCRIBED,
            requires=(is_not_done, *after),
            asks=(f"{self.name}_waiver",),
            separate_from_author=True,
            danger=True,
            hint=_("You sign for it: name and reason stay with the decision."),
        )


EXPERT = Step(
    "expert",
    "expert_opinion",
    _("The expert opinion is neither recorded nor waived"),
    _("Attach the written expert opinion first"),
)
RISK = Step(
    "risk",
    "risk_assessment",
    _("The risk assessment is neither recorded nor waived"),
    _("Attach the report of the risk assessment first"),
)
LEGALITY = Step(
    "legality",
    "legality_opinion",
    _("The legality review is neither recorded nor waived"),
    _("Attach the opinion of the legality review first"),
)
DISCUSSION = Step(
    "discussion",
    "discussion_minutes",
    _("The collective discussion is neither recorded nor waived"),
    _("Attach the minutes of the collective discussion first"),
)
BEFORE_DISCUSSION = (EXPERT, RISK, LEGALITY)
KEPT = tuple(
    f"{step.name}_{kept}" for step in (*BEFORE_DISCUSSION, DISCUSSION) for kept in ("on", "result", "waiver")
)
"""The columns of all steps, in their order."""
NOTHING_DONE: dict[str, None] = dict.fromkeys(KEPT)
"""What a step sets that has all of them taken anew."""


def _day(label: Label) -> Any:
    return labelled(label, klass=Class.PUBLIC, clause="A10.3.1")


def _words(label: Label) -> Any:
    return labelled(label, Text, clause="A10.3.1")


class PrescribedSteps:
    """What is kept of each: the day and the result, or why it was waived."""

    expert_on: Mapped[date | None] = _day(_("Expert opinion of"))
    expert_result: Mapped[str | None] = _words(_("Result of the expert opinion"))
    expert_waiver: Mapped[str | None] = _words(_("Why there is no expert opinion"))
    risk_on: Mapped[date | None] = _day(_("Risk assessed on"))
    risk_result: Mapped[str | None] = _words(_("Result of the risk assessment"))
    risk_waiver: Mapped[str | None] = _words(_("Why there is no risk assessment"))
    legality_on: Mapped[date | None] = _day(_("Legality reviewed on"))
    legality_result: Mapped[str | None] = _words(_("Result of the legality review"))
    legality_waiver: Mapped[str | None] = _words(_("Why there is no legality review"))
    discussion_on: Mapped[date | None] = _day(_("Discussed on"))
    discussion_result: Mapped[str | None] = _words(_("Result of the discussion"))
    discussion_waiver: Mapped[str | None] = _words(_("Why there is no collective discussion"))
