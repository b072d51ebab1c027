"""Units that work on a record together with the one it is given to: added, heard, released (附件3、9).

Two systems have it, each in its own words; what is asked and refused is the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from flask_babel import lazy_gettext as _

from models.part import Involve, Part
from models.roles import CLERK, OFFICE_REVIEWER, UNIT_HEAD
from models.workflow import Check, Errors, Guard, Label, State, Transition, guard

Source = State | tuple[State, ...]


@dataclass(frozen=True)
class JointWork:
    """The joint units of one system: what refusals say in it, and its steps.

    The record has the columns ``joint_unit_id`` (who is asked about) and ``joint_opinions``.
    """

    clauses: tuple[str, ...]
    nobody: Label
    """No unit has joined in."""
    unheard: Label
    """Units have joined in, and no opinion of theirs is entered."""
    already: Label
    """The unit works on it, as the handling one or beside it."""
    stranger: Label
    """The unit does not work on it."""

    @cached_property
    def somebody_joins_in(self) -> Guard:
        """Some unit has."""

        @guard(self.nobody, clauses=self.clauses)
        def holds(record: Any, _today: date) -> bool:
            return bool(record.units_with(Part.JOINT))

        return holds

    @cached_property
    def were_heard(self) -> Guard:
        """Nobody joined in, or what they say is entered."""

        @guard(self.unheard, clauses=self.clauses, cleared_by=CLERK)
        def holds(record: Any, _today: date) -> bool:
            return not record.units_with(Part.JOINT) or bool(record.joint_opinions)

        return holds

    def add(
        self, label: Label, source: Source, requires: tuple[Guard, ...] = (), checks: tuple[Check, ...] = ()
    ) -> Transition:
        """The county office has another unit join in, each once."""
        return Transition(
            label,
            source,
            None,
            by=OFFICE_REVIEWER,
            clauses=self.clauses,
            requires=requires,
            checks=(*checks, self._joins_once),
            asks=("joint_unit_id",),
            involves=Involve(Part.JOINT, "joint_unit_id"),
            anytime=True,
        )

    def release(self, label: Label, source: Source) -> Transition:
        """The county office releases one, with its reason."""
        return Transition(
            label,
            source,
            None,
            by=OFFICE_REVIEWER,
            clauses=self.clauses,
            requires=(self.somebody_joins_in,),
            checks=(self._joined_before,),
            asks=("joint_unit_id",),
            involves=Involve(Part.JOINT, "joint_unit_id", ends=True),
            reason=True,
            anytime=True,
        )

    def hear(self, source: Source) -> Transition:
        """A joint unit gives its opinion."""
        return Transition(
            _("Give the opinion of a joint unit"),
            source,
            None,
            by=(CLERK, UNIT_HEAD),
            clauses=self.clauses,
            requires=(self.somebody_joins_in,),
            asks=("joint_opinions",),
            by_joint=True,
        )

    def _joins_once(self, record: Any, answers: Mapping[str, Any], _today: date) -> Errors:
        unit = answers.get("joint_unit_id")
        if unit and unit in {record.handling_unit_id, *record.units_with(Part.JOINT)}:
            return {"joint_unit_id": self.already}
        return {}

    def _joined_before(self, record: Any, answers: Mapping[str, Any], _today: date) -> Errors:
        unit = answers.get("joint_unit_id")
        return {"joint_unit_id": self.stranger} if unit and unit not in record.units_with(Part.JOINT) else {}
