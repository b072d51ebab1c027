"""The sentences of the engine's own refusals."""

from __future__ import annotations

from dataclasses import dataclass

from models.workflow import Label


@dataclass(frozen=True)
class Sentences:
    """One for each reason; the factory hands in translatable ones."""

    four_eyes: Label
    """Somebody else must take the step."""
    own_case: Label
    """The step decides about the actor's own unit."""
    stale_seal: Label
    """What was approved has changed since."""
    elsewhere: Label
    """The step does not start from the record's state."""
    other_rules: Label
    """The step is one of another profile."""
    too_long: Label
    """The extension exceeds the longest one."""
    not_positive: Label
    """The extension is no number above zero."""
    missing: Label
    """An asked column is empty."""
    no_reason: Label
    """The step needs a reason in words."""
    future: Label
    """The step would take effect on a day to come."""
    too_early: Label
    """The step would take effect before a period began."""
    shorter: Label
    """The last day set by hand lies before the period's own, and nobody says why."""
    own_unit: Label
    """Whoever would keep a record from her own unit would keep it from herself."""
