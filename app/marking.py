"""Sheets at a step: which lines are asked, what will not do, and what is kept of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from itertools import chain
from typing import Any

from app.access.actor import Actor, Standing
from app.audit.trail import fitting
from app.signing import named
from models.line import Filled, Line, Signed
from models.mark import Mark
from models.workflow import Label, Transition

LONGEST_REMARK = 400
"""Characters."""
MARKS = Mark.metadata.tables[Mark.__tablename__]


def asked(record: Any, step: Transition, who: int | None) -> list[Line]:
    """The lines a step asks somebody to fill; none where it fills no sheet."""
    return list(record.lines(step.sheet, who)) if step.sheet else []


def errors(lines: list[Line], answers: Mapping[str, Any]) -> dict[str, Label]:
    """A sentence for each line that will not do."""
    return dict(chain.from_iterable(line.problems(answers) for line in lines))


def filled(lines: list[Line], answers: Mapping[str, Any]) -> list[Filled]:
    """What was given, line by line."""
    return [
        Filled(line.key, answers.get(line.value_name), (answers.get(line.remark_name) or "").strip())
        for line in lines
    ]


def signed(actor: Actor, standing: Standing, at: datetime) -> Signed:
    """Who gave it, as marks keep it."""
    return Signed(actor.id, fitting(named(actor, standing), MARKS.c.by), at)
