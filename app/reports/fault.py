"""What came of reading a report: the report, or all that is wrong with the file, place by place."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext

from models.report_content import Report


@dataclass(frozen=True)
class Fault:
    """Something in a file that cannot be taken as it is: where it stands, and what to do about it."""

    place: str
    sentence: str

    def __str__(self) -> str:
        return str(gettext("%(place)s: %(sentence)s", place=self.place, sentence=self.sentence))


@dataclass(frozen=True)
class Reading:
    """One report of a file, or its faults; ``doubts`` are what was left blank because nobody can read it."""

    name: str
    report: Report | None = None
    faults: tuple[Fault, ...] = ()
    doubts: tuple[Fault, ...] = ()
