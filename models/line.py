"""A sheet a step asks to be filled: a number, a remark, or both, for each line the record names."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, ClassVar

from flask_babel import lazy_gettext as _

from models.points import is_exact
from models.report_table import Cell, ImpossibleFigure

Label = Any
"""A str or a lazy translation."""


@dataclass(frozen=True)
class Line(ABC):
    """One line: what it is about, and what stands there now."""

    key: int | str
    """Of the row, the cell or the question it stands for."""
    label: Label
    hint: Label = ""
    value: int | Decimal | None = None
    remark: str | None = None
    word: ClassVar[str]
    """What its number is called in forms and in the API, before the key."""

    @property
    def value_name(self) -> str:
        """The number, in forms and in the API."""
        return self._named(self.word)

    @property
    def remark_name(self) -> str:
        """The remark."""
        return self._named("remark")

    def _named(self, word: str) -> str:
        return f"{word}_{self.key}".replace(".", "-")

    @abstractmethod
    def problems(self, answers: Mapping[str, Any]) -> Iterator[tuple[str, Label]]:
        """What will not do, each by the name of what was answered so."""


@dataclass(frozen=True)
class PointsLine(Line):
    """Asks for points: 0 to ``most``, with two decimals."""

    most: Decimal = Decimal(0)
    word = "points"

    def problems(self, answers: Mapping[str, Any]) -> Iterator[tuple[str, Label]]:
        """No points, more than there are, or finer ones."""
        points = answers.get(self.value_name)
        if points is None:
            yield self.value_name, _("Give points, 0 where there are none")
        elif not (0 <= points <= self.most and is_exact(points)):
            yield (
                self.value_name,
                _("Give points from 0 to %(most)s, with two decimals at most", most=self.most),
            )


@dataclass(frozen=True, kw_only=True)
class FigureLine(Line):
    """Asks for a figure of a form; left empty it is a blank, which is not 0."""

    cell: Cell
    word = "figure"

    def problems(self, answers: Mapping[str, Any]) -> Iterator[tuple[str, Label]]:
        """What its cell cannot hold."""
        try:
            self.cell.accepted(answers.get(self.value_name))
        except ImpossibleFigure as error:
            yield self.value_name, str(error)


@dataclass(frozen=True)
class ReasonLine(Line):
    """Asks for words alone."""

    word = "answer"

    def problems(self, answers: Mapping[str, Any]) -> Iterator[tuple[str, Label]]:
        """Nothing said."""
        if not (answers.get(self.remark_name) or "").strip():
            yield self.remark_name, _("Say why it is so, or correct the figures or the text first")


@dataclass(frozen=True)
class Filled:
    """What was given for a line; of words alone the value is None."""

    key: int | str
    value: Decimal | None
    remark: str


@dataclass(frozen=True)
class Signed:
    """Who gave it and when: the key of her account, her name as letters have it, the moment."""

    by_id: int | None
    by: str
    at: datetime
