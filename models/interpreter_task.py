"""What an interpreter does for one interpretation (附件2 二、五)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import ForeignKey, Select, select
from sqlalchemy.orm import Mapped, relationship

from models.base import WHOLE, Record
from models.column import labelled, plain
from models.roles import CLERK, OFFICE_REVIEWER, UNIT_HEAD
from models.shared_rules import above
from models.workflow import SYSTEM, Errors, State, Transition, Workflow

TASKS = {
    "write": _("Writes the commentary"),
    "answer": _("Answers questions"),
    "interview": _("Gives an interview"),
    "present": _("Presents it on camera or on site"),
    "advise": _("Advises on content"),
}


def in_a_team() -> Select[Any]:
    """The interpreters who may be asked."""
    serving = Record.matter == "interpreter", Record.state == "serving"
    return select(Record).where(*serving).order_by(Record.id.desc())


def interpreter_can_be_asked(task: Any, values: Mapping[str, Any], _today: date) -> Errors:
    """Somebody who serves, for an interpretation that is not over, and each thing once."""
    interpretation, interpreter = above(task, "interpretation"), above(task, "interpreter")
    if interpretation is None or not interpretation.counts:
        return {"interpretation_id": _("This interpretation is over; nobody is asked for it any more")}
    if interpreter is None or interpreter.state != "serving":
        return {"interpreter_id": _("Choose somebody who is in a team (annex 2, part 5)")}
    same = (values.get("interpreter_id") or interpreter.id, values.get("task"))
    others = (one for one in interpretation.tasks if one is not task and one.counts)
    if any((one.interpreter_id, one.task) == same for one in others):
        return {"task": _("She was asked for this already")}
    return {}


class InterpreterTaskFlow(
    Workflow,
    label=_("Task of an interpreter"),
    clauses=("A2.5",),
    registered_by=(CLERK, UNIT_HEAD, OFFICE_REVIEWER),
    opening_checks=(interpreter_can_be_asked,),
):
    asked = State(_("Engaged"), initial=True, editable=True)
    done = State(_("Done (task)"), final=True)
    released = State(_("Released"), final=True, aside=True)

    finish = Transition(
        _("Enter as done"),
        asked,
        done,
        by=(CLERK, OFFICE_REVIEWER),
        clauses=("A2.5",),
        asks=("done_on",),
        on="done_on",
    )
    release = Transition(
        _("Release her"),
        asked,
        released,
        by=(CLERK, UNIT_HEAD, OFFICE_REVIEWER),
        clauses=("A2.5",),
        reason=True,
        danger=True,
    )
    lapse = Transition(_("The interpretation is over"), asked, released, by=SYSTEM, clauses=("A2.5",))


class InterpreterTask(Record):
    """One interpreter asked for one thing."""

    __tablename__ = "interpreter_task"
    workflow = InterpreterTaskFlow
    slug = "interpreter-tasks"
    purposes = ("other",)

    id: Mapped[int] = plain(ForeignKey("record.id"), primary_key=True)
    interpretation_id: Mapped[int] = labelled(
        _("Interpretation of a document"), ForeignKey("interpretation.id"), index=True
    )
    interpreter_id: Mapped[int] = labelled(
        _("Interpreter"), ForeignKey("interpreter.id"), index=True, clause="A2.5", among=in_a_team
    )
    task: Mapped[str] = labelled(_("Task"), choices=TASKS)
    done_on: Mapped[date | None] = labelled(_("Done on"))

    interpretation: Mapped[Any] = relationship(
        "Interpretation", foreign_keys=[interpretation_id], back_populates="tasks", info=WHOLE
    )
    interpreter: Mapped[Any] = relationship("Interpreter", foreign_keys=[interpreter_id], info=WHOLE)

    def letter_facts(self) -> dict[str, Any]:
        """Besides its columns the interpreter's name, and where and what she is."""
        told = {"name": self.interpreter.title, "position": self.interpreter.position}
        return {**super().letter_facts(), **told}

    @property
    def counts(self) -> bool:
        """Whether she was not released again."""
        return self.state != "released"
