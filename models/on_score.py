"""What hangs on a unit's score and fills its sheet: a self-report, an objection."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from models.line import Filled, Line, Signed


class OnScore:
    """Mix into a Record with a ``score``: its steps fill that sheet."""

    score: Any

    @property
    def assessed_outside(self) -> int | None:
        """The unit, where another one assesses it."""
        unit: int | None = self.score.assessed_outside
        return unit

    def lines(self, sheet: str, who: int | None) -> list[Line]:
        """The lines of the unit's sheet."""
        return list(self.score.lines(sheet, who))

    def fill(self, sheet: str, filled: Sequence[Filled], signed: Signed) -> None:
        """Into the unit's sheet."""
        self.score.fill(sheet, filled, signed)
