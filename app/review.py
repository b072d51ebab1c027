"""What a step has reviewed before it is taken: checklists signed, sheets filled, texts looked through."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app import marking, screening
from app.access.actor import Actor, Standing
from app.checklists import Checklists
from app.collaborators import Taken
from models.column import declared
from models.workflow import Label, Transition


@dataclass(frozen=True)
class DeskReview:
    """The engine's review."""

    session: Callable[[], Session]
    checklists: Checklists

    def errors(
        self,
        record: Any,
        step: Transition,
        given: Mapping[str, Any],
        answers: Mapping[str, Any],
        reason: str,
    ) -> dict[str, Label]:
        """A sentence for each point and each text that keeps the step from being taken."""
        found: dict[str, Label] = {}
        if step.checklist:
            found |= self.checklists.errors(step, answers)
        if step.sheet:
            found |= marking.errors(marking.asked(record, step, None), answers)
        if step.screens:
            columns = declared(type(record))
            texts = {
                name: columns[name].words(given.get(name, getattr(record, name))) for name in step.screens
            }
            found |= screening.errors(self.session(), texts, answers, reason)
        return found

    def keep(self, taken: Taken, answers: Mapping[str, Any]) -> None:
        """Keep what was ticked and signed with a step that was taken."""
        if taken.step is not None and taken.step.checklist:
            self.checklists.keep(taken, answers)

    def fill(
        self,
        record: Any,
        step: Transition,
        answers: Mapping[str, Any],
        actor: Actor,
        standing: Standing,
        at: datetime,
    ) -> None:
        """Have the record keep what was filled in, before the step is taken."""
        lines = marking.asked(record, step, actor.id)
        record.fill(step.sheet, marking.filled(lines, answers), marking.signed(actor, standing, at))
